import type { Handlers } from './dispatch';

export const confirmHandlers: Handlers = {
  'confirm.select'(channel, { noWait }) {
    channel.startConfirms();
    if (!noWait) channel.send('confirm.select-ok', {});
  },
};
