import type { LogLevel } from '@/server/log';
import { serverWords } from './shovel-connection';
import type { ShovelOrder } from './shovel-messages';
import { ShovelRun, type Workload } from './shovel-run';
import type { ShovelProgress, ShovelState } from './shovel-status';

/** Progress is told so often at most, but each new state at once. */
const PROGRESS_INTERVAL_MS = 200;
/** Each failure of a webhook doubles the delay, up to this. */
const MAX_WEBHOOK_DELAY_SECONDS = 60;

export interface ShovelEvents {
  readonly progress: (progress: ShovelProgress) => void;
  readonly finished: () => void;
  readonly log: (level: LogLevel, text: string) => void;
}

/** Carries messages from one place to another until it is stopped or has done its work; tries again after a failure. */
export class Shovel {
  readonly #order: ShovelOrder;
  readonly #events: ShovelEvents;
  readonly #workload: Workload = { left: null, isCounted: false };
  #state: ShovelState = 'starting';
  #reason: string | null = null;
  #loggedReason: string | null = null;
  #run: ShovelRun | null = null;
  #forwardedBefore = 0;
  #failures = 0;
  #retry: NodeJS.Timeout | undefined;
  #telling: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(order: ShovelOrder, events: ShovelEvents) {
    this.#order = order;
    this.#events = events;
  }

  start(): void {
    void this.#try();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#telling);
    await this.#run?.close();
  }

  async #try(): Promise<void> {
    this.#enter('starting', this.#reason);
    const run = new ShovelRun(this.#order, this.#workload, {
      onChange: () => this.#changed(),
      onEnd: (failure) => void this.#ended(run, failure),
    });
    this.#run = run;
    try {
      await run.open();
    } catch (failure) {
      await this.#ended(run, failure);
      return;
    }
    // It may have ended, or been stopped, while one of its ends was not open yet.
    if (this.#isStopped || this.#run !== run) await run.close();
    else this.#enter('running', null);
  }

  /** A run ends once, but while it opens it may fail in two ways. */
  async #ended(run: ShovelRun, failure: unknown): Promise<void> {
    if (this.#run !== run || this.#isStopped) return;
    this.#run = null;
    this.#forwardedBefore += run.forwarded;
    if (run.forwarded > 0) this.#failures = 0;
    await run.close();
    if (this.#isStopped) return;
    if (failure === null) {
      this.#events.log('info', `${this.#label}: its work is done, ${this.#forwardedBefore} messages were moved`);
      this.#events.finished();
      return;
    }
    const delay = this.#delaySeconds();
    this.#enter('terminated', serverWords(failure));
    if (delay > 0) this.#retry = setTimeout(() => void this.#try(), delay * 1000);
  }

  /** A web service that cannot cope gets more and more time. */
  #delaySeconds(): number {
    const { reconnectDelaySeconds: delay, destination } = this.#order.settings;
    this.#failures += 1;
    if (destination.protocol === 'amqp091') return delay;
    return Math.min(delay * 2 ** (this.#failures - 1), Math.max(delay, MAX_WEBHOOK_DELAY_SECONDS));
  }

  #enter(state: ShovelState, reason: string | null): void {
    this.#state = state;
    this.#reason = reason;
    if (state === 'running') {
      this.#events.log('info', `${this.#label} runs: ${this.#run?.sourceUri} to ${this.#run?.destinationUri}`);
      this.#loggedReason = null;
    }
    if (state === 'terminated' && reason !== this.#loggedReason) {
      this.#events.log('warn', `${this.#label} cannot go on: ${reason}`);
      this.#loggedReason = reason;
    }
    this.#tell();
  }

  get #label(): string {
    return `shovel '${this.#order.name}' in vhost '${this.#order.vhost}'`;
  }

  #changed(): void {
    this.#telling ??= setTimeout(() => this.#tell(), PROGRESS_INTERVAL_MS);
  }

  #tell(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    if (this.#isStopped) return;
    const run = this.#run;
    this.#events.progress({
      state: this.#state,
      reason: this.#reason,
      sourceUri: run?.sourceUri ?? null,
      destinationUri: run?.destinationUri ?? null,
      forwarded: this.#forwardedBefore + (run?.forwarded ?? 0),
      pending: run?.pending ?? 0,
      remaining: this.#workload.left,
      isBlocked: run?.isBlocked ?? false,
    });
  }
}
