import type { ConsumeMessage } from 'amqplib';
import { AmqpDestination } from './amqp-destination';
import type { Destination, DestinationEvents } from './destination';
import type { ShovelOrder } from './shovel-messages';
import { Source } from './source';
import { WebhookDestination } from './webhook-destination';

/** How long what is on its way may take to arrive, once one message was refused. */
const SETTLE_TIMEOUT_MS = 5000;

export interface RunEvents {
  /** Numbers have changed. */
  readonly onChange: () => void;
  /** Called once: null when the work is done. Nothing is acknowledged after it. */
  readonly onEnd: (failure: Error | null) => void;
}

/** Messages until the work is done, over all tries of a shovel; null for a shovel that is never done. */
export interface Workload {
  left: number | null;
  isCounted: boolean;
}

/** One try of a shovel: from its two connections to the first failure, or to the end of its work. */
export class ShovelRun {
  readonly #order: ShovelOrder;
  readonly #workload: Workload;
  readonly #events: RunEvents;
  #source: Source | null = null;
  #destination: Destination | null = null;
  /** Taken while the destination was not ready, oldest first. */
  readonly #waiting: ConsumeMessage[] = [];
  #hasEnded = false;
  #refusal: Error | null = null;
  /** Messages that may still be taken; Infinity when the work has no end. */
  #room = Number.POSITIVE_INFINITY;
  forwarded = 0;
  pending = 0;

  constructor(order: ShovelOrder, workload: Workload, events: RunEvents) {
    this.#order = order;
    this.#workload = workload;
    this.#events = events;
  }

  get sourceUri(): string | null {
    return this.#source?.shownUri ?? null;
  }

  get destinationUri(): string | null {
    return this.#destination?.shownUri ?? null;
  }

  get isBlocked(): boolean {
    return this.#destination?.isBlocked ?? false;
  }

  /** Connects and begins. Rejects when that fails; what fails later is told to `onEnd`. */
  async open(): Promise<void> {
    const { source: settings } = this.#order.settings;
    const { name, local } = this.#order;
    const source = await Source.open({
      settings,
      uri: oneOf(settings.uris),
      local,
      connectionName: `Shovel ${name}`,
      onFailure: (failure) => this.#end(failure),
    });
    this.#source = source;
    this.#destination = await this.#openDestination(source);
    this.#countWork(source.messageCount);
    if (this.#workload.left === 0) return this.#end(null);
    if (this.#hasEnded) return;
    this.#room = this.#workload.left ?? Number.POSITIVE_INFINITY;
    const { prefetchCount } = settings;
    const isLess = this.#room < (prefetchCount || Number.POSITIVE_INFINITY) && this.#room <= 65_535;
    await source.consume(isLess ? this.#room : prefetchCount, (message) => this.#take(message));
  }

  /** Closes both ends; what has not arrived goes back to the source. */
  async close(): Promise<void> {
    this.#hasEnded = true;
    await Promise.all([this.#source?.close(), this.#destination?.close()]);
  }

  async #openDestination(source: Source): Promise<Destination> {
    const { destination } = this.#order.settings;
    const { name } = this.#order;
    const uri = oneOf(destination.uris);
    if (destination.protocol === 'http') return new WebhookDestination(uri, name);
    const events: DestinationEvents = {
      onChange: () => {
        this.#sendWaiting();
        this.#events.onChange();
      },
      onFailure: (failure) => this.#end(failure),
    };
    return await AmqpDestination.open({
      order: this.#order,
      settings: destination,
      uri,
      cameFrom: source.description,
      connectionName: `Shovel ${name}`,
      events,
    });
  }

  /** The length of the queue counts once: what a failure has left of it is still to be done. */
  #countWork(messageCount: number): void {
    if (this.#workload.isCounted) return;
    this.#workload.isCounted = true;
    const { deleteAfter } = this.#order.settings.source;
    if (deleteAfter !== 'never') this.#workload.left = deleteAfter === 'queue-length' ? messageCount : deleteAfter;
  }

  #take(message: ConsumeMessage): void {
    if (this.#hasEnded || this.#refusal !== null || this.#room === 0) return;
    this.#room -= 1;
    this.pending += 1;
    this.#waiting.push(message);
    this.#sendWaiting();
  }

  #sendWaiting(): void {
    while (this.#waiting.length > 0 && this.#destination?.isReady && !this.#hasEnded && this.#refusal === null) {
      this.#send(this.#waiting.shift() as ConsumeMessage, this.#destination);
    }
  }

  #send(message: ConsumeMessage, destination: Destination): void {
    const isAckedFirst = this.#order.settings.ackMode === 'no-ack';
    if (isAckedFirst) this.#source?.ack(message);
    destination.send(message, (failure) => {
      if (this.#hasEnded) return;
      this.pending -= 1;
      if (failure !== null) return this.#refuse(failure);
      if (!isAckedFirst) this.#source?.ack(message);
      this.#arrived();
    });
  }

  #arrived(): void {
    this.forwarded += 1;
    if (this.#workload.left !== null) this.#workload.left -= 1;
    this.#events.onChange();
    if (this.#workload.left === 0) this.#end(null);
    else if (this.#refusal !== null && this.pending === this.#waiting.length) this.#end(this.#refusal);
  }

  /**
   * One message was refused. Where messages travel side by side, those beside it may still arrive, and are not sent
   * twice for it; where they go one by one, the next must not overtake it.
   */
  #refuse(failure: Error): void {
    const travelAlone = this.#order.settings.destination.protocol === 'http';
    if (travelAlone || this.pending === this.#waiting.length) return this.#end(this.#refusal ?? failure);
    if (this.#refusal !== null) return;
    this.#refusal = failure;
    this.#source?.cancel().catch(() => {});
    setTimeout(() => this.#end(failure), SETTLE_TIMEOUT_MS).unref();
  }

  #end(failure: Error | null): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#events.onEnd(failure);
  }
}

function oneOf(uris: readonly string[]): string {
  return uris[Math.floor(Math.random() * uris.length)] as string;
}
