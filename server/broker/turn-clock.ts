import type { Clock } from './ports';

/**
 * The time as one turn sees it: the clock is asked once a turn, by the first who wants to know. Times are whole
 * milliseconds since the start of the broker, small enough to be kept in many objects at no cost.
 */
export class TurnClock {
  readonly #clock: Clock;
  /** Milliseconds since the epoch. */
  readonly #start: number;
  #ms = 0;
  #isKnown = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#start = clock.now();
  }

  /** Of the present turn. Only for what happens in a turn: the next one begins when `end` is called. */
  get ms(): number {
    if (this.#isKnown) return this.#ms;
    this.#isKnown = true;
    this.#ms = this.of(this.#clock.now());
    return this.#ms;
  }

  end(): void {
    this.#isKnown = false;
  }

  /** A time since the epoch as a time since the start; below 0 for what was before. */
  of(epochMs: number): number {
    return Math.floor(epochMs - this.#start);
  }

  /** The other way round. */
  epoch(ms: number): number {
    return this.#start + ms;
  }
}
