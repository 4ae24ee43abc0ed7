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

  published(isRefused: boolean): void {
    this.#published += 1;
    if (isRefused) this.#refused.push(this.#published);
  }

  /** Confirms everything: one basic.ack for as many as possible, a basic.nack for each that was refused. Returns how many. */
  confirmAll(sender: ConfirmSender): number {
    const count = this.#published - this.#confirmed;
    if (this.#refused.length > 0) {
      for (const refused of this.#refused) {
        this.#acknowledgeUpTo(refused - 1, sender);
        sender.send('basic.nack', { deliveryTag: refused, multiple: false, requeue: false });
        this.#confirmed = refused;
      }
      this.#refused = [];
    }
    this.#acknowledgeUpTo(this.#published, sender);
    return count;
  }

  #acknowledgeUpTo(deliveryTag: number, sender: ConfirmSender): void {
    const count = deliveryTag - this.#confirmed;
    if (count > 0) sender.send('basic.ack', { deliveryTag, multiple: count > 1, requeue: false });
    this.#confirmed = deliveryTag;
  }
}
