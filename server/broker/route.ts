import type { Edge } from './binding';
import type { Exchange } from './exchange';
import { EMPTY_TABLE, type FieldTable } from './field-table';
import type { Address } from './message';
import type { Queue } from './queue';

/** Counts what one channel published to one exchange. */
export interface PublishCounter {
  readonly exchange: string;
  published: number;
}

/** Where messages for an address go, valid for one version of the vhost's topology. */
export interface Route {
  readonly address: Address;
  readonly exchange: Exchange;
  readonly counter: PublishCounter | null;
  readonly version: number;
  /** The destinations depend on the headers too: they must be found anew for each message. */
  readonly isDynamic: boolean;
  readonly queues: readonly Queue[];
  readonly edges: readonly Edge[];
  /** Those of the queues that outlive a restart. */
  readonly durableQueues: readonly Queue[];
}

export interface Destinations {
  readonly queues: Queue[];
  readonly edges: Edge[];
  readonly durableQueues: Queue[];
  readonly isDynamic: boolean;
}

/** What the search for destinations needs to look up. */
export interface Lookup {
  queue(name: string): Queue | undefined;
  exchange(name: string): Exchange | undefined;
  defaultEdge(queue: Queue): Edge;
  alternateEdge(exchange: Exchange, alternate: Exchange): Edge;
}

const noHeaders = (): FieldTable => EMPTY_TABLE;

/**
 * Finds the queues that a message reaches: each queue once, whatever the number of matching bindings; each exchange once,
 * so that cycles of exchanges end. An exchange where nothing matches hands on to its alternate exchange (RabbitMQ).
 */
export function resolve(
  start: Exchange,
  routingKey: string,
  headers: (() => FieldTable) | null,
  lookup: Lookup,
): Destinations {
  const queues = new Set<Queue>();
  const edges = new Set<Edge>();
  const seen = new Set<Exchange>([start]);
  const work: Exchange[] = [start];
  let isDynamic = false;
  const enter = (exchange: Exchange | undefined): void => {
    if (exchange === undefined || seen.has(exchange)) return;
    seen.add(exchange);
    work.push(exchange);
  };
  for (let exchange = work.pop(); exchange; exchange = work.pop()) {
    let matched = false;
    if (exchange.name === '') {
      const queue = lookup.queue(routingKey);
      if (queue) {
        queues.add(queue);
        edges.add(lookup.defaultEdge(queue));
        matched = true;
      }
    } else {
      isDynamic ||= exchange.type.usesHeaders;
      exchange.router.match(routingKey, headers ?? noHeaders, (binding) => {
        matched = true;
        edges.add(binding.edge);
        const destination = binding.destination;
        if (destination.kind === 'queue') queues.add(destination);
        else enter(destination);
      });
    }
    if (matched || exchange.alternateExchange === null) continue;
    const alternate = lookup.exchange(exchange.alternateExchange);
    if (alternate === undefined) continue;
    edges.add(lookup.alternateEdge(exchange, alternate));
    enter(alternate);
  }
  const all = [...queues];
  return { queues: all, edges: [...edges], durableQueues: all.filter((queue) => queue.isStored), isDynamic };
}
