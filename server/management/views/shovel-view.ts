import type { Fields } from '@/server/management/fields';
import { endsOf } from '@/server/shovels/shovel-ends';
import type { ShovelStatus } from '@/server/shovels/shovel-status';

/** RabbitMQ's keys; `reason` tells, other than there, also why a shovel waits for its next try. */
export const shovelFields: Fields<ShovelStatus> = {
  node: (_status, { nodeName }) => nodeName,
  timestamp: ({ since }) => new Date(since).toISOString().slice(0, 19).replace('T', ' '),
  name: ({ name }) => name,
  vhost: ({ vhost }) => vhost,
  type: () => 'dynamic',
  state: ({ progress }) => progress.state,
  reason: ({ progress }) => progress.reason ?? undefined,
  src_uri: (status) => endsOf(status).src_uri,
  src_protocol: (status) => endsOf(status).src_protocol,
  dest_protocol: (status) => endsOf(status).dest_protocol,
  dest_uri: (status) => endsOf(status).dest_uri,
  src_queue: (status) => endsOf(status).src_queue,
  src_exchange: (status) => endsOf(status).src_exchange,
  src_exchange_key: (status) => endsOf(status).src_exchange_key,
  dest_queue: (status) => endsOf(status).dest_queue,
  dest_exchange: (status) => endsOf(status).dest_exchange,
  dest_exchange_key: (status) => endsOf(status).dest_exchange_key,
  blocked_status: ({ progress }) => (progress.isBlocked ? 'blocked' : 'running'),
  remaining: ({ progress }) => progress.remaining ?? 'unlimited',
  pending: ({ progress }) => progress.pending,
  forwarded: ({ progress }) => progress.forwarded,
};
