import type { Broker } from '@/server/broker/broker';
import type { Channel } from '@/server/broker/channel';
import type { Connection } from '@/server/broker/connection';
import type { Exchange } from '@/server/broker/exchange';
import type { Queue } from '@/server/broker/queue';
import { meterOf } from './rates';

/** What the API counts of each kind of thing, under RabbitMQ's names. */

export const deliveryMeter = meterOf<Queue>({
  deliver: (queue) => queue.delivered,
  deliver_no_ack: (queue) => queue.deliveredNoAck,
  get: (queue) => queue.gotten,
  get_no_ack: (queue) => queue.gottenNoAck,
  get_empty: (queue) => queue.getEmpty,
  deliver_get: (queue) => queue.delivered + queue.deliveredNoAck + queue.gotten + queue.gottenNoAck,
  redeliver: (queue) => queue.redelivered,
  ack: (queue) => queue.acked,
});

export const publishMeter = meterOf<Queue>({ publish: (queue) => queue.enqueued });

export const lengthMeter = meterOf<Queue>({
  messages: (queue) => queue.readyCount + queue.unackedCount,
  messages_ready: (queue) => queue.readyCount,
  messages_unacknowledged: (queue) => queue.unackedCount,
});

export const exchangeMeter = meterOf<Exchange>({
  publish_in: (exchange) => exchange.publishedIn,
  publish_out: (exchange) => exchange.publishedOut,
});

export const channelMeter = meterOf<Channel>({
  publish: publishedBy,
  confirm: (channel) => channel.confirmed,
  return_unroutable: (channel) => channel.returned,
  drop_unroutable: (channel) => channel.dropped,
  deliver: (channel) => channel.delivered,
  deliver_no_ack: (channel) => channel.deliveredNoAck,
  get: (channel) => channel.gotten,
  get_no_ack: (channel) => channel.gottenNoAck,
  get_empty: (channel) => channel.getEmpty,
  deliver_get: (channel) => channel.delivered + channel.deliveredNoAck + channel.gotten + channel.gottenNoAck,
  redeliver: (channel) => channel.redelivered,
  ack: (channel) => channel.acked,
});

function publishedBy(channel: Channel): number {
  let published = 0;
  for (const counter of channel.publishes.values()) published += counter.published;
  return published;
}

export const bytesMeter = meterOf<Connection>({
  recv_oct: (connection) => connection.receivedBytes,
  send_oct: (connection) => connection.sentBytes,
});

export const churnMeter = meterOf<Broker>({
  connection_created: (broker) => broker.connectionsOpened,
  connection_closed: (broker) => broker.connectionsClosed,
  channel_created: (broker) => broker.channelsOpened,
  channel_closed: (broker) => broker.channelsClosed,
  queue_declared: (broker) => broker.queuesDeclared,
  queue_created: (broker) => broker.queuesCreated,
  queue_deleted: (broker) => broker.queuesDeleted,
});
