import type { Snapshot } from '@/lib/live-events';
import type { Broker } from '@/server/broker/broker';
import type { LiveListener } from './engine';
import { LiveFeed } from './live-feed';
import type { TracerPorts } from './live-tracer';

export const TICK_MS = 50;

/** The feeds of the vhosts that somebody watches. While nobody does, there is no timer and no observer. */
export class LiveHub {
  readonly #broker: Broker;
  readonly #listener: LiveListener;
  readonly #ports: TracerPorts;
  readonly #feeds = new Map<string, LiveFeed>();
  #timer: NodeJS.Timeout | undefined;
  /** Feeds that come later begin above every revision sent before, so that a late patch is never taken for a new one. */
  #lastRev = 0;

  constructor(broker: Broker, listener: LiveListener, now: () => number = preciseNow) {
    this.#broker = broker;
    this.#listener = listener;
    let messages = 0;
    this.#ports = { now, random: Math.random, nextMessage: () => ++messages };
  }

  subscribe(name: string): void {
    if (this.#feeds.get(name)?.isOver) this.unsubscribe(name);
    const vhost = this.#broker.vhosts.get(name);
    if (!vhost || this.#feeds.has(name)) return;
    const options = { broker: this.#broker, vhost, listener: this.#listener, ports: this.#ports, rev: this.#lastRev };
    this.#feeds.set(name, new LiveFeed(options));
    this.#timer ??= setInterval(() => this.tick(), TICK_MS);
  }

  unsubscribe(name: string): void {
    const feed = this.#feeds.get(name);
    if (!feed) return;
    feed.close();
    this.#drop(name, feed);
  }

  /** Throws when the vhost does not exist. */
  snapshot(name: string): Snapshot {
    const feed = this.#feeds.get(name);
    if (!feed || feed.isOver) throw new Error(`There is no virtual host '${name}'.`);
    return feed.snapshot();
  }

  tick(): void {
    for (const [name, feed] of this.#feeds) {
      if (feed.isOver) this.#drop(name, feed);
      else feed.tick();
    }
  }

  close(): void {
    for (const name of [...this.#feeds.keys()]) this.unsubscribe(name);
  }

  #drop(name: string, feed: LiveFeed): void {
    this.#lastRev = Math.max(this.#lastRev, feed.rev);
    this.#feeds.delete(name);
    if (this.#feeds.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/** Milliseconds since the epoch with fractions. */
function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}
