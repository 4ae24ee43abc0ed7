import type { Message } from './message';

/** A message that came back to its queue, with the order number of its old place. */
export interface Returned {
  readonly order: number;
  readonly message: Message;
  /** False when it was only passed over and never delivered. */
  readonly redelivered: boolean;
}

/** A binary min-heap by order number: requeued messages leave it in their original order. */
export class OrderHeap {
  #items: Returned[] = [];
  /** A sorted list is a heap, and is looked through at little cost. */
  #isSorted = true;

  get size(): number {
    return this.#items.length;
  }

  peek(): Returned | undefined {
    return this.#items[0];
  }

  push(item: Returned): void {
    const items = this.#items;
    let at = items.length;
    if (at > 0 && (items[at - 1] as Returned).order > item.order) this.#isSorted = false;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent] as Returned;
      if (above.order <= item.order) break;
      items[at] = above;
      at = parent;
    }
    items[at] = item;
  }

  pop(): Returned | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (items.length === 0 || last === undefined) {
      this.#isSorted = true;
      return first;
    }
    this.#isSorted = false;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && (items[child + 1] as Returned).order < (items[child] as Returned).order)
        child += 1;
      const below = items[child] as Returned;
      if (below.order >= last.order) break;
      items[at] = below;
      at = child;
    }
    items[at] = last;
    return first;
  }

  /** All of them, in order. */
  all(): readonly Returned[] {
    if (!this.#isSorted) this.#items.sort((a, b) => a.order - b.order);
    this.#isSorted = true;
    return this.#items;
  }

  /** At most `count` messages with a higher order number, in order, without removing them. */
  after(order: number, count: number): Returned[] {
    const items = this.all();
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((items[middle] as Returned).order > order) high = middle;
      else low = middle + 1;
    }
    return items.slice(low, low + count);
  }

  /** Removes and returns those with these order numbers. */
  remove(orders: ReadonlySet<number>): Returned[] {
    const removed = this.#items.filter((item) => orders.has(item.order));
    if (removed.length > 0) this.#items = this.all().filter((item) => !orders.has(item.order));
    return removed;
  }
}
