import { DIRECT_REPLY_TO } from '@/server/broker/direct-reply';
import { BrokerError } from '@/server/broker/errors';
import { cleanName } from '@/server/broker/names';
import type { AmqpChannel } from '../amqp-channel';
import type { Handlers } from './dispatch';

/** The empty name stands for the queue that the channel declared last (spec: queue-name rules). */
export function queueName(channel: AmqpChannel, given: string): string {
  if (given !== '') return given;
  if (channel.lastQueue === null) throw new BrokerError('not-found', 'no previously declared queue');
  return channel.lastQueue;
}

/** With neither queue nor key given, the key is the queue's name (spec: queue.bind). */
function bindingKey(channel: AmqpChannel, queue: string, routingKey: string): string {
  return queue === '' && routingKey === '' ? queueName(channel, queue) : routingKey;
}

export const queueHandlers: Handlers = {
  'queue.declare'(channel, args) {
    const reply = cleanName(args.queue);
    if (reply.startsWith(DIRECT_REPLY_TO)) {
      channel.session.assertReplyQueue(reply);
      if (!args.noWait) channel.send('queue.declare-ok', { queue: reply, messageCount: 0, consumerCount: 1 });
      return;
    }
    const found = args.passive ? channel.session.findQueue(args.queue) : channel.session.declareQueue(args.queue, args);
    channel.lastQueue = found.queue.name;
    if (args.noWait) return;
    const { messageCount, consumerCount } = found;
    channel.send('queue.declare-ok', { queue: found.queue.name, messageCount, consumerCount });
  },

  'queue.bind'(channel, args) {
    const queue = queueName(channel, args.queue);
    const key = bindingKey(channel, args.queue, args.routingKey);
    channel.session.bindQueue(queue, args.exchange, key, args.arguments);
    if (!args.noWait) channel.send('queue.bind-ok', {});
  },

  'queue.unbind'(channel, args) {
    const queue = queueName(channel, args.queue);
    const key = bindingKey(channel, args.queue, args.routingKey);
    channel.session.unbindQueue(queue, args.exchange, key, args.arguments);
    channel.send('queue.unbind-ok', {});
  },

  'queue.purge'(channel, args) {
    const messageCount = channel.session.purgeQueue(queueName(channel, args.queue));
    if (!args.noWait) channel.send('queue.purge-ok', { messageCount });
  },

  'queue.delete'(channel, args) {
    const messageCount = channel.session.deleteQueue(queueName(channel, args.queue), args);
    if (!args.noWait) channel.send('queue.delete-ok', { messageCount });
  },
};
