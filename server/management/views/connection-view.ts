import type { Connection as ConnectionJson } from '@/lib/management-api';
import type { Connection } from '@/server/broker/connection';
import { stringOf } from '@/server/broker/field-table';
import type { Fields, FieldsOf } from '@/server/management/fields';
import { tableToJson } from '@/server/management/json-fields';
import { NO_GARBAGE_COLLECTION, noRate } from './stats';

export const connectionFields: FieldsOf<Connection, ConnectionJson> = {
  name: (connection) => connection.name,
  vhost: (connection) => connection.vhost,
  user: (connection) => connection.user.name,
  user_who_performed_action: (connection) => connection.user.name,
  user_provided_name: ({ info }) => stringOf(info.clientProperties.get('connection_name')),
  node: (_connection, { nodeName }) => nodeName,
  type: () => 'network',
  state: (connection) => (connection.isBlocked ? 'blocked' : 'running'),
  protocol: ({ info }) => info.protocol,
  host: ({ info }) => info.host,
  port: ({ info }) => info.port,
  peer_host: ({ info }) => info.peerHost,
  peer_port: ({ info }) => info.peerPort,
  ssl: ({ info }) => info.tls !== null,
  ssl_protocol: ({ info }) => info.tls?.protocol ?? null,
  ssl_key_exchange: ({ info }) => info.tls?.keyExchange ?? null,
  ssl_cipher: ({ info }) => info.tls?.cipher ?? null,
  ssl_hash: ({ info }) => info.tls?.hash ?? null,
  peer_cert_subject: ({ info }) => info.tls?.certificate?.subject ?? null,
  peer_cert_issuer: ({ info }) => info.tls?.certificate?.issuer ?? null,
  peer_cert_validity: ({ info }) => info.tls?.certificate?.validity ?? null,
  auth_mechanism: ({ info }) => info.mechanism,
  channels: (connection) => connection.channels.size,
  channel_max: ({ info }) => info.channelMax,
  frame_max: ({ info }) => info.frameMax,
  timeout: ({ info }) => info.heartbeatSeconds,
  connected_at: ({ info }) => info.connectedAt,
  client_properties: ({ info }) => tableToJson(info.clientProperties),
  recv_oct: (connection) => connection.receivedBytes,
  recv_oct_details: (connection, { meters, ranges }) =>
    meters.connections.details(connection, 'recv_oct', ranges.dataRates),
  recv_cnt: (connection) => connection.receivedFrames,
  send_oct: (connection) => connection.sentBytes,
  send_oct_details: (connection, { meters, ranges }) =>
    meters.connections.details(connection, 'send_oct', ranges.dataRates),
  send_cnt: (connection) => connection.sentFrames,
  send_pend: () => 0,
  reductions: () => 0,
  reductions_details: (_connection, context) => noRate(context, context.ranges.messageRates),
  garbage_collection: () => NO_GARBAGE_COLLECTION,
};

/** The short form in which RabbitMQ lists the connections of a user. */
export const trackedConnectionFields: Fields<Connection> = {
  name: connectionFields.name,
  vhost: connectionFields.vhost,
  user: connectionFields.user,
  node: (_connection, { nodeName }) => nodeName,
};
