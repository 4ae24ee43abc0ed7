/**
 * Which places in the document the rows of a table take. A row keeps its place as long as it is there; a new one takes
 * the place of one that has gone, whose elements then only get other texts. That is far less work than new elements.
 */
export class RowSlots {
  #slots: ReadonlyMap<string, number> = new Map();
  #nextSlot = 0;

  /** The slot of each row. With `isHeld` nothing takes the place of another row: somebody may be about to press a key there. */
  assign(names: readonly string[], isHeld: boolean): readonly number[] {
    const staying = new Set(names);
    const free = isHeld ? [] : [...this.#slots].flatMap(([name, slot]) => (staying.has(name) ? [] : [slot])).reverse();
    const next = new Map<string, number>();
    for (const name of names) next.set(name, this.#slots.get(name) ?? free.pop() ?? this.#nextSlot++);
    this.#slots = next;
    return names.map((name) => next.get(name) as number);
  }
}
