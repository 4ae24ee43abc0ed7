/** What a channel in confirm mode tells its publisher. */
interface ConfirmSender {
  send(name: 'basic.ack' | 'basic.nack', args: { deliveryTag: number; multiple: boolean; requeue: boolean }): void;
}

/** The publications of a channel in confirm mode, numbered from 1: which ones wait for their confirm. */
export class Confirms {
  /** The number of the last one, and of the last one that has been confirmed. */
  #published = 0;
  #confirmed = 0;
  /** Numbers above `#confirmed` that a queue refused. */
  #refused: number[] = [];

  get isEmpty(): boolean {
    return this.#published === this.#confirmed;
  }

  /** Publications that wait for their confirm. */
  get waitingCount(): number {
    return this.#published - this.#confirmed;
  }

  published(isRefused: boolean): void {
    this.#published += 1;
    if (isRefused) this.#refused.push(this.#published);
  }

  /** The number of the last publication. */
  get last(): number {
    return this.#published;
  }

  /**
   * Confirms what was published up to a number: one basic.ack for as many as possible, a basic.nack for each that a queue
   * refused. Returns how many.
   */
  confirmUpTo(last: number, sender: ConfirmSender): number {
    const count = last - this.#confirmed;
    while (this.#refused.length > 0 && (this.#refused[0] as number) <= last) {
      const refused = this.#refused.shift() as number;
      this.#acknowledgeUpTo(refused - 1, sender);
      sender.send('basic.nack', { deliveryTag: refused, multiple: false, requeue: false });
      this.#confirmed = refused;
    }
    this.#acknowledgeUpTo(last, sender);
    return Math.max(0, count);
  }

  /** Tells the publisher that everything since the last confirm may get lost. */
  refuseAll(sender: ConfirmSender): void {
    const count = this.#published - this.#confirmed;
    if (count === 0) return;
    this.#refused = [];
    this.#confirmed = this.#published;
    sender.send('basic.nack', { deliveryTag: this.#published, multiple: count > 1, requeue: false });
  }

  #acknowledgeUpTo(deliveryTag: number, sender: ConfirmSender): void {
    const count = deliveryTag - this.#confirmed;
    if (count <= 0) return;
    sender.send('basic.ack', { deliveryTag, multiple: count > 1, requeue: false });
    this.#confirmed = deliveryTag;
  }
}
