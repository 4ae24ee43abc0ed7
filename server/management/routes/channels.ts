import type { Channel } from '@/server/broker/channel';
import type { Connection } from '@/server/broker/connection';
import { type Call, found, param, type Route, vhostOf } from '@/server/management/call';
import { listReply } from '@/server/management/list';
import { showReply } from '@/server/management/show';
import { channelDetailFields, channelFields } from '@/server/management/views/channel-view';
import { consumerFields } from '@/server/management/views/consumer-view';
import { assertSeesClientsOf, listedVHosts, seesClientsOf } from '@/server/management/visibility';
import { connectionOf } from './connections';

export const channelRoutes: readonly Route[] = [
  {
    path: 'channels',
    access: 'management',
    methods: { GET: (call) => reply(call, call.broker.connections.values()) },
  },
  {
    path: 'vhosts/:vhost/channels',
    access: 'vhost',
    methods: { GET: (call) => reply(call, vhostOf(call).connections) },
  },
  {
    path: 'connections/:connection/channels',
    access: 'management',
    methods: { GET: (call) => reply(call, [connectionOf(call)]) },
  },
  { path: 'channels/:channel', access: 'management', methods: { GET: showChannel } },
  { path: 'consumers', access: 'management', methods: { GET: listConsumers } },
  { path: 'consumers/:vhost', access: 'management', methods: { GET: listConsumers } },
];

function channelsOf(connections: Iterable<Connection>): Channel[] {
  return [...connections].flatMap((connection) => [...connection.channels.values()]);
}

function reply(call: Call, connections: Iterable<Connection>) {
  const things = channelsOf(connections).filter((channel) => seesClientsOf(call, channel.connection.user));
  return listReply(call, { things, fields: channelFields, nameOf: (channel) => channel.name });
}

/** A channel's name is its connection's name and its number: `127.0.0.1:5000 -> 127.0.0.1:5672 (1)`. */
function showChannel(call: Call) {
  const name = param(call, 'channel');
  const [, connectionName = '', number = ''] = /^(.*) \((\d+)\)$/s.exec(name) ?? [];
  const channel = found(call.broker.connections.get(connectionName)?.channels.get(Number(number)));
  assertSeesClientsOf(call, channel.connection.user);
  return showReply(call, channel, channelDetailFields);
}

function listConsumers(call: Call) {
  const all = listedVHosts(call).flatMap((vhost) => channelsOf(vhost.connections));
  const seen = all.filter((channel) => seesClientsOf(call, channel.connection.user));
  const things = seen.flatMap((channel) => [...channel.consumers.values()]);
  return listReply(call, { things, fields: consumerFields });
}
