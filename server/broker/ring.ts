const SMALLEST = 16;

/** A first-in first-out ring that doubles when it is full and gives its memory back when it has become empty. */
export class Ring<T> {
  #slots: (T | undefined)[] = new Array(SMALLEST).fill(undefined);
  #mask = SMALLEST - 1;
  #head = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(item: T): void {
    if (this.#size > this.#mask) this.#grow();
    this.#slots[(this.#head + this.#size) & this.#mask] = item;
    this.#size += 1;
  }

  /** Undefined when the ring is empty. */
  shift(): T | undefined {
    if (this.#size === 0) return undefined;
    const head = this.#head;
    const item = this.#slots[head];
    this.#slots[head] = undefined;
    this.#head = (head + 1) & this.#mask;
    this.#size -= 1;
    if (this.#size === 0 && this.#mask > 0xffff) this.clear();
    return item;
  }

  /** The item `index` places behind the head. */
  at(index: number): T | undefined {
    return index < 0 || index >= this.#size ? undefined : this.#slots[(this.#head + index) & this.#mask];
  }

  /** Replaces the item `index` places behind the head, which must exist. */
  set(index: number, item: T): void {
    this.#slots[(this.#head + index) & this.#mask] = item;
  }

  clear(): void {
    this.#slots = new Array(SMALLEST).fill(undefined);
    this.#mask = SMALLEST - 1;
    this.#head = 0;
    this.#size = 0;
  }

  #grow(): void {
    const old = this.#slots;
    const capacity = old.length * 2;
    const slots: (T | undefined)[] = new Array(capacity).fill(undefined);
    for (let i = 0; i < this.#size; i++) slots[i] = old[(this.#head + i) & this.#mask];
    this.#slots = slots;
    this.#mask = capacity - 1;
    this.#head = 0;
  }
}
