/** Names and limits of AMQP 0-9-1 as the dashboard shows and checks them. */

export const exchangeTypes = [
  'direct',
  'fanout',
  'topic',
  'headers',
  'x-consistent-hash',
  'x-modulus-hash',
  'x-random',
  'x-local-random',
  'x-recent-history',
  'x-delayed-message',
] as const;

export type ExchangeType = (typeof exchangeTypes)[number];

export const exchangeTypeHelp: Readonly<Record<ExchangeType, string>> = {
  direct: 'The routing key must equal the binding key.',
  fanout: 'Every bound queue gets a copy; keys do not matter.',
  topic: 'Binding keys are patterns: * is one word, # is any number of words.',
  headers: 'Bindings compare message headers; keys do not matter.',
  'x-consistent-hash':
    'Each message goes to one queue, the same one for the same key. The binding key is a weight, such as 1.',
  'x-modulus-hash':
    'Each message goes to one queue, the same one for the same key while the number of queues is the same.',
  'x-random': 'Each message goes to one bound queue, at random.',
  'x-local-random': 'Each message goes to one bound classic queue, at random. Binding keys are empty.',
  'x-recent-history': 'Every bound queue gets a copy; a queue that is bound later gets the last messages too.',
  'x-delayed-message':
    'Waits as long as the header x-delay says (milliseconds), then routes as the argument x-delayed-type says.',
};

export const nameMaxBytes = 255;

/** What people call the exchange whose name is empty. */
export const defaultExchangeLabel = '(default exchange)';

export function exchangeLabel(name: string): string {
  return name === '' ? defaultExchangeLabel : name;
}

export function isPredeclaredExchange(name: string): boolean {
  return name === '' || name.startsWith('amq.');
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

const nouns = { exchange: 'An exchange', queue: 'A queue', vhost: 'A virtual host' } as const;

/** Says what is wrong with a name for a new exchange, queue or vhost, or null. */
export function nameProblem(name: string, kind: keyof typeof nouns): string | null {
  if (name === '') return `${nouns[kind]} needs a name.`;
  if (byteLength(name) > nameMaxBytes) return `A name has at most ${nameMaxBytes} bytes.`;
  if (name === '.' || name === '..') return 'A browser cannot address this name.';
  if (kind !== 'vhost' && name.startsWith('amq.')) return 'Names that begin with "amq." are reserved for the broker.';
  return null;
}

export function routingKeyProblem(key: string): string | null {
  return byteLength(key) > nameMaxBytes ? `A key has at most ${nameMaxBytes} bytes.` : null;
}

const argumentBadges: Readonly<Record<string, string>> = {
  'x-message-ttl': 'TTL',
  'x-expires': 'Exp',
  'x-max-length': 'Lim',
  'x-max-length-bytes': 'Lim B',
  'x-overflow': 'Ovfl',
  'x-dead-letter-exchange': 'DLX',
  'x-dead-letter-routing-key': 'DLK',
  'x-max-priority': 'Pri',
  'x-single-active-consumer': 'SAC',
  'alternate-exchange': 'AE',
};

export function argumentBadge(name: string): string | null {
  return argumentBadges[name] ?? null;
}
