/** Counts the numbered messages of a run: each must come once, in order, and none as redelivered. */
export class Tally {
  readonly total: number;
  readonly #problems: string[] = [];
  #next = 0;
  #finish: (() => void) | null = null;
  /** Resolves when the last one has come. */
  readonly done: Promise<void>;

  constructor(total: number) {
    this.total = total;
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  take(text: string, redelivered: boolean): void {
    const number = Number(text);
    if (number !== this.#next) this.#problems.push(`${text} came instead of ${this.#next}`);
    if (redelivered) this.#problems.push(`${text} came as redelivered`);
    this.#next = number + 1;
    if (this.#next === this.total) this.#finish?.();
  }

  /** What was wrong, the first few. */
  get problems(): readonly string[] {
    return this.#problems.slice(0, 5);
  }
}
