import { exchangeLabel } from './amqp-names';
import { formatCount, formatDuration } from './format';

/** What a queue's arguments and policies say about the messages in it. */
export interface QueueTraits {
  readonly type: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly effective_policy_definition?: Readonly<Record<string, unknown>> | null;
}

/** RabbitMQ's default for quorum queues since 4.0. */
const QUORUM_DELIVERY_LIMIT = 20;

/** What may become of a message once it is in the queue, in plain sentences. */
export function afterQueue(queue: QueueTraits): readonly string[] {
  const ofPolicy = queue.effective_policy_definition ?? {};
  const text = (key: string): string | null => {
    const value = queue.arguments[`x-${key}`] ?? ofPolicy[key];
    return typeof value === 'string' ? value : null;
  };
  /** Where argument and policy both limit, the smaller one counts. */
  const limit = (key: string): number => {
    const given = [queue.arguments[`x-${key}`], ofPolicy[key]].map(Number);
    return Math.min(...given.map((value) => (Number.isFinite(value) ? value : Number.POSITIVE_INFINITY)));
  };
  const exchange = text('dead-letter-exchange');
  const key = text('dead-letter-routing-key');
  const goes = exchange === null ? 'is dropped' : `goes to ${exchangeLabel(exchange)}`;
  const sentences: string[] = [];
  const ttl = limit('message-ttl');
  sentences.push(
    Number.isFinite(ttl)
      ? `After ${ttl < 1_000 ? `${ttl} ms` : formatDuration(ttl)}, or its own expiration if that is sooner, it ${goes}.`
      : `With an expiration of its own it ${goes} when its time is over and it has come to the head.`,
  );
  const length = limit('max-length');
  if (Number.isFinite(length))
    sentences.push(`At most ${formatCount(length)} wait here. ${overflow(text('overflow'), goes)}`);
  const attempts = limit('delivery-limit');
  const tries = Number.isFinite(attempts) ? attempts : queue.type === 'quorum' ? QUORUM_DELIVERY_LIMIT : null;
  if (tries !== null) sentences.push(`After ${tries} failed deliveries it ${goes}.`);
  if (exchange !== null) {
    sentences.push(`Rejected without requeue it ${goes}, with ${key === null ? 'its own key' : `the key ${key}`}.`);
  }
  return sentences;
}

function overflow(mode: string | null, goes: string): string {
  if (mode === 'reject-publish') return 'When it is full, publishes are refused: a confirm says nack.';
  if (mode === 'reject-publish-dlx') return `When it is full, a publish is refused, and the message ${goes}.`;
  return `When it is full, the oldest ${goes}.`;
}
