import { exchangeLabel } from '@/lib/amqp-names';
import type { Language } from '@/lib/snippets/languages';
import { newQueueOf, type SnippetSpec } from '@/lib/snippets/snippet';

/** In a sentence or two what the program will do to the broker. */
export function whatItDoes(spec: SnippetSpec, { id, declaresOnly }: Pick<Language, 'id' | 'declaresOnly'>): string {
  if (declaresOnly) return declares(spec);
  const made = newQueueOf(spec);
  const first = made ? `Declares the durable queue ${made.name}, which is not there yet. ` : '';
  const isTool = id === 'curl' || id === 'rabbitmqadmin';
  return first + (spec.role === 'publish' ? publishes(spec, isTool) : consumes(spec, isTool));
}

function publishes({ exchange, routingKey, queue }: SnippetSpec, isTool: boolean): string {
  const where =
    exchange.name === ''
      ? `the queue ${queue?.name ?? routingKey}`
      : `the exchange ${exchange.name}${routingKey === '' ? '' : ` with the routing key ${routingKey}`}`;
  return `Publishes one persistent message to ${where}${isTool ? '.' : ', waits until the broker has it, and ends.'}`;
}

function consumes({ exchange, routingKey, queue, prefetch }: SnippetSpec, isTool: boolean): string {
  const key = routingKey === '' ? '' : ` with the key ${routingKey}`;
  if (isTool) {
    return queue
      ? `Shows the first message of the queue ${queue.name} and puts it back.`
      : `Makes the queue inbox.${exchange.name}, bound to ${exchangeLabel(exchange.name)}${key}.`;
  }
  const limit = prefetch === 0 ? '' : `, at most ${prefetch} at once`;
  return queue
    ? `Takes the messages of the queue ${queue.name}${limit}, prints each and acknowledges it: it is gone from the queue then.`
    : `Makes a queue of its own, bound to ${exchangeLabel(exchange.name)}${key}, and prints what comes${limit} until it ends.`;
}

function declares({ exchange, queue }: SnippetSpec): string {
  const isOwn = exchange.name !== '' && !exchange.name.startsWith('amq.');
  const things = [isOwn ? `the exchange ${exchange.name}` : null, queue ? `the queue ${queue.name}` : null];
  const said = things.filter((thing) => thing !== null).join(' and ');
  return said === '' ? 'Sets up the provider, and declares nothing.' : `Declares ${said} as here.`;
}
