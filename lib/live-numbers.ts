import type { ConsumerWork, EdgeCount, QueueStats, StatsFrame } from './live-events';
import { LiveHistory } from './live-history';
import { Meter, MeterClock } from './live-meters';
import { consumerKeyOf, type LiveModel } from './live-model';
import { type Work, WorkMeter, workOf } from './live-work';
import { type ReplyRoute, replyKeyOf } from './stage-graph';

/** Names of the meters. `in` and `out` are seen from the node: a queue's `in` is what was routed into it. */
export const meterKey = {
  publish: (channel: string, exchange: string) => `publish\u0000${channel}\u0000${exchange}`,
  route: (source: string, destinationType: 'queue' | 'exchange', destination: string) =>
    `route\u0000${source}\u0000${destinationType}\u0000${destination}`,
  deliver: (channel: string, consumerTag: string) => `deliver\u0000${consumerKeyOf(channel, consumerTag)}`,
  reply: (route: ReplyRoute) => `reply\u0000${route.channel}\u0000${route.consumerTag}\u0000${replyKeyOf(route)}`,
  deadLetter: (queue: string) => `dead-letter\u0000${queue}`,
  producerOut: (channel: string) => `producer-out\u0000${channel}`,
  exchangeIn: (exchange: string) => `exchange-in\u0000${exchange}`,
  exchangeOut: (exchange: string) => `exchange-out\u0000${exchange}`,
  queueIn: (queue: string) => `queue-in\u0000${queue}`,
  queueOut: (queue: string) => `queue-out\u0000${queue}`,
  published: 'total-published',
  delivered: 'total-delivered',
  acked: 'total-acked',
  unroutable: 'total-unroutable',
} as const;

const HISTORY_STEP_MS = 1_000;
const NO_QUEUE: QueueStats = { name: '', ready: 0, unacked: 0, consumers: 0, oldestAt: null, priorities: null };

/** The numbers that change many times a second, kept outside React: depths, held deliveries and rates. */
export class LiveNumbers {
  readonly history = new LiveHistory();
  readonly #clock = new MeterClock();
  readonly #meters = new Map<string, Meter>();
  readonly #queues = new Map<string, QueueStats>();
  readonly #held = new Map<string, number>();
  readonly #work = new Map<string, WorkMeter>();
  readonly #listeners = new Set<(frame: StatsFrame) => void>();
  #lastAt = 0;
  #lastHistoryAt = 0;

  subscribe(listener: (frame: StatsFrame) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  queue(name: string): QueueStats {
    return this.#queues.get(name) ?? NO_QUEUE;
  }

  /** Unacked deliveries held by a consumer. */
  heldBy(channel: string, consumerTag: string): number {
    return this.#held.get(consumerKeyOf(channel, consumerTag)) ?? 0;
  }

  /** Milliseconds that the oldest ready message of a queue has waited; null when none waits or none is known. */
  oldestAge(queue: string): number | null {
    const { oldestAt } = this.queue(queue);
    return oldestAt === null ? null : Math.max(0, this.#lastAt - oldestAt);
  }

  /** How long consumers take for a message, and how much of it they refuse; null until they have settled one. */
  workOf(...consumers: readonly Pick<ConsumerWork, 'channel' | 'consumerTag'>[]): Work | null {
    return workOf(consumers.map(({ channel, consumerTag }) => this.#work.get(consumerKeyOf(channel, consumerTag))));
  }

  /** Every number of this moment. */
  all(): { readonly queues: readonly QueueStats[]; readonly consumers: StatsFrame['consumers'] } {
    const consumers = [...this.#held].map(([key, unacked]) => {
      const [channel = '', consumerTag = ''] = key.split('\u0000');
      return { channel, consumerTag, unacked };
    });
    return { queues: [...this.#queues.values()], consumers };
  }

  rate(key: string): number {
    return this.#meters.get(key)?.perSecond ?? 0;
  }

  /** A new snapshot: its frame is complete, so everything known before is dropped. */
  reset(frame: StatsFrame): void {
    this.#queues.clear();
    this.#held.clear();
    this.#lastAt = 0;
    this.apply(frame);
  }

  clear(): void {
    this.#meters.clear();
    this.#queues.clear();
    this.#held.clear();
    this.#work.clear();
    this.history.clear();
    this.#lastAt = 0;
    this.#lastHistoryAt = 0;
  }

  apply(frame: StatsFrame): void {
    if (frame.at < this.#lastAt) return;
    this.#lastAt = frame.at;
    this.#clock.advance(frame.intervalMs);
    for (const queue of frame.queues) this.#queues.set(queue.name, queue);
    for (const consumer of frame.consumers) {
      this.#held.set(consumerKeyOf(consumer.channel, consumer.consumerTag), consumer.unacked);
    }
    for (const work of frame.work) this.#note(work, frame.at);
    for (const edge of frame.edges) this.#count(edge);
    for (const reply of frame.replies) this.#add(meterKey.reply(reply), reply.count);
    this.#add(meterKey.published, frame.totals.published);
    this.#add(meterKey.delivered, frame.totals.delivered);
    this.#add(meterKey.acked, frame.totals.acked);
    this.#add(meterKey.unroutable, frame.totals.unroutable);
    if (frame.at - this.#lastHistoryAt >= HISTORY_STEP_MS) this.#record(frame.at);
    for (const listener of this.#listeners) listener(frame);
  }

  /** Forgets what has left the model. */
  prune(model: LiveModel): void {
    for (const name of this.#queues.keys()) if (!model.queues.has(name)) this.#queues.delete(name);
    for (const key of this.#held.keys()) if (!model.consumers.has(key)) this.#held.delete(key);
    for (const key of this.#work.keys()) if (!model.consumers.has(key)) this.#work.delete(key);
    for (const key of this.#meters.keys()) if (isStale(key, model)) this.#meters.delete(key);
    this.history.retain((key) => key === 'total' || !isStale(key, model));
  }

  #note(work: ConsumerWork, at: number): void {
    const key = consumerKeyOf(work.channel, work.consumerTag);
    const meter = this.#work.get(key) ?? new WorkMeter();
    this.#work.set(key, meter);
    meter.add(work, at);
  }

  #count(edge: EdgeCount): void {
    if (edge.kind === 'publish') {
      this.#add(meterKey.publish(edge.channel, edge.exchange), edge.count);
      this.#add(meterKey.producerOut(edge.channel), edge.count);
      this.#add(meterKey.exchangeIn(edge.exchange), edge.count);
    } else if (edge.kind === 'dead-letter') {
      this.#add(meterKey.deadLetter(edge.queue), edge.count);
      this.#add(meterKey.exchangeIn(edge.exchange), edge.count);
    } else if (edge.kind === 'route') {
      this.#add(meterKey.route(edge.source, edge.destinationType, edge.destination), edge.count);
      this.#add(meterKey.exchangeOut(edge.source), edge.count);
      const into = edge.destinationType === 'queue' ? meterKey.queueIn : meterKey.exchangeIn;
      this.#add(into(edge.destination), edge.count);
    } else {
      this.#add(meterKey.deliver(edge.channel, edge.consumerTag), edge.count);
      this.#add(meterKey.queueOut(edge.queue), edge.count);
    }
  }

  #add(key: string, count: number): void {
    if (count === 0 && !this.#meters.has(key)) return;
    let meter = this.#meters.get(key);
    if (meter === undefined) {
      meter = new Meter(this.#clock);
      this.#meters.set(key, meter);
    }
    meter.add(count);
  }

  #record(at: number): void {
    this.#lastHistoryAt = at;
    this.history.begin(at);
    for (const queue of this.#queues.values()) {
      this.history.put(`depth\u0000${queue.name}`, queue.ready, queue.unacked);
    }
    for (const [key, meter] of this.#meters) this.history.put(key, meter.perSecond);
    this.history.commit();
  }
}

function isStale(key: string, model: LiveModel): boolean {
  const [kind = '', first = '', second = '', third = ''] = key.split('\u0000');
  switch (kind) {
    case 'depth':
    case 'dead-letter':
    case 'queue-in':
    case 'queue-out':
      return !model.queues.has(first);
    case 'exchange-in':
    case 'exchange-out':
      return !model.exchanges.has(first);
    case 'publish':
    case 'producer-out':
      return !model.producers.has(first);
    case 'deliver':
    case 'reply':
      return !model.consumers.has(consumerKeyOf(first, second));
    case 'route':
      return !model.exchanges.has(first) || !(second === 'queue' ? model.queues : model.exchanges).has(third);
    default:
      return false;
  }
}
