import { plural } from '@/lib/format';
import type { Exchange } from '@/server/broker/exchange';
import type { Rule } from './rule';

/** How long ago an unroutable message is still news. */
const RECENT_MS = 5 * 60_000;

export const exchangeRules: readonly Rule<Exchange>[] = [
  {
    id: 'unroutable',
    severity: 'error',
    title: 'Messages find no queue',
    remedy:
      'They are dropped, or returned if they are mandatory. Bind a queue for their keys, or name an alternate exchange.',
    guide: 'https://www.rabbitmq.com/docs/publishers',
    find(exchange, { now }) {
      const recent = [...(exchange.unroutableLog?.entries() ?? [])].filter(({ lastAt }) => now - lastAt <= RECENT_MS);
      const [latest] = recent.sort((a, b) => b.lastAt - a.lastAt);
      if (latest === undefined) return null;
      const others = recent.length > 1 ? ` and ${plural(recent.length - 1, 'other')}` : '';
      return `${plural(exchange.unroutable, 'message')} so far, lately with key ${JSON.stringify(latest.routingKey)}${others}`;
    },
  },
  {
    id: 'alternate_exchange_missing',
    severity: 'error',
    title: 'The alternate exchange is not there',
    remedy: 'What the exchange cannot route is lost. Declare the alternate exchange.',
    guide: 'https://www.rabbitmq.com/docs/ae',
    find(exchange, { vhost }) {
      const name = exchange.alternateExchange;
      return name === null || vhost.exchanges.has(name) ? null : `names ${name}`;
    },
  },
];
