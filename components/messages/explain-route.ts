import type { Binding } from '@/lib/management-api';

export interface RouteQuestion {
  readonly exchange: string;
  readonly type: string;
  readonly routingKey: string;
  /** The bindings that leave the exchange. */
  readonly bindings: readonly Binding[];
}

export interface KnownDestinations {
  readonly destinations: readonly Pick<Binding, 'destination' | 'destination_type'>[];
  /** The broker matches patterns and headers itself: the destinations are then the possible ones. */
  readonly isExact: boolean;
}

export function knownDestinations({ exchange, type, routingKey, bindings }: RouteQuestion): KnownDestinations {
  if (exchange === '') {
    return { destinations: [{ destination: routingKey, destination_type: 'queue' }], isExact: true };
  }
  const isExact = type === 'direct' || type === 'fanout';
  const matching = type === 'direct' ? bindings.filter((binding) => binding.routing_key === routingKey) : bindings;
  const unique = new Map(matching.map((binding) => [`${binding.destination_type} ${binding.destination}`, binding]));
  return { destinations: [...unique.values()], isExact };
}

export function explainUnroutable({ exchange, type, routingKey, bindings }: RouteQuestion): string {
  if (exchange === '') {
    return routingKey === ''
      ? 'The default exchange delivers to the queue whose name is the routing key, and the key is empty.'
      : `The default exchange delivers to the queue whose name is the routing key, and no queue is called "${routingKey}".`;
  }
  if (bindings.length === 0) return 'Nothing is bound to this exchange.';
  const keys = listOf(bindings.map((binding) => binding.routing_key));
  switch (type) {
    case 'direct':
      return `No binding has the key "${routingKey}". Its bindings have: ${keys}.`;
    case 'topic':
      return `No binding pattern matches "${routingKey}". Its patterns are: ${keys}.`;
    case 'headers':
      return 'The headers of the message match none of its bindings.';
    default:
      return 'Its bindings lead to exchanges only, and none of those reaches a queue.';
  }
}

function listOf(keys: readonly string[]): string {
  const unique = [...new Set(keys)].map((key) => (key === '' ? '(empty)' : key));
  const shown = unique.slice(0, 6).join(', ');
  return unique.length > 6 ? `${shown} and ${unique.length - 6} more` : shown;
}
