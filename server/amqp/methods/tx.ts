import { BrokerError } from '@/server/broker/errors';
import type { Handlers } from './dispatch';

function notTransactional(): never {
  throw new BrokerError('precondition-failed', 'channel is not transactional');
}

/** Transactions are not implemented yet. */
export const txHandlers: Handlers = {
  'tx.select'({ channel }) {
    if (channel.confirms) throw new BrokerError('precondition-failed', 'cannot switch from confirm to tx mode');
    throw new BrokerError('not-implemented', 'tx.select');
  },

  'tx.commit': notTransactional,
  'tx.rollback': notTransactional,
};
