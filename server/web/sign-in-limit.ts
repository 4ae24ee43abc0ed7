const WINDOW_MS = 60_000;
/** Addresses remembered at a time; beyond that the oldest is forgotten. */
const MAX_ADDRESSES = 10_000;

interface Failures {
  readonly since: number;
  count: number;
}

/** Slows down the guessing of passwords: so many failed sign-ins of an address in a minute, then it has to wait. */
export class SignInLimit {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #failures = new Map<string, Failures>();

  constructor(perMinute: number, now: () => number) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Seconds that the address has to wait; 0 when it may try. */
  waitSeconds(address: string): number {
    const failures = this.#current(address);
    if (!failures || failures.count < this.#perMinute) return 0;
    return Math.max(1, Math.ceil((failures.since + WINDOW_MS - this.#now()) / 1000));
  }

  failed(address: string): void {
    const failures = this.#current(address);
    if (failures) {
      failures.count += 1;
      return;
    }
    const [oldest] = this.#failures.keys();
    if (oldest !== undefined && this.#failures.size >= MAX_ADDRESSES) this.#failures.delete(oldest);
    this.#failures.set(address, { since: this.#now(), count: 1 });
  }

  /** Gives back the try that was counted as failed before its outcome was known. */
  succeeded(address: string): void {
    const failures = this.#current(address);
    if (failures) failures.count -= 1;
  }

  #current(address: string): Failures | undefined {
    const failures = this.#failures.get(address);
    if (!failures || this.#now() - failures.since < WINDOW_MS) return failures;
    this.#failures.delete(address);
    return undefined;
  }
}
