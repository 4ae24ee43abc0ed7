import type { TraceBatch } from './live-events';
import { LiveNumbers } from './live-numbers';
import type { LiveRecorder, Moment } from './live-recorder';

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

const TICK_MS = 50;
/** The charts show three minutes. */
const CHART_MS = 180_000;

export interface ReplayPort {
  now(): number;
  /** The structure or the moment that is looked at has changed. */
  changed(): void;
  trace(batch: TraceBatch): void;
}

/** A view of the past: it stands still at a moment, or goes on from there at some speed. */
export class LiveReplay {
  readonly numbers = new LiveNumbers();
  readonly #recorder: LiveRecorder;
  readonly #port: ReplayPort;
  #at: number;
  #moment: Moment | null = null;
  #speed: Speed = 1;
  #timer: ReturnType<typeof setInterval> | null = null;
  #tickedAt = 0;

  constructor(recorder: LiveRecorder, port: ReplayPort, at: number) {
    this.#recorder = recorder;
    this.#port = port;
    this.#at = at;
    this.#rebuild();
  }

  get at(): number {
    return this.#at;
  }

  get moment(): Moment | null {
    return this.#moment;
  }

  get isPlaying(): boolean {
    return this.#timer !== null;
  }

  get speed(): Speed {
    return this.#speed;
  }

  seek(at: number): void {
    this.#at = Math.min(this.#port.now(), Math.max(this.#recorder.start, at));
    this.#rebuild();
    this.#port.changed();
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed;
    this.#port.changed();
  }

  play(): void {
    if (this.#timer !== null) return;
    this.#tickedAt = this.#port.now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#port.changed();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#port.changed();
  }

  #tick(): void {
    const now = this.#port.now();
    const from = this.#at;
    this.#at = Math.min(now, from + (now - this.#tickedAt) * this.#speed);
    this.#tickedAt = now;
    this.#moment = this.#recorder.momentAt(this.#at);
    for (const frame of this.#recorder.framesBetween(from, this.#at)) this.numbers.apply(frame);
    for (const batch of this.#recorder.tracesBetween(from, this.#at)) this.#port.trace(batch);
    this.#port.changed();
  }

  /** The numbers of the moment, from the last moment at which all of them were written down. */
  #rebuild(): void {
    this.#moment = this.#recorder.momentAt(this.#at);
    this.numbers.clear();
    const key = this.#recorder.keyFrameBefore(this.#at - CHART_MS);
    if (key === null) return;
    const totals = { published: 0, delivered: 0, acked: 0, unroutable: 0 };
    const { queues, consumers } = key.value;
    this.numbers.apply({
      vhost: '',
      at: key.at,
      intervalMs: 0,
      queues,
      consumers,
      edges: [],
      work: [],
      replies: [],
      totals,
    });
    for (const frame of this.#recorder.framesBetween(key.at, this.#at)) this.numbers.apply(frame);
  }
}
