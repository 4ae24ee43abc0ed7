import { formatCount, plural } from '@/lib/format';
import { integerOf } from '@/server/broker/field-table';
import type { Queue } from '@/server/broker/queue';
import { minuteChange, minuteRate, perSecond, type Rule, type VHostScene } from './rule';

/** Ready messages that may just be a burst. */
const BACKLOG = 1_000;
/** RabbitMQ's guide advises up to 5 priorities, and at most 10. */
const MOST_PRIORITIES = 10;

function takesDeadLetters(queue: Queue, { deadLetters }: VHostScene): boolean {
  if (deadLetters.queues.has(queue.name)) return true;
  for (const { source } of queue.incoming.values()) if (deadLetters.exchanges.has(source.name)) return true;
  return false;
}

function isLeftAlone(queue: Queue): boolean {
  return queue.type !== 'stream' && queue.consumers.size === 0 && queue.readyCount > 0;
}

/** Where dead letters of a queue would go to nowhere, and why; null when they arrive somewhere or nobody wants them. */
function lostDeadLetters({ rules }: Queue, { vhost }: VHostScene): string | null {
  const { deadLetterExchange: name, deadLetterRoutingKey: key } = rules;
  if (name === null) return null;
  if (name === '') {
    return key === null || vhost.queues.has(key) ? null : `its dead letters go to queue ${key}, which is not there`;
  }
  const exchange = vhost.exchanges.get(name);
  if (exchange === undefined) return `its dead letters go to exchange ${name}, which is not there`;
  if (exchange.outgoing.size > 0 || exchange.alternateExchange !== null) return null;
  return `its dead letters go to exchange ${name}, which has no binding`;
}

function growth(queue: Queue, { meters }: VHostScene): string | null {
  if (queue.type === 'stream' || queue.consumers.size === 0 || queue.readyCount < BACKLOG) return null;
  const more = minuteChange(meters.queues, queue, 'messages_ready');
  if (more === null || more < queue.readyCount / 10) return null;
  const [incoming, outgoing] = [
    minuteRate(meters.queues, queue, 'publish'),
    minuteRate(meters.queues, queue, 'deliver_get'),
  ];
  return `${plural(queue.readyCount, 'ready message')}, ${formatCount(more)} more than a minute ago: ${perSecond(
    incoming,
  )}/s come in, ${perSecond(outgoing)}/s go out`;
}

export const queueRules: readonly Rule<Queue>[] = [
  {
    id: 'dead_letters_lost',
    severity: 'error',
    title: 'Dead letters are lost',
    remedy: 'Messages that expire, are rejected or overflow vanish. Declare the target, or bind a queue to it.',
    guide: 'https://www.rabbitmq.com/docs/dlx',
    find: lostDeadLetters,
  },
  {
    id: 'nobody_consumes',
    severity: 'warning',
    title: 'Messages come in, and nobody consumes',
    remedy: 'The queue grows until a limit or an alarm. Start a consumer, or give it a max-length or a TTL.',
    guide: 'https://www.rabbitmq.com/docs/queues',
    find(queue, scene) {
      if (!isLeftAlone(queue) || takesDeadLetters(queue, scene)) return null;
      const rate = minuteRate(scene.meters.queues, queue, 'publish');
      return rate <= 0 ? null : `${plural(queue.readyCount, 'ready message')}, ${perSecond(rate)} more a second`;
    },
  },
  {
    id: 'backlog_grows',
    severity: 'warning',
    title: 'Consumers do not keep up',
    remedy: 'Add consumers, raise their prefetch, or make the handling of a message faster.',
    guide: 'https://www.rabbitmq.com/docs/consumers',
    find: growth,
  },
  {
    id: 'dead_letters_wait',
    severity: 'warning',
    title: 'Dead letters wait to be looked at',
    remedy: 'See what became of them in the queue, repair the cause, and return them to where they came from.',
    guide: 'https://www.rabbitmq.com/docs/dlx',
    find: (queue, scene) =>
      isLeftAlone(queue) && takesDeadLetters(queue, scene) ? plural(queue.readyCount, 'dead letter') : null,
  },
  {
    id: 'redelivery_loop',
    severity: 'warning',
    title: 'Messages come back again and again',
    remedy:
      'A message that cannot be handled is requeued without end. Reject it without requeue to a dead letter exchange, or use a quorum queue with a delivery limit.',
    guide: 'https://www.rabbitmq.com/docs/quorum-queues',
    find(queue, { meters }) {
      const again = minuteRate(meters.queues, queue, 'redeliver');
      if (again < 1) return null;
      const all = minuteRate(meters.queues, queue, 'deliver_get');
      return again * 2 < all ? null : `${perSecond(again)} of ${perSecond(all)} deliveries a second are repeated ones`;
    },
  },
  {
    id: 'polling',
    severity: 'advice',
    title: 'Messages are polled for',
    remedy: 'basic.get asks for each message anew. basic.consume lets the broker push them, with less work for both.',
    guide: 'https://www.rabbitmq.com/docs/consumers',
    find(queue, { meters }) {
      const names = ['get', 'get_no_ack', 'get_empty'] as const;
      const rate = names.reduce((sum, name) => sum + minuteRate(meters.queues, queue, name), 0);
      return rate < 1 ? null : `asked ${perSecond(rate)} times a second`;
    },
  },
  {
    id: 'many_priorities',
    severity: 'advice',
    title: 'More priorities than are of use',
    remedy: 'Each costs memory and time. Up to 5 are enough for most; RabbitMQ advises at most 10.',
    guide: 'https://www.rabbitmq.com/docs/priority',
    find(queue) {
      const most = integerOf(queue.arguments.get('x-max-priority')) ?? 0;
      return most > MOST_PRIORITIES ? `x-max-priority is ${most}` : null;
    },
  },
  {
    id: 'transient_queue',
    severity: 'advice',
    title: 'A shared queue that does not outlive a restart',
    remedy: 'RabbitMQ has deprecated transient queues that are not exclusive. Declare it durable, or exclusive.',
    guide: 'https://www.rabbitmq.com/docs/queues',
    find: (queue) => (queue.durable || queue.owner !== null ? null : 'not durable, not exclusive'),
  },
];
