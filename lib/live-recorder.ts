import type {
  ConsumerWork,
  EdgeCount,
  PlaygroundClient,
  PriorityCounts,
  QueueStats,
  ReplyCount,
  StatsFrame,
  TraceBatch,
  TraceEvent,
} from './live-events';
import type { LiveModel } from './live-model';
import type { ReplyRoutes } from './stage-graph';

/** The structure at one moment, as React sees it. Unchanged parts are shared between moments. */
export interface Moment {
  readonly model: LiveModel | null;
  readonly clients: ReadonlyMap<string, PlaygroundClient>;
  readonly defaultRoutes: ReadonlySet<string>;
  readonly replyRoutes: ReplyRoutes;
}

/** How far back one can look. */
export const KEPT_MS = 5 * 60_000;
const KEPT_EVENTS = 5_000;
/** All numbers at once, now and then, so that the numbers of any moment are found without reading from the start. */
const KEY_FRAME_MS = 10_000;

interface Timed<T> {
  /** Milliseconds since the epoch, this browser's clock: when it arrived. */
  readonly at: number;
  readonly value: T;
}

type ConsumerPlace = Pick<ConsumerWork, 'channel' | 'consumerTag'>;

/** A frame as numbers: names and edges stand for themselves in the tables of the recorder. */
interface PackedFrame {
  readonly intervalMs: number;
  readonly queues: Float64Array;
  /** Of the queues in their order; null when none of them has priorities. */
  readonly priorities: readonly (PriorityCounts | null)[] | null;
  readonly edges: Float64Array;
  readonly consumers: Float64Array;
  readonly work: Float64Array;
  /** They are few. */
  readonly replies: readonly ReplyCount[];
  readonly totals: StatsFrame['totals'];
}

export interface KeyFrame {
  readonly queues: readonly QueueStats[];
  readonly consumers: StatsFrame['consumers'];
}

/**
 * Remembers the last minutes of a room as they arrived: structure, counts and the steps of followed messages. A view
 * of the past is made of this alone; the broker knows nothing of it.
 */
export class LiveRecorder {
  readonly #now: () => number;
  #vhost = '';
  #moments: Timed<Moment>[] = [];
  #frames: Timed<PackedFrame>[] = [];
  #keyFrames: Timed<KeyFrame>[] = [];
  #traces: Timed<TraceBatch>[] = [];
  #events = 0;
  readonly #queues = new Table<string>();
  readonly #edges = new Table<EdgeCount>();
  readonly #consumers = new Table<ConsumerPlace>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  clear(): void {
    this.#moments = [];
    this.#frames = [];
    this.#keyFrames = [];
    this.#traces = [];
    this.#events = 0;
    this.#queues.clear();
    this.#edges.clear();
    this.#consumers.clear();
  }

  moment(value: Moment): void {
    if (value.model === null) return;
    const last = this.#moments.at(-1)?.value;
    const isSame =
      last?.model === value.model &&
      last.clients === value.clients &&
      last.defaultRoutes === value.defaultRoutes &&
      last.replyRoutes === value.replyRoutes;
    if (!isSame) this.#moments.push({ at: this.#now(), value });
  }

  /** `all` gives every number after this frame; it is asked for now and then. */
  frame(frame: StatsFrame, all: () => KeyFrame): void {
    const at = this.#now();
    this.#vhost = frame.vhost;
    this.#frames.push({ at, value: this.#pack(frame) });
    if (at - (this.#keyFrames.at(-1)?.at ?? 0) >= KEY_FRAME_MS) this.#keyFrames.push({ at, value: all() });
    this.#forget(at - KEPT_MS);
  }

  trace(batch: TraceBatch): void {
    this.#traces.push({ at: this.#now(), value: batch });
    this.#events += batch.events.length;
    while (this.#events > KEPT_EVENTS && this.#traces.length > 1) {
      this.#events -= this.#traces.shift()?.value.events.length ?? 0;
    }
  }

  /** From when on there is something to see. */
  get start(): number {
    return Math.max(this.#moments[0]?.at ?? this.#now(), this.#keyFrames[0]?.at ?? this.#now());
  }

  /** When the structure changed, for the marks on the scrubber. */
  changes(): number[] {
    return this.#moments.slice(1).map(({ at }) => at);
  }

  momentAt(at: number): Moment | null {
    return lastBefore(this.#moments, at)?.value ?? this.#moments[0]?.value ?? null;
  }

  keyFrameBefore(at: number): Timed<KeyFrame> | null {
    return lastBefore(this.#keyFrames, at) ?? this.#keyFrames[0] ?? null;
  }

  /** Frames that arrived after `from` and not after `to`. */
  framesBetween(from: number, to: number): StatsFrame[] {
    return between(this.#frames, from, to).map(({ at, value }) => this.#unpack(at, value));
  }

  tracesBetween(from: number, to: number): TraceBatch[] {
    return between(this.#traces, from, to).map(({ value }) => value);
  }

  /** The steps of one message, oldest first, with its publishing if that is still remembered. */
  lifeline(message: number): TraceEvent[] {
    return this.#traces.flatMap(({ value }) => value.events.filter((event) => event.message === message));
  }

  /** Messages followed lately, newest first. */
  recentMessages(count: number): number[] {
    const found = new Set<number>();
    for (let index = this.#traces.length - 1; index >= 0 && found.size < count; index -= 1) {
      for (const event of [...(this.#traces[index]?.value.events ?? [])].reverse()) {
        if (found.size < count) found.add(event.message);
      }
    }
    return [...found];
  }

  /** How many followed messages an exchange could not route in the last minute. */
  unroutable(exchange: string): number {
    const since = this.#now() - 60_000;
    let count = 0;
    for (let index = this.#traces.length - 1; index >= 0 && (this.#traces[index]?.at ?? 0) > since; index -= 1) {
      for (const event of this.#traces[index]?.value.events ?? []) {
        if (event.type === 'unroutable' && event.exchange === exchange) count += 1;
      }
    }
    return count;
  }

  #forget(before: number): void {
    while ((this.#frames[0]?.at ?? before) < before) this.#frames.shift();
    // The last one before the limit still says how things stood at the limit.
    while ((this.#moments[1]?.at ?? before) < before) this.#moments.shift();
    while ((this.#keyFrames[1]?.at ?? before) < before) this.#keyFrames.shift();
    while ((this.#traces[0]?.at ?? before) < before) this.#events -= this.#traces.shift()?.value.events.length ?? 0;
  }

  #pack({ intervalMs, queues, edges, consumers, work, replies, totals }: StatsFrame): PackedFrame {
    return {
      intervalMs,
      totals,
      replies,
      queues: Float64Array.from(
        queues.flatMap(({ name, ready, unacked, consumers: count, oldestAt }) => [
          this.#queues.indexOf(name, name),
          ready,
          unacked,
          count,
          oldestAt ?? Number.NaN,
        ]),
      ),
      priorities: queues.every(({ priorities }) => priorities === null)
        ? null
        : queues.map(({ priorities }) => priorities),
      edges: Float64Array.from(edges.flatMap((edge) => [this.#edges.indexOf(edgeKey(edge), edge), edge.count])),
      consumers: Float64Array.from(consumers.flatMap((consumer) => [this.#indexOf(consumer), consumer.unacked])),
      work: Float64Array.from(work.flatMap((done) => [this.#indexOf(done), done.acked, done.refused, done.busyMs])),
    };
  }

  #indexOf({ channel, consumerTag }: ConsumerPlace): number {
    return this.#consumers.indexOf(`${channel}\u0000${consumerTag}`, { channel, consumerTag });
  }

  #unpack(
    at: number,
    { intervalMs, queues, priorities, edges, consumers, work, replies, totals }: PackedFrame,
  ): StatsFrame {
    return {
      vhost: this.#vhost,
      at,
      intervalMs,
      totals,
      replies,
      queues: rows(queues, 5).map(([name = 0, ready = 0, unacked = 0, count = 0, oldestAt = Number.NaN], index) => ({
        name: this.#queues.at(name),
        ready,
        unacked,
        consumers: count,
        oldestAt: Number.isNaN(oldestAt) ? null : oldestAt,
        priorities: priorities?.[index] ?? null,
      })),
      edges: rows(edges, 2).map(([edge = 0, count = 0]) => ({ ...this.#edges.at(edge), count })),
      consumers: rows(consumers, 2).map(([consumer = 0, unacked = 0]) => ({
        ...this.#consumers.at(consumer),
        unacked,
      })),
      work: rows(work, 4).map(([consumer = 0, acked = 0, refused = 0, busyMs = 0]) => ({
        ...this.#consumers.at(consumer),
        acked,
        refused,
        busyMs,
      })),
    };
  }
}

/** Values that come again and again, each kept once. */
class Table<T> {
  readonly #indexes = new Map<string, number>();
  #values: T[] = [];

  indexOf(key: string, value: T): number {
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    this.#indexes.set(key, this.#values.length);
    return this.#values.push(value) - 1;
  }

  at(index: number): T {
    return this.#values[index] as T;
  }

  clear(): void {
    this.#indexes.clear();
    this.#values = [];
  }
}

function edgeKey(edge: EdgeCount): string {
  const { count: _count, ...place } = edge;
  return Object.values(place).join('\u0000');
}

function rows(values: Float64Array, width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, index) => [
    ...values.subarray(index * width, (index + 1) * width),
  ]);
}

/** Entries are in the order of their time. */
function firstAfter(entries: readonly Timed<unknown>[], at: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lastBefore<T>(entries: readonly Timed<T>[], at: number): Timed<T> | undefined {
  return entries[firstAfter(entries, at) - 1];
}

function between<T>(entries: readonly Timed<T>[], from: number, to: number): readonly Timed<T>[] {
  return entries.slice(firstAfter(entries, from), firstAfter(entries, to));
}
