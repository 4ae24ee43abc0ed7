import { exchangeLabel } from './amqp-names';
import { formatCount, formatDuration } from './format';
import { type QueueTraits, queueRules } from './queue-rules';

/** RabbitMQ's default for quorum queues since 4.0. */
const QUORUM_DELIVERY_LIMIT = 20;

/** What may become of a message once it is in the queue, in plain sentences. */
export function afterQueue(queue: QueueTraits & { readonly type: string }): readonly string[] {
  const rules = queueRules(queue);
  const { deadLetterExchange: exchange = null, deadLetterRoutingKey: key = null } = rules;
  const goes = exchange === null ? 'is dropped' : `goes to ${exchangeLabel(exchange)}`;
  const sentences: string[] = [];
  const { messageTtlMs: ttl } = rules;
  sentences.push(
    ttl !== undefined
      ? `After ${ttl < 1_000 ? `${ttl} ms` : formatDuration(ttl)}, or its own expiration if that is sooner, it ${goes}.`
      : `With an expiration of its own it ${goes} when its time is over and it has come to the head.`,
  );
  if (rules.maxLength !== undefined)
    sentences.push(`At most ${formatCount(rules.maxLength)} wait here. ${overflow(rules.overflow, goes)}`);
  const tries = rules.deliveryLimit ?? (queue.type === 'quorum' ? QUORUM_DELIVERY_LIMIT : undefined);
  if (tries !== undefined) sentences.push(`After ${tries} failed deliveries it ${goes}.`);
  if (exchange !== null) {
    sentences.push(`Rejected without requeue it ${goes}, with ${key === null ? 'its own key' : `the key ${key}`}.`);
  }
  return sentences;
}

function overflow(mode: string | undefined, goes: string): string {
  if (mode === 'reject-publish') return 'When it is full, publishes are refused: a confirm says nack.';
  if (mode === 'reject-publish-dlx') return `When it is full, a publish is refused, and the message ${goes}.`;
  return `When it is full, the oldest ${goes}.`;
}
