import type { Clock, Timer } from '@/server/broker/ports';

/** Time that passes only when a test says so. */
export class FakeTime implements Clock, Timer {
  #now = 1_700_000_000_000;
  readonly #timers = new Set<{ readonly at: number; readonly ring: () => void }>();

  now(): number {
    return this.#now;
  }

  start(delayMs: number, ring: () => void): () => void {
    const timer = { at: this.#now + delayMs, ring };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many timers run. */
  get running(): number {
    return this.#timers.size;
  }

  /** Lets so many milliseconds pass; timers ring in the order of their times. */
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      const first = due[0];
      if (first === undefined) break;
      this.#timers.delete(first);
      this.#now = Math.max(this.#now, first.at);
      first.ring();
    }
    this.#now = end;
  }
}
