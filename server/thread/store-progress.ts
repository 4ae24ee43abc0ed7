import type { Log } from '@/server/log';

const FIRST_AFTER_MS = 1000;
const MEBIBYTE = 1024 * 1024;

/** Says on the console how far the start has come when reading the log takes longer than a second. */
export class StoreProgress {
  readonly #log: Log;
  readonly #startedAt = performance.now();
  #saidAt = this.#startedAt;

  constructor(log: Log) {
    this.#log = log;
  }

  update(done: number, all: number): void {
    const now = performance.now();
    if (now - this.#saidAt < FIRST_AFTER_MS) return;
    this.#saidAt = now;
    const percent = Math.floor((done * 100) / all);
    this.#log('info', `reading the log: ${percent} % of ${Math.ceil(all / MEBIBYTE)} MiB`);
  }

  end(bytes: number): void {
    const ms = performance.now() - this.#startedAt;
    if (ms < FIRST_AFTER_MS) return;
    this.#log('info', `read ${Math.ceil(bytes / MEBIBYTE)} MiB of messages in ${(ms / 1000).toFixed(1)} s`);
  }
}
