import type { ShovelSettings } from './shovel-settings';
import type { ShovelStatus } from './shovel-status';

/** Where a shovel takes from and gives to, under RabbitMQ's keys; undefined is what does not apply. */
export interface ShovelEnds {
  readonly src_protocol: string;
  readonly src_uri: string | undefined;
  readonly src_queue: string | undefined;
  readonly src_exchange: string | undefined;
  readonly src_exchange_key: string | undefined;
  readonly dest_protocol: string | undefined;
  readonly dest_uri: string | undefined;
  readonly dest_queue: string | undefined;
  readonly dest_exchange: string | undefined;
  readonly dest_exchange_key: string | undefined;
}

export function endsOf({ settings, progress }: ShovelStatus): ShovelEnds {
  const source = settings?.source;
  const destination = amqpOf(settings);
  return {
    src_protocol: 'amqp091',
    src_uri: progress.sourceUri ?? undefined,
    src_queue: source?.queue ?? undefined,
    src_exchange: source?.exchange ?? undefined,
    src_exchange_key: source?.exchange == null ? undefined : source.exchangeKey,
    dest_protocol: settings?.destination.protocol,
    dest_uri: progress.destinationUri ?? undefined,
    dest_queue: destination?.queue ?? undefined,
    dest_exchange: destination?.exchange ?? undefined,
    dest_exchange_key: destination?.exchangeKey ?? undefined,
  };
}

function amqpOf(settings: ShovelSettings | null) {
  return settings?.destination.protocol === 'amqp091' ? settings.destination : undefined;
}

/** What RabbitMQ's event `shovel.worker.status` says. */
export function workerStatus(status: ShovelStatus): Readonly<Record<string, unknown>> {
  const { vhost, name, progress } = status;
  const what = { vhost, name, status: progress.state };
  if (progress.state === 'running') {
    const known = Object.entries(endsOf(status)).filter(([, value]) => value !== undefined);
    return { ...what, ...Object.fromEntries(known) };
  }
  return progress.reason === null ? what : { ...what, reason: progress.reason };
}
