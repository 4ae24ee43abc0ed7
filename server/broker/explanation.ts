import { type Binding, Edge } from './binding';
import type { Exchange } from './exchange';
import type { Content, MatchedMessage } from './exchange-types/exchange-type';
import type { Queue } from './queue';
import { type Lookup, resolve } from './route';

/** A binding of an exchange that a message comes to. */
export interface ExplainedBinding {
  readonly binding: Binding;
  readonly isMatched: boolean;
  readonly why: string;
}

/** One exchange that a message comes to. */
export interface ExplainedExchange {
  readonly exchange: Exchange;
  /** What led here first: a binding, an exchange whose alternate this is, or the publisher (null). */
  readonly reachedBy: Binding | Exchange | null;
  /** All bindings of the exchange, those that match first. */
  readonly bindings: readonly ExplainedBinding[];
  /** The queue that the default exchange has found by its name. */
  readonly named: Queue | null;
  /** Where the message goes on because nothing matched; `exists` is false when there is no such exchange. */
  readonly alternate: { readonly name: string; readonly exists: boolean } | null;
}

export interface Explanation {
  /** In the order of the search. */
  readonly exchanges: readonly ExplainedExchange[];
  readonly queues: readonly Queue[];
}

/** What the search has found at one exchange. */
interface Step {
  readonly exchange: Exchange;
  readonly matched: Set<Binding>;
  named: Queue | null;
  alternate: ExplainedExchange['alternate'];
}

/**
 * A dry run of the search that messages take (`resolve`): where a message would go, and for each binding on its way whether
 * it matches and why. Nothing is counted.
 */
export function explainRoute(
  start: Exchange,
  message: MatchedMessage,
  lookup: Lookup,
  moreKeys: readonly string[] = [],
): Explanation {
  const steps: Step[] = [];
  const reachedBy = new Map<Exchange, Binding | Exchange | null>([[start, null]]);
  const reached = (exchange: Exchange, by: Binding | Exchange): void => {
    if (!reachedBy.has(exchange)) reachedBy.set(exchange, by);
  };
  const content = dryContent(message, moreKeys);
  const from = { exchange: start, routingKeys: content.routingKeys };
  const { queues } = resolve(from, content, withoutTraces(lookup, start), {
    entered: (exchange) => void steps.push({ exchange, matched: new Set(), named: null, alternate: null }),
    matched(binding) {
      last(steps).matched.add(binding);
      if (binding.destination.kind === 'exchange') reached(binding.destination, binding);
    },
    named(queue) {
      last(steps).named = queue;
    },
    alternate(exchange, alternate) {
      last(steps).alternate = { name: exchange.alternateExchange ?? '', exists: alternate !== undefined };
      if (alternate) reached(alternate, exchange);
    },
  });
  const exchanges = steps.map(({ exchange, matched, named, alternate }) => ({
    exchange,
    reachedBy: reachedBy.get(exchange) ?? null,
    bindings: explainBindings(exchange, matched, message),
    named,
    alternate,
  }));
  return { exchanges, queues };
}

/** The same search without the reasons. */
export function dryRun(
  start: Exchange,
  message: MatchedMessage,
  lookup: Lookup,
  moreKeys: readonly string[],
): readonly Queue[] {
  const content = dryContent(message, moreKeys);
  const from = { exchange: start, routingKeys: content.routingKeys };
  return resolve(from, content, withoutTraces(lookup, start)).queues;
}

/** What a router sees of a message that is not there. */
export function dryContent({ routingKey, headers, properties }: MatchedMessage, moreKeys: readonly string[]): Content {
  return { message: null, routingKeys: [routingKey, ...moreKeys], headers, properties: { ...properties, headers } };
}

function last(steps: readonly Step[]): Step {
  return steps.at(-1) as Step;
}

function explainBindings(exchange: Exchange, matched: ReadonlySet<Binding>, message: MatchedMessage) {
  const others = [...exchange.outgoing.values()].filter((binding) => !matched.has(binding));
  return [...matched, ...others].map((binding) => {
    const isMatched = matched.has(binding);
    return {
      binding,
      isMatched,
      /** Only when somebody reads it: an exchange may have many bindings. */
      get why() {
        return exchange.routingType.describe(binding, message, isMatched);
      },
    };
  });
}

/** The ways that messages have taken are remembered by the vhost; a dry run leaves none. */
function withoutTraces(lookup: Lookup, start: Exchange): Lookup {
  return {
    queue: (name) => lookup.queue(name),
    replyQueue: (name) => lookup.replyQueue(name),
    exchange: (name) => lookup.exchange(name),
    defaultEdge: (queue) => new Edge(start, queue),
    alternateEdge: (exchange, alternate) => new Edge(exchange, alternate),
  };
}
