import { Worker } from 'node:worker_threads';
import { workerEntry } from '@/server/worker-entry';
import type { SampleWriter, Scrape } from './scrape';

interface Waiting {
  resolve(pieces: readonly Uint8Array[]): void;
  reject(failure: Error): void;
}

/** Has samples written by a thread, which starts at once and ends with `close`. */
export class SampleWriterThread implements SampleWriter {
  readonly #thread: Worker;
  #waiting: Waiting | null = null;
  #failure: Error | null = null;

  constructor() {
    this.#thread = new Worker(...workerEntry('metrics/sample-thread', { name: 'samples' }));
    this.#thread.unref();
    this.#thread.on('message', (pieces: readonly Uint8Array[]) => this.#end()?.resolve(pieces));
    this.#thread.on('error', (failure) => this.#fail(failure));
    this.#thread.on('exit', (code) => this.#fail(new Error(`the samples' thread has ended with code ${code}`)));
  }

  write(scrape: Scrape): Promise<readonly Uint8Array[]> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) return reject(this.#failure);
      this.#waiting = { resolve, reject };
      this.#thread.postMessage(scrape);
    });
  }

  close(): void {
    void this.#thread.terminate();
  }

  #end(): Waiting | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    return waiting;
  }

  #fail(failure: Error): void {
    this.#failure ??= failure;
    this.#end()?.reject(this.#failure);
  }
}
