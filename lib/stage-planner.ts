import type { EdgeCount, TraceEvent } from './live-events';

/** A dot on its way along an edge. Times are milliseconds on the painter's clock. */
export interface Hop {
  readonly edge: string;
  readonly start: number;
  readonly end: number;
  readonly reverse: boolean;
  /** Which producer it came from, or what kind of edge it runs along when it stands for many messages. */
  readonly colour: number | EdgeCount['kind'];
  readonly redelivered: boolean;
  /** It was dead-lettered: on the way to the exchange of the dead, or beyond. */
  readonly isDead: boolean;
  readonly looks: Looks;
  /** Which message it is; null when it stands for many. */
  readonly message: number | null;
}

/** What its properties say about a message. */
export interface Looks {
  readonly persistent: boolean;
  /** 0 when it has none. */
  readonly priority: number;
  readonly expires: boolean;
}

export const PLAIN: Looks = { persistent: false, priority: 0, expires: false };

export type Fate = 'acked' | 'rejected' | 'requeued' | 'expired' | 'dead-lettered' | 'unroutable' | 'returned';

/** What became of a message, shown for a moment at a node. */
export interface Mark {
  readonly node: string;
  readonly fate: Fate;
  readonly start: number;
}

export interface Plan {
  readonly hops: readonly Hop[];
  readonly marks: readonly Mark[];
}

/** Where the graph has the edges that events speak of. */
export interface EdgeMap {
  publish(channel: string, exchange: string): string | null;
  route(source: string, destinationType: 'queue' | 'exchange', destination: string): string | null;
  deliver(queue: string, channel: string, consumerTag: string): string | null;
  deadLetter(queue: string, exchange: string): string | null;
  exchange(name: string): string;
  queue(name: string): string;
  targetOf(edge: string): string | null;
  lengthOf(edge: string): number;
  colourOf(channel: string | null): number;
}

const SPEED_PX_PER_MS = 0.34;
const MIN_HOP_MS = 380;
const MAX_HOP_MS = 1_100;
const MAX_MESSAGES = 2_000;
/** Deliveries of an old backlog must not queue up behind an animation for longer than this. */
const MAX_LAG_MS = 3_000;
/** The sign of a dead letter comes up when that of its death has been read. */
const SECOND_SIGN_MS = 450;

interface Journey {
  readonly message: number;
  readonly colour: number;
  readonly looks: Looks;
  isDead: boolean;
  publishEdge: string | null;
  /** The exchange it was published to. */
  origin: string | null;
  /** When the dot reaches a node, by node id. */
  readonly arrivals: Map<string, number>;
  readonly deliveries: Map<string, { edge: string | null; node: string; end: number }>;
}

/**
 * Turns trace events into movement. The broker does all steps of a message within microseconds; here each step starts
 * when the dot has arrived from the one before.
 */
export class TokenPlanner {
  readonly #edges: EdgeMap;
  readonly #journeys = new Map<number, Journey>();

  constructor(edges: EdgeMap) {
    this.#edges = edges;
  }

  plan(events: readonly TraceEvent[], now: number): Plan {
    const hops: Hop[] = [];
    const marks: Mark[] = [];
    for (const event of events) this.#step(event, now, hops, marks);
    return { hops, marks };
  }

  clear(): void {
    this.#journeys.clear();
  }

  #step(event: TraceEvent, now: number, hops: Hop[], marks: Mark[]): void {
    const journey = this.#journeyOf(event);
    switch (event.type) {
      case 'published': {
        const edge = event.channel === null ? null : this.#edges.publish(event.channel, event.exchange);
        journey.publishEdge = edge;
        journey.origin = event.exchange;
        this.#travel(journey, edge, now, this.#edges.exchange(event.exchange), hops);
        return;
      }
      case 'routed': {
        const edge = this.#edges.route(event.exchange, event.destinationType, event.destination);
        this.#bridge(journey, event.exchange, now, hops);
        const start = this.#arrival(journey, this.#edges.exchange(event.exchange), now);
        this.#travel(journey, edge, start, this.#edges[event.destinationType](event.destination), hops);
        return;
      }
      case 'enqueued':
        return;
      case 'expired':
      case 'dropped': {
        const node = this.#edges.queue(event.queue);
        const fate = event.type === 'expired' ? 'expired' : 'rejected';
        marks.push({ node, fate, start: this.#arrival(journey, node, now) });
        return;
      }
      case 'dead-lettered':
        return this.#bury(event, journey, now, hops, marks);
      case 'unroutable': {
        const node = this.#edges.exchange(event.exchange);
        const start = this.#arrival(journey, node, now);
        marks.push({ node, fate: event.returned ? 'returned' : 'unroutable', start });
        if (event.returned && journey.publishEdge !== null)
          hops.push(this.#hop(journey, journey.publishEdge, start, true));
        this.#journeys.delete(event.message);
        return;
      }
      case 'delivered':
        return this.#deliver(event, journey, now, hops);
      case 'acked':
      case 'rejected':
      case 'requeued':
        return this.#settle({ ...event, type: event.type }, journey, now, hops, marks);
    }
  }

  #deliver(event: TraceEvent & { type: 'delivered' }, journey: Journey, now: number, hops: Hop[]): void {
    const edge = this.#edges.deliver(event.queue, event.channel, event.consumerTag);
    const start = this.#arrival(journey, this.#edges.queue(event.queue), now);
    if (edge === null) {
      journey.deliveries.set(event.queue, { edge, node: this.#edges.queue(event.queue), end: start });
      return;
    }
    const hop = this.#hop(journey, edge, start, false, event.redelivered);
    hops.push(hop);
    const node = this.#edges.targetOf(edge) ?? this.#edges.queue(event.queue);
    journey.deliveries.set(event.queue, { edge, node, end: hop.end });
  }

  #settle(
    event: TraceEvent & { type: 'acked' | 'rejected' | 'requeued' },
    journey: Journey,
    now: number,
    hops: Hop[],
    marks: Mark[],
  ): void {
    const queue = this.#edges.queue(event.queue);
    const delivery = journey.deliveries.get(event.queue);
    const start = Math.max(now, Math.min(delivery?.end ?? now, now + MAX_LAG_MS));
    marks.push({ node: delivery?.node ?? queue, fate: event.type, start });
    journey.deliveries.delete(event.queue);
    // What comes of it, a dead letter for instance, begins when this is seen.
    journey.arrivals.set(queue, start);
    if (event.type !== 'requeued' || delivery === undefined || delivery.edge === null) return;
    const back = this.#hop(journey, delivery.edge, start, true, true);
    hops.push(back);
    journey.arrivals.set(queue, back.end);
  }

  /** Over the edge of the dead, from the queue where it died. */
  #bury(
    event: TraceEvent & { type: 'dead-lettered' },
    journey: Journey,
    now: number,
    hops: Hop[],
    marks: Mark[],
  ): void {
    const node = this.#edges.queue(event.queue);
    const start = this.#arrival(journey, node, now);
    const hasOtherSign = event.reason !== 'rejected';
    marks.push({ node, fate: 'dead-lettered', start: hasOtherSign ? start + SECOND_SIGN_MS : start });
    journey.isDead = true;
    const edge = this.#edges.deadLetter(event.queue, event.exchange);
    this.#travel(journey, edge, start, this.#edges.exchange(event.exchange), hops);
  }

  #travel(journey: Journey, edge: string | null, start: number, node: string, hops: Hop[]): void {
    if (edge === null) {
      journey.arrivals.set(node, start);
      return;
    }
    const hop = this.#hop(journey, edge, start, false);
    hops.push(hop);
    journey.arrivals.set(node, hop.end);
  }

  /** The step to an alternate exchange is not traced by itself: it shows when that exchange routes the message on. */
  #bridge(journey: Journey, exchange: string, now: number, hops: Hop[]): void {
    const node = this.#edges.exchange(exchange);
    if (journey.origin === null || journey.origin === exchange || journey.arrivals.has(node)) return;
    const edge = this.#edges.route(journey.origin, 'exchange', exchange);
    if (edge === null) return;
    this.#travel(journey, edge, this.#arrival(journey, this.#edges.exchange(journey.origin), now), node, hops);
  }

  #hop(journey: Journey, edge: string, start: number, reverse: boolean, redelivered = false): Hop {
    const end = start + hopDuration(this.#edges.lengthOf(edge));
    const { colour, looks, isDead, message } = journey;
    return { edge, start, end, reverse, colour, redelivered, isDead, looks, message };
  }

  #arrival(journey: Journey, node: string, now: number): number {
    return Math.max(now, Math.min(journey.arrivals.get(node) ?? now, now + MAX_LAG_MS));
  }

  #journeyOf(event: TraceEvent): Journey {
    let journey = this.#journeys.get(event.message);
    if (journey === undefined) {
      const colour = this.#edges.colourOf(event.type === 'published' ? event.channel : null);
      journey = {
        message: event.message,
        colour,
        looks: looksOf(event),
        isDead: false,
        publishEdge: null,
        origin: null,
        arrivals: new Map(),
        deliveries: new Map(),
      };
      this.#journeys.set(event.message, journey);
      if (this.#journeys.size > MAX_MESSAGES) this.#forgetOldest();
    }
    return journey;
  }

  #forgetOldest(): void {
    for (const message of this.#journeys.keys()) {
      this.#journeys.delete(message);
      return;
    }
  }
}

function looksOf(event: TraceEvent): Looks {
  if (event.type !== 'published') return PLAIN;
  const { persistent, priority, expires } = event;
  return persistent || priority > 0 || expires ? { persistent, priority, expires } : PLAIN;
}

export function hopDuration(lengthPx: number): number {
  return Math.min(MAX_HOP_MS, Math.max(MIN_HOP_MS, lengthPx / SPEED_PX_PER_MS));
}

/** Draws the counts of an edge as one dot for every `perDot` messages, spread over the time that the counts cover. */
export class StreamPlanner {
  readonly #edges: EdgeMap;
  readonly #rest = new Map<string, number>();

  constructor(edges: EdgeMap) {
    this.#edges = edges;
  }

  plan(counts: readonly EdgeCount[], intervalMs: number, perDot: number, now: number): readonly Hop[] {
    const hops: Hop[] = [];
    for (const count of counts) {
      const edge = this.#edgeOf(count);
      if (edge === null) continue;
      const sum = (this.#rest.get(edge) ?? 0) + count.count / perDot;
      const dots = Math.floor(sum + 1e-9);
      this.#rest.set(edge, sum - dots);
      const duration = hopDuration(this.#edges.lengthOf(edge));
      for (let dot = 0; dot < dots; dot += 1) {
        const start = now + ((dot + 0.5) * Math.min(intervalMs, 1_000)) / dots;
        hops.push({
          edge,
          start,
          end: start + duration,
          reverse: false,
          colour: count.kind,
          redelivered: false,
          isDead: count.kind === 'dead-letter',
          looks: PLAIN,
          message: null,
        });
      }
    }
    return hops;
  }

  clear(): void {
    this.#rest.clear();
  }

  #edgeOf(count: EdgeCount): string | null {
    if (count.kind === 'dead-letter') return this.#edges.deadLetter(count.queue, count.exchange);
    if (count.kind === 'publish') return this.#edges.publish(count.channel, count.exchange);
    if (count.kind === 'route') return this.#edges.route(count.source, count.destinationType, count.destination);
    return this.#edges.deliver(count.queue, count.channel, count.consumerTag);
  }
}
