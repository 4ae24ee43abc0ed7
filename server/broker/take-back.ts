import type { Message } from './message';
import { MessageLife } from './message-life';
import { copyMessage } from './move';
import type { Queue } from './queue';
import type { KeptAct, Sent } from './set-aside';
import type { VHost } from './vhost';

export interface TakenBack {
  /** Messages that are where they were before. */
  restored: number;
  /** They stay where they are now: somebody has got them already, or they lie on disk. Or the queue refuses them. */
  gone: number;
}

/**
 * Takes back that messages were sent onwards: the copies leave the queues that got them, and the originals go to their old
 * places. A message of which any copy has left its queue stays as it is, so that nothing is there twice.
 */
export function takeBackSent(vhost: VHost, { queue, sent }: KeptAct): TakenBack {
  const places = placesOf(sent);
  const whole = sent.filter(({ copy, queues }) => queues.every((holder) => places.get(holder)?.has(copy)));
  for (const [holder, orders] of places) {
    const own = whole.flatMap(({ copy, queues }) => (queues.includes(holder) ? [orders.get(copy) as number] : []));
    holder.drop(new Set(own));
  }
  for (const { original } of whole) {
    if (original !== null) queue.restoreAt(original.order, again(vhost, queue, original.message), original.redelivered);
  }
  return { restored: whole.length, gone: sent.length - whole.length };
}

/** Fills a queue that was declared again with what the one of its name held, in the same order. */
export function fillAgain(vhost: VHost, queue: Queue, { lost }: KeptAct): TakenBack {
  const result = { restored: 0, gone: 0 };
  for (const { message } of lost) {
    const copy = again(vhost, queue, message);
    if (queue.enqueue(copy)) result.restored += 1;
    else {
      result.gone += 1;
      if (copy.holders === 0) vhost.memory.free(copy);
    }
  }
  return result;
}

/** Where the copies still wait. */
function placesOf(sent: readonly Sent[]): Map<Queue, ReadonlyMap<Message, number>> {
  const copies = new Map<Queue, Set<Message>>();
  for (const { copy, queues } of sent) {
    for (const holder of queues) {
      const known = copies.get(holder) ?? new Set();
      copies.set(holder, known.add(copy));
    }
  }
  return new Map(
    [...copies].map(([holder, wanted]) => [holder, holder.isDeleted ? new Map() : holder.placesOf(wanted)]),
  );
}

/**
 * The same message once more, as old as it was and addressed as it was. The one that was kept may stand in other queues,
 * with a place in the store that is theirs.
 */
function again(vhost: VHost, queue: Queue, message: Message): Message {
  const copy = copyMessage(vhost.memory, message, message.address);
  copy.enteredAt = message.enteredAt;
  const { life } = message;
  if (life !== null) copy.life = new MessageLife(life.arrivedAt, life.ttl, life.hasDied);
  const isKept = queue.keepsMessages && (copy.isPersistent || queue.keepsAllMessages);
  if (isKept) vhost.broker.store?.append(copy, [queue]);
  return copy;
}
