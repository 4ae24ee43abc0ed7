import type { Fields } from '@/server/management/fields';
import type { ShovelSettings } from '@/server/shovels/shovel-settings';
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
  src_uri: ({ progress }) => progress.sourceUri ?? undefined,
  src_protocol: () => 'amqp091',
  dest_protocol: ({ settings }) => settings?.destination.protocol,
  dest_uri: ({ progress }) => progress.destinationUri ?? undefined,
  src_queue: ({ settings }) => settings?.source.queue ?? undefined,
  src_exchange: ({ settings }) => settings?.source.exchange ?? undefined,
  src_exchange_key: ({ settings }) => (settings?.source.exchange == null ? undefined : settings.source.exchangeKey),
  dest_queue: ({ settings }) => amqpOf(settings)?.queue ?? undefined,
  dest_exchange: ({ settings }) => amqpOf(settings)?.exchange ?? undefined,
  dest_exchange_key: ({ settings }) => amqpOf(settings)?.exchangeKey ?? undefined,
  blocked_status: ({ progress }) => (progress.isBlocked ? 'blocked' : 'running'),
  remaining: ({ progress }) => progress.remaining ?? 'unlimited',
  pending: ({ progress }) => progress.pending,
  forwarded: ({ progress }) => progress.forwarded,
};

function amqpOf(settings: ShovelSettings | null) {
  return settings?.destination.protocol === 'amqp091' ? settings.destination : undefined;
}
