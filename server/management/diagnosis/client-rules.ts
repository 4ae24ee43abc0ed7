import { formatDuration, plural } from '@/lib/format';
import type { Channel } from '@/server/broker/channel';
import type { Connection } from '@/server/broker/connection';
import { minuteRate, perSecond, type Rule } from './rule';

/** RabbitMQ closes the channel after 30 minutes. */
const LONG_UNACKED_MS = 5 * 60_000;
const MANY_UNACKED = 1_000;
/** Where the way to the client and back is what a prefetch of one waits for. */
const FAST_ACKS = 100;
const MANY_CHANNELS = 200;

export const channelRules: readonly Rule<Channel>[] = [
  {
    id: 'unacked_for_long',
    severity: 'warning',
    title: 'A delivery has not been acknowledged for long',
    remedy: 'The consumer may hang, or have forgotten to ack. After 30 minutes RabbitMQ closes such a channel.',
    guide: 'https://www.rabbitmq.com/docs/consumers',
    find({ unacked }, { now, vhost }) {
      const [oldest] = unacked.entries();
      if (oldest === undefined) return null;
      const age = now - vhost.broker.turn.epoch(oldest[1].deliveredAt);
      if (age < LONG_UNACKED_MS) return null;
      return `${plural(unacked.size, 'unacked delivery', 'unacked deliveries')}, the oldest for ${formatDuration(age)}`;
    },
  },
  {
    id: 'no_prefetch_limit',
    severity: 'warning',
    title: 'A consumer takes messages without a limit',
    remedy: 'It fills its memory, and other consumers get nothing. Set a prefetch (basic.qos), such as 100.',
    guide: 'https://www.rabbitmq.com/docs/consumer-prefetch',
    find(channel) {
      if (channel.globalPrefetchCount > 0) return null;
      for (const { noAck, prefetchCount, unackedCount, consumerTag } of channel.consumers.values()) {
        if (noAck || prefetchCount > 0 || unackedCount < MANY_UNACKED) continue;
        return `consumer ${consumerTag} holds ${plural(unackedCount, 'message')}`;
      }
      return null;
    },
  },
  {
    id: 'prefetch_of_one',
    severity: 'advice',
    title: 'A prefetch of 1 holds a fast consumer up',
    remedy: 'It waits for the next message after each ack. A prefetch of 10 to 100 keeps it busy.',
    guide: 'https://www.rabbitmq.com/docs/confirms',
    find(channel, { meters }) {
      const isWaitedFor = [...channel.consumers.values()].some(
        ({ noAck, prefetchCount, queue }) => !noAck && prefetchCount === 1 && queue.readyCount > 0,
      );
      const rate = isWaitedFor ? minuteRate(meters.channels, channel, 'ack') : 0;
      return rate < FAST_ACKS ? null : `${perSecond(rate)} acks a second while messages wait`;
    },
  },
  {
    id: 'auto_ack',
    severity: 'advice',
    title: 'Messages of a durable queue are consumed without acks',
    remedy: 'What is on its way is lost when the consumer fails. Consume with manual acks if that matters.',
    guide: 'https://www.rabbitmq.com/docs/confirms',
    find(channel, { meters }) {
      if (minuteRate(meters.channels, channel, 'deliver_no_ack') <= 0) return null;
      for (const { noAck, queue } of channel.consumers.values()) {
        if (noAck && queue.durable && queue.owner === null && queue.type !== 'stream')
          return `from queue ${queue.name}`;
      }
      return null;
    },
  },
  {
    id: 'no_confirms',
    severity: 'advice',
    title: 'Published without confirms',
    remedy: 'The publisher does not learn whether the broker has a message. Put the channel into confirm mode.',
    guide: 'https://www.rabbitmq.com/docs/confirms',
    find(channel, { meters }) {
      if (channel.confirms || channel.transaction !== null || channel.publishes.size === 0) return null;
      const rate = minuteRate(meters.channels, channel, 'publish');
      return rate < 1 ? null : `${perSecond(rate)} messages a second`;
    },
  },
];

export const connectionRules: readonly Rule<Connection>[] = [
  {
    id: 'blocked',
    severity: 'error',
    title: 'A publisher is blocked',
    remedy: 'An alarm of memory or disk holds it. Let consumers catch up, or give the broker more room.',
    guide: 'https://www.rabbitmq.com/docs/alarms',
    find: ({ isBlocked }) => (isBlocked ? 'waits for the alarm to end' : null),
  },
  {
    id: 'many_channels',
    severity: 'warning',
    title: 'A connection has very many channels',
    remedy: 'Programs that open a channel for each message and forget to close it look so. Keep one for each thread.',
    guide: 'https://www.rabbitmq.com/docs/channels',
    find: ({ channels }) => (channels.size < MANY_CHANNELS ? null : plural(channels.size, 'channel')),
  },
  {
    id: 'no_heartbeat',
    severity: 'advice',
    title: 'A connection has no heartbeat',
    remedy: 'A peer that vanished is noticed late, and its messages stay unacked. Ask for one of 5 to 60 seconds.',
    guide: 'https://www.rabbitmq.com/docs/heartbeats',
    find: ({ info }) => (info.heartbeatSeconds === 0 ? 'heartbeats are off' : null),
  },
];
