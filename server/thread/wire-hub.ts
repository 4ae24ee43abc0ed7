import type { AmqpServer } from '@/server/amqp/amqp-server';
import type { WireNews, WireQuestion } from './engine';
import { WireViewer } from './wire-viewer';

const TICK_MS = 100;
/** Viewers of all connections together. */
const MAX_VIEWERS = 50;

/** Who looks at the wire of which connection. While nobody does, there is no timer and no frame is looked at. */
export class WireHub {
  readonly #amqp: AmqpServer;
  readonly #send: (id: number, batch: WireNews) => void;
  readonly #now: () => number;
  readonly #viewers = new Map<number, WireViewer>();
  #timer: NodeJS.Timeout | undefined;

  constructor(amqp: AmqpServer, send: (id: number, batch: WireNews) => void, now = preciseNow) {
    this.#amqp = amqp;
    this.#send = send;
    this.#now = now;
  }

  /** The caller has checked that the viewer may see the connection. Throws when it cannot be watched. */
  watch({ id, connection: name, viewer }: WireQuestion): void {
    const connection = this.#amqp.connectionNamed(name);
    if (connection === undefined) throw new Error(`There is no connection '${name}'.`);
    if (this.#viewers.size >= MAX_VIEWERS) {
      throw new Error(`${MAX_VIEWERS} people look at connections at the moment. Try again when one of them has left.`);
    }
    const { broker } = this.#amqp;
    const send = (batch: WireNews): void => this.#send(id, batch);
    this.#viewers.set(id, new WireViewer({ broker, connection, viewer, now: this.#now, send }));
    this.#timer ??= setInterval(() => this.tick(), TICK_MS);
  }

  unwatch(id: number): void {
    this.#viewers.get(id)?.end('Nobody looks any more.');
    this.#drop(id);
  }

  tick(): void {
    for (const [id, viewer] of this.#viewers) {
      viewer.tick();
      if (viewer.isOver) this.#drop(id);
    }
  }

  close(): void {
    for (const id of [...this.#viewers.keys()]) this.unwatch(id);
  }

  #drop(id: number): void {
    this.#viewers.delete(id);
    if (this.#viewers.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/** Milliseconds since the epoch with fractions. */
function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}
