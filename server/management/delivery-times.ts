import type { Channel } from '@/server/broker/channel';

/** Deliveries of a channel, up to a tag and behind the one of the mark before, were made between two looks. */
interface Mark {
  readonly deliveryTag: number;
  /** Null when there was no look before. */
  readonly after: number | null;
  readonly before: number;
}

/** Marks kept for a channel. Of more, every two become one, so that old deliveries are known less exactly. */
const MAX_MARKS = 64;

/** How long a delivery has been waiting, in milliseconds. */
export interface Age {
  readonly atLeast: number;
  /** Null when nobody had looked before. */
  readonly atMost: number | null;
}

/**
 * Tells the age of unacked deliveries without a time in each of them: delivery tags count up, so that a look at each channel
 * every few seconds is enough to know between which two looks a tag was given.
 */
export class DeliveryTimes {
  readonly #marks = new WeakMap<Channel, Mark[]>();
  #lastLookAt: number | null = null;

  /** Looks at all channels. Milliseconds. */
  sample(channels: Iterable<Channel>, now: number): void {
    for (const channel of channels) this.#mark(channel, now);
    this.#lastLookAt = now;
  }

  #mark(channel: Channel, now: number): void {
    const [oldest] = channel.unacked.entries();
    if (oldest === undefined) {
      this.#marks.delete(channel);
      return;
    }
    const { lastDeliveryTag } = channel;
    const kept = (this.#marks.get(channel) ?? []).filter(({ deliveryTag }) => deliveryTag >= oldest[0]);
    if (kept.at(-1)?.deliveryTag !== lastDeliveryTag) {
      kept.push({ deliveryTag: lastDeliveryTag, after: this.#lastLookAt, before: now });
    }
    this.#marks.set(channel, kept.length > MAX_MARKS ? inPairs(kept) : kept);
  }

  /** The age of a delivery that is still unacked. */
  age(channel: Channel, deliveryTag: number, now: number): Age {
    const mark = this.#marks.get(channel)?.find((each) => each.deliveryTag >= deliveryTag);
    const after = mark ? mark.after : this.#lastLookAt;
    return { atLeast: mark ? now - mark.before : 0, atMost: after === null ? null : now - after };
  }
}

function inPairs(marks: readonly Mark[]): Mark[] {
  const pairs: Mark[] = [];
  for (let i = 0; i < marks.length; i += 2) {
    const first = marks[i] as Mark;
    pairs.push({ ...(marks[i + 1] ?? first), after: first.after });
  }
  return pairs;
}
