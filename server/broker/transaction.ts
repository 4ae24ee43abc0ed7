import type { Channel } from './channel';
import type { Message } from './message';
import type { MessageMemory } from './message-memory';
import type { Route } from './route';
import type { UnackedList } from './unacked';

/** A message that waits for tx.commit. */
export interface Publication {
  readonly route: Route;
  readonly message: Message;
  /** The octet of basic.publish with the bits mandatory and immediate. */
  readonly bits: number;
}

type Outcome = 'ack' | 'reject' | 'requeue';

interface Settlement {
  readonly deliveryTags: readonly number[];
  readonly outcome: Outcome;
}

/**
 * What a channel has published and settled since tx.select or the last commit (AMQP 0-9-1 class tx). As in RabbitMQ a
 * commit is not atomic across queues; a rollback forgets the messages and makes the settled deliveries outstanding again.
 */
export class Transaction {
  #publications: Publication[] = [];
  #settlements: Settlement[] = [];
  /** The delivery tags in `#settlements`: the channel must not settle them again. */
  readonly #settled = new Set<number>();

  get publicationCount(): number {
    return this.#publications.length;
  }

  /** Deliveries that are settled when it is committed. */
  get settlementCount(): number {
    return this.#settled.size;
  }

  /** Keeps the message alive until the end of the transaction. */
  publish(publication: Publication): void {
    publication.message.holders += 1;
    this.#publications.push(publication);
  }

  /** Notes a settlement of one delivery, or with `multiple` of all up to the tag (0: all). False for an unknown tag. */
  settle(unacked: UnackedList, deliveryTag: number, multiple: boolean, outcome: Outcome): boolean {
    const isKnown = unacked.has(deliveryTag) && !this.#settled.has(deliveryTag);
    if (!isKnown && !(multiple && deliveryTag === 0)) return false;
    const deliveryTags = multiple ? this.outstanding(unacked, deliveryTag) : [deliveryTag];
    for (const each of deliveryTags) this.#settled.add(each);
    this.#settlements.push({ deliveryTags, outcome });
    return true;
  }

  /** The deliveries up to a tag (0: all) that the transaction has not settled. */
  outstanding(unacked: UnackedList, last: number): number[] {
    const deliveryTags: number[] = [];
    for (const [deliveryTag] of unacked.entries()) {
      if (last !== 0 && deliveryTag > last) break;
      if (!this.#settled.has(deliveryTag)) deliveryTags.push(deliveryTag);
    }
    return deliveryTags;
  }

  /** Hands the messages over; each one is to be published before the next is asked for. */
  *takePublications(): Generator<Publication> {
    const publications = this.#publications;
    this.#publications = [];
    for (const publication of publications) {
      publication.message.holders -= 1;
      yield publication;
    }
  }

  settleAll(channel: Channel): void {
    const settlements = this.#settlements;
    this.#settlements = [];
    this.#settled.clear();
    for (const { deliveryTags, outcome } of settlements) channel.settle(deliveryTags, outcome);
  }

  rollback(memory: MessageMemory): void {
    for (const { message } of this.takePublications()) memory.free(message);
    this.#settlements = [];
    this.#settled.clear();
  }
}
