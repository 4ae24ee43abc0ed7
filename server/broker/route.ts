import type { Binding, Edge } from './binding';
import { isReplyAddress } from './direct-reply';
import type { Exchange } from './exchange';
import type { Content } from './exchange-types/exchange-type';
import type { Address, Message } from './message';
import type { Queue } from './queue';

/** Counts what one channel published to one exchange. */
export interface PublishCounter {
  readonly exchange: string;
  published: number;
}

export interface Destinations {
  readonly queues: readonly Queue[];
  readonly edges: readonly Edge[];
  /** Those of the queues that keep their messages over a restart. */
  readonly durableQueues: readonly Queue[];
  /** The destinations depend on more than the keys: they must be found anew for each message. */
  readonly isDynamic: boolean;
  /** An exchange on the way keeps the message for later, or has had it before: it is not unroutable. */
  readonly isTaken: boolean;
}

/** Where messages for an address go, valid for one version of the vhost's topology. */
export interface Route extends Destinations {
  readonly address: Address;
  readonly exchange: Exchange;
  /** The key of the address, and those of the headers CC and BCC behind it. */
  readonly routingKeys: readonly string[];
  readonly counter: PublishCounter | null;
  readonly version: number;
}

/** What the search for destinations needs to look up. */
export interface Lookup {
  queue(name: string): Queue | undefined;
  replyQueue(name: string): Queue | undefined;
  exchange(name: string): Exchange | undefined;
  defaultEdge(queue: Queue): Edge;
  alternateEdge(exchange: Exchange, alternate: Exchange): Edge;
}

/** Told of each step of a search, in order. */
export interface RouteWatcher {
  entered(exchange: Exchange): void;
  /** A binding of the exchange that was entered last. */
  matched(binding: Binding): void;
  /** The default exchange has found a queue of a routing key's name. */
  named(queue: Queue): void;
  /** Nothing matched in an exchange that has an alternate; undefined when that does not exist. */
  alternate(exchange: Exchange, alternate: Exchange | undefined): void;
}

/** Where a search begins. */
export interface Start {
  readonly exchange: Exchange;
  readonly routingKeys: readonly string[];
  /** True when the exchange has kept the message already and now lets it go. */
  readonly isLetGo?: boolean;
}

/**
 * Finds the queues that a message reaches: each queue once, whatever the number of matching bindings; each exchange once,
 * so that cycles of exchanges end. An exchange where nothing matches hands on to its alternate exchange (RabbitMQ).
 * Without the content of a message the places that depend on it are left out. A watcher sees the very search that
 * messages take, but nothing that is seen by it leaves a trace: exchanges neither keep nor remember the message.
 */
export function resolve(
  start: Start,
  content: Content | null,
  lookup: Lookup,
  watcher: RouteWatcher | null = null,
): Destinations {
  const search = new Search({ start, content, lookup, watcher });
  search.run();
  const { queues, edges, isDynamic, isTaken } = search;
  const all = [...queues];
  return { queues: all, durableQueues: lasting(all), edges: [...edges], isDynamic, isTaken };
}

/** Those of the queues that keep their messages over a restart. */
export function lasting(queues: readonly Queue[]): Queue[] {
  return queues.filter((queue) => queue.keepsMessages);
}

interface SearchOptions {
  readonly start: Start;
  readonly content: Content | null;
  readonly lookup: Lookup;
  readonly watcher: RouteWatcher | null;
}

class Search {
  readonly queues = new Set<Queue>();
  readonly edges = new Set<Edge>();
  isDynamic = false;
  isTaken = false;
  readonly #start: Start;
  readonly #content: Content | null;
  readonly #lookup: Lookup;
  readonly #watcher: RouteWatcher | null;
  readonly #seen = new Set<Exchange>();
  readonly #work: Exchange[] = [];

  constructor({ start, content, lookup, watcher }: SearchOptions) {
    this.#start = start;
    this.#content = content;
    this.#lookup = lookup;
    this.#watcher = watcher;
  }

  run(): void {
    this.#enter(this.#start.exchange);
    for (let exchange = this.#work.pop(); exchange; exchange = this.#work.pop()) {
      this.#watcher?.entered(exchange);
      if (this.#isKeptBy(exchange) || this.#pass(exchange)) continue;
      const alternate = exchange.alternateExchange;
      if (alternate === null) continue;
      const next = this.#lookup.exchange(alternate);
      this.#watcher?.alternate(exchange, next);
      if (next === undefined) continue;
      this.edges.add(this.#lookup.alternateEdge(exchange, next));
      this.#enter(next);
    }
  }

  #enter(exchange: Exchange): void {
    if (this.#seen.has(exchange)) return;
    this.#seen.add(exchange);
    this.#work.push(exchange);
  }

  #isKeptBy(exchange: Exchange): boolean {
    if (exchange.gates.length === 0) return false;
    this.isDynamic = true;
    const content = this.#content;
    // A dry run neither keeps a message nor remembers it.
    if (content === null || content.message === null) return false;
    if (this.#start.isLetGo === true && exchange === this.#start.exchange) return false;
    if (exchange.gates.every((gate) => gate.letsPass(content))) return false;
    this.isTaken = true;
    return true;
  }

  /** False when nothing matched. */
  #pass(exchange: Exchange): boolean {
    if (exchange.name === '') return this.#passByName();
    let matched = false;
    this.isDynamic ||= exchange.router.isDynamic;
    exchange.router.match(this.#start.routingKeys, this.#content, (binding) => {
      const { edge, destination } = binding;
      matched = true;
      this.#watcher?.matched(binding);
      this.edges.add(edge);
      if (destination.kind === 'queue') this.queues.add(destination);
      else this.#enter(destination);
    });
    return matched;
  }

  /** The default exchange: the key is the name of the queue. */
  #passByName(): boolean {
    let matched = false;
    for (const key of this.#start.routingKeys) {
      const isReply = isReplyAddress(key);
      // A reply queue comes and goes with its consumer, without a new version of the topology.
      this.isDynamic ||= isReply;
      const queue = isReply ? this.#lookup.replyQueue(key) : this.#lookup.queue(key);
      if (!queue) continue;
      matched = true;
      this.queues.add(queue);
      this.#watcher?.named(queue);
      if (!isReply) this.edges.add(this.#lookup.defaultEdge(queue));
    }
    return matched;
  }
}

/** What the flag immediate needs to know of a vhost. */
interface RouteResolver {
  destinations(route: Route, message: Message): Destinations;
}

/**
 * The part of a route whose queues can hand the message to a consumer at once (basic.publish with immediate), and
 * whether there was a queue at all.
 */
export function routeAtOnce(
  route: Route,
  message: Message,
  resolver: RouteResolver,
): { readonly route: Route; readonly isRoutable: boolean } {
  // Dispatching may make room for other messages, and this one has no holder yet.
  message.holders += 1;
  const all = route.isDynamic ? resolver.destinations(route, message) : route;
  const queues = all.queues.filter((queue) => {
    queue.dispatch();
    return queue.readyCount === 0 && [...queue.consumers].some((consumer) => consumer.hasCapacity());
  });
  message.holders -= 1;
  const edges = all.edges.filter(({ destination }) => destination.kind === 'exchange' || queues.includes(destination));
  return {
    route: { ...route, isDynamic: false, isTaken: all.isTaken, queues, durableQueues: lasting(queues), edges },
    isRoutable: all.queues.length > 0,
  };
}
