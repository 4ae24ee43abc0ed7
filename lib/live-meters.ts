const SLOTS = 20;
const WINDOW_MS = 3_000;

/** The intervals of the last frames; every meter of a vhost shares one clock. */
export class MeterClock {
  readonly #intervals = new Float64Array(SLOTS);
  #frame = 0;

  get frame(): number {
    return this.#frame;
  }

  advance(intervalMs: number): void {
    this.#frame += 1;
    this.#intervals[this.#frame % SLOTS] = intervalMs;
  }

  intervalOf(frame: number): number {
    return frame < 0 ? 0 : (this.#intervals[frame % SLOTS] ?? 0);
  }
}

/** Counts per frame, read as a rate over the last three seconds. */
export class Meter {
  readonly #clock: MeterClock;
  readonly #counts = new Float64Array(SLOTS);
  #frame: number;

  constructor(clock: MeterClock) {
    this.#clock = clock;
    this.#frame = clock.frame;
  }

  add(count: number): void {
    this.#catchUp();
    const slot = this.#frame % SLOTS;
    this.#counts[slot] = (this.#counts[slot] ?? 0) + count;
  }

  get perSecond(): number {
    this.#catchUp();
    let elapsed = 0;
    let sum = 0;
    for (let back = 0; back < SLOTS && elapsed < WINDOW_MS; back += 1) {
      const frame = this.#frame - back;
      if (frame < 0) break;
      elapsed += this.#clock.intervalOf(frame);
      sum += this.#counts[frame % SLOTS] ?? 0;
    }
    return elapsed === 0 ? 0 : (sum * 1_000) / Math.max(elapsed, 1_000);
  }

  /** Clears the slots of the frames that passed without a count, so that an idle meter costs nothing per frame. */
  #catchUp(): void {
    const missed = Math.min(this.#clock.frame - this.#frame, SLOTS);
    for (let back = 0; back < missed; back += 1) this.#counts[(this.#clock.frame - back) % SLOTS] = 0;
    this.#frame = this.#clock.frame;
  }
}
