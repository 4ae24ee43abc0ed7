/**
 * Calls `publish` at an even pace far below a millisecond. Node's timers tick in milliseconds, so the thread sleeps on
 * an atomic wait instead; between two sleeps the event loop gets its turn. A late turn is followed at once by the next
 * one.
 */
export class Pacer {
  private readonly publish: (turn: number) => void;
  private readonly bed = new Int32Array(new SharedArrayBuffer(4));
  private readonly intervalMs: number;
  private dueMs = 0;
  private turn = 0;
  private isRunning = false;

  constructor(perSecond: number, publish: (turn: number) => void) {
    this.publish = publish;
    this.intervalMs = 1000 / perSecond;
  }

  start(): void {
    this.isRunning = true;
    this.dueMs = performance.now();
    this.next();
  }

  stop(): void {
    this.isRunning = false;
  }

  private next(): void {
    if (!this.isRunning) return;
    const waitMs = this.dueMs - performance.now();
    if (waitMs > 0) Atomics.wait(this.bed, 0, 0, waitMs);
    if (performance.now() >= this.dueMs) {
      this.publish(this.turn++);
      this.dueMs += this.intervalMs;
    }
    setImmediate(() => this.next());
  }
}
