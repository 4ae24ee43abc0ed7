import type { LogLevel } from '@/lib/log-levels';

/** A line of the log as the management API shows it. */
export interface LogLine {
  /** Counts up from 1. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly level: LogLevel;
  readonly text: string;
}

const MAX_LINES = 1000;
const MAX_CHARACTERS = 4000;

/** The last lines of the log, in memory: a bounded number of bounded lines. */
export class LogLines {
  #lines: LogLine[] = [];
  #count = 0;

  /** `text` is what the log has been given; what could be a secret in it has to be gone already. */
  add(level: LogLevel, text: string, at = Date.now()): void {
    this.#count += 1;
    const isLong = text.length > MAX_CHARACTERS;
    this.#lines.push({ number: this.#count, at, level, text: isLong ? `${text.slice(0, MAX_CHARACTERS)}…` : text });
    // Cutting off many at once costs less than one for each line.
    if (this.#lines.length >= 2 * MAX_LINES) this.#lines = this.#lines.slice(-MAX_LINES);
  }

  /** Those with a number above one, the oldest first. */
  after(number: number): readonly LogLine[] {
    return this.#lines.slice(-MAX_LINES).filter((line) => line.number > number);
  }

  /** The number of the last line; 0 when there is none. */
  get last(): number {
    return this.#count;
  }
}
