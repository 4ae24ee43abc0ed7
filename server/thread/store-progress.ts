import type { Log } from '@/server/log';
import type { Recovery } from './engine';

const SAY_EVERY_MS = 1000;
const TELL_EVERY_MS = 50;
const MEBIBYTE = 1024 * 1024;

/**
 * Tells how far the start has come in reading the log: main for whoever asks over HTTP, and the console every second when
 * it takes longer than that.
 */
export class StoreProgress {
  readonly #log: Log;
  readonly #tell: (recovery: Recovery) => void;
  readonly #now: () => number;
  readonly #startedAt: number;
  #saidAt: number;
  #toldAt = Number.NEGATIVE_INFINITY;
  #allBytes = 0;

  /** `now` is a clock in milliseconds. */
  constructor(log: Log, tell: (recovery: Recovery) => void, now = (): number => performance.now()) {
    this.#log = log;
    this.#tell = tell;
    this.#now = now;
    this.#startedAt = now();
    this.#saidAt = this.#startedAt;
  }

  update(done: number, all: number): void {
    const now = this.#now();
    this.#allBytes = all;
    if (now - this.#toldAt >= TELL_EVERY_MS) {
      this.#toldAt = now;
      this.#tell({ doneBytes: done, allBytes: all });
    }
    if (now - this.#saidAt < SAY_EVERY_MS) return;
    this.#saidAt = now;
    const percent = Math.floor((done * 100) / all);
    this.#log('info', `recovering: ${mebibytes(done)} of ${mebibytes(all)} MiB (${percent} %)`);
  }

  end(): void {
    const ms = this.#now() - this.#startedAt;
    if (ms < SAY_EVERY_MS) return;
    this.#log('info', `recovered ${mebibytes(this.#allBytes)} MiB of messages in ${(ms / 1000).toFixed(1)} s`);
  }
}

const mebibytes = (bytes: number): number => Math.ceil(bytes / MEBIBYTE);
