import type { Channel as ChannelJson } from '@/lib/management-api';
import type { Channel } from '@/server/broker/channel';
import { channelMeter } from '@/server/management/counters';
import { type Fields, type FieldsOf, present, type ViewContext } from '@/server/management/fields';
import { consumerFields } from './consumer-view';
import { messageStats, NO_GARBAGE_COLLECTION, noRate, timestampOf } from './stats';

function idleSince(channel: Channel, { meters }: ViewContext): string | undefined {
  const since = meters.channels.idleSince(channel);
  return since === null ? undefined : timestampOf(since);
}

export const channelFields: FieldsOf<Channel, ChannelJson> = {
  name: (channel) => channel.name,
  number: (channel) => channel.number,
  vhost: (channel) => channel.connection.vhost,
  user: (channel) => channel.connection.user.name,
  user_who_performed_action: (channel) => channel.connection.user.name,
  node: (_channel, { nodeName }) => nodeName,
  connection_details: ({ connection: { name, info } }) => ({
    name,
    peer_host: info.peerHost,
    peer_port: info.peerPort,
  }),
  state: (channel) => (channel.isFlowing ? 'running' : 'flow'),
  idle_since: idleSince,
  confirm: (channel) => channel.confirms,
  transactional: (channel) => channel.transaction !== null,
  consumer_count: (channel) => channel.consumers.size,
  prefetch_count: (channel) => channel.prefetchCount,
  global_prefetch_count: (channel) => channel.globalPrefetchCount,
  messages_unacknowledged: (channel) => channel.unacked.size,
  messages_unconfirmed: ({ port }) => port.unconfirmedCount,
  messages_uncommitted: ({ transaction }) => transaction?.publicationCount ?? 0,
  acks_uncommitted: ({ transaction }) => transaction?.settlementCount ?? 0,
  pending_raft_commands: () => 0,
  reductions: () => 0,
  reductions_details: (_channel, context) => noRate(context, context.ranges.messageRates),
  garbage_collection: () => NO_GARBAGE_COLLECTION,
  message_stats: (channel, { meters, ranges }, only) =>
    messageStats({ meter: channelMeter, rates: meters.channels, range: ranges.messageRates }, channel, only),
};

/** What a single channel shows beyond a list's. Counts by exchange and queue are not kept (rates_mode is basic). */
export const channelDetailFields: Fields<Channel> = {
  ...channelFields,
  consumer_details: (channel, context) =>
    [...channel.consumers.values()].map((consumer) => present({ fields: consumerFields, context }, consumer)),
  publishes: () => [],
  deliveries: () => [],
};
