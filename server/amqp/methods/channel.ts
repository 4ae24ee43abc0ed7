import { BrokerError } from '@/server/broker/errors';
import type { Handlers } from './dispatch';

export const channelHandlers: Handlers = {
  'channel.open'() {
    throw new BrokerError('channel-error', "second 'channel.open' seen");
  },

  /** Pauses or resumes the deliveries of the channel. RabbitMQ refuses to pause; clients still ask for it. */
  'channel.flow'(channel, { active }) {
    channel.channel.isFlowing = active;
    if (active) channel.channel.wake();
    channel.send('channel.flow-ok', { active });
  },

  'channel.flow-ok'() {},

  'channel.close'(channel) {
    channel.closedByClient();
  },

  'channel.close-ok'() {},

  /** Access tickets are a thing of the past; RabbitMQ answers 1 to everybody. */
  'access.request'(channel) {
    channel.send('access.request-ok', { ticket: 1 });
  },
};
