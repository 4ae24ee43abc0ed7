/** Counts each person's browser sockets, and tells when the last one has been gone for a while. */
export class Presence {
  readonly #graceMs: number;
  readonly #onGone: (person: string) => void;
  readonly #counts = new Map<string, number>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(graceMs: number, onGone: (person: string) => void) {
    this.#graceMs = graceMs;
    this.#onGone = onGone;
  }

  came(person: string): void {
    clearTimeout(this.#timers.get(person));
    this.#timers.delete(person);
    this.#counts.set(person, (this.#counts.get(person) ?? 0) + 1);
  }

  left(person: string): void {
    const count = (this.#counts.get(person) ?? 0) - 1;
    if (count > 0) {
      this.#counts.set(person, count);
      return;
    }
    this.#counts.delete(person);
    const timer = setTimeout(() => {
      this.#timers.delete(person);
      this.#onGone(person);
    }, this.#graceMs);
    timer.unref();
    this.#timers.set(person, timer);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
