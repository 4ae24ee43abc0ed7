import { BrokerError } from '@/server/broker/errors';
import type { Handlers } from './dispatch';

export const confirmHandlers: Handlers = {
  'confirm.select'(channel, { noWait }) {
    if (channel.channel.transaction !== null) {
      throw new BrokerError('precondition-failed', 'cannot switch from tx to confirm mode');
    }
    channel.startConfirms();
    if (!noWait) channel.send('confirm.select-ok', {});
  },
};
