import { Worker } from 'node:worker_threads';
import type { LoadCommand, LoadEvent, LoadPlan, LoadSummary } from './load-messages';
import { workerSource } from './worker-source';

/** The main thread's end of one load thread. The first failure, wherever it comes from, ends every wait. */
export class LoadThread {
  onBlocked: (reason: string) => void = () => {};
  private readonly worker: Worker;
  private readonly waits = new Map<LoadEvent['kind'], (event: LoadEvent) => void>();
  private readonly arrived = new Map<LoadEvent['kind'], LoadEvent>();
  private rejectFailure: (error: Error) => void = () => {};
  readonly failure: Promise<never>;

  constructor(plan: LoadPlan) {
    this.failure = new Promise((_, reject) => {
      this.rejectFailure = reject;
    });
    // The failure is awaited in races; between two of them nobody listens, which must not end the process.
    this.failure.catch(() => {});
    this.worker = new Worker(workerSource('./load-worker.ts'), { eval: true, execArgv: [], workerData: plan });
    this.worker.on('message', (event: LoadEvent) => this.receive(event));
    this.worker.on('error', (error) => this.rejectFailure(error));
  }

  tell(command: LoadCommand): void {
    this.worker.postMessage(command);
  }

  async ready(): Promise<void> {
    await this.next('ready');
  }

  async stopped(): Promise<void> {
    await this.next('stopped');
  }

  async close(): Promise<LoadSummary> {
    this.tell('close');
    const event = await this.next('closed');
    if (event.kind !== 'closed') throw new Error('unreachable');
    return event.summary;
  }

  async terminate(): Promise<void> {
    await this.worker.terminate();
  }

  private next(kind: LoadEvent['kind']): Promise<LoadEvent> {
    const event = this.arrived.get(kind);
    const arrival = event ? Promise.resolve(event) : new Promise<LoadEvent>((resolve) => this.waits.set(kind, resolve));
    return Promise.race([arrival, this.failure]);
  }

  private receive(event: LoadEvent): void {
    if (event.kind === 'failed') this.rejectFailure(new Error(event.text));
    if (event.kind === 'blocked') this.onBlocked(event.reason);
    this.arrived.set(event.kind, event);
    this.waits.get(event.kind)?.(event);
  }
}
