import { BrokerError } from '@/server/broker/errors';
import { Transaction } from '@/server/broker/transaction';
import type { AmqpChannel } from '../amqp-channel';
import type { Handlers } from './dispatch';

function transactionOf({ channel }: AmqpChannel): Transaction {
  if (channel.transaction !== null) return channel.transaction;
  throw new BrokerError('precondition-failed', 'channel is not transactional');
}

export const txHandlers: Handlers = {
  'tx.select'(amqpChannel) {
    const { channel } = amqpChannel;
    if (channel.confirms) throw new BrokerError('precondition-failed', 'cannot switch from confirm to tx mode');
    channel.transaction ??= new Transaction();
    amqpChannel.send('tx.select-ok', {});
  },

  'tx.commit'(channel) {
    channel.commit(transactionOf(channel));
    channel.send('tx.commit-ok', {});
  },

  'tx.rollback'(channel) {
    transactionOf(channel).rollback(channel.session.broker.memory);
    channel.send('tx.rollback-ok', {});
  },
};
