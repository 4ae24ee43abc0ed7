/**
 * Counts publisher confirms exactly, though a broker may confirm out of order, one by one or many at once. A ring of
 * flags over the open window is enough; there is no entry per message.
 */
export class ConfirmWindow {
  readonly size: number;
  confirmed = 0;
  private lowestOpenTag = 1;
  private readonly settled: Uint8Array;
  private readonly mask: number;

  constructor(size: number) {
    this.size = size;
    const capacity = 2 ** Math.ceil(Math.log2(size + 1));
    this.settled = new Uint8Array(capacity);
    this.mask = capacity - 1;
  }

  settle(tag: number, multiple: boolean): void {
    if (multiple) {
      while (this.lowestOpenTag <= tag) this.closeLowest();
    } else if (tag === this.lowestOpenTag) {
      this.closeLowest();
    } else if (tag > this.lowestOpenTag && this.settled[tag & this.mask] === 0) {
      this.settled[tag & this.mask] = 1;
      this.confirmed += 1;
    }
    while (this.settled[this.lowestOpenTag & this.mask] === 1) this.closeLowest();
  }

  private closeLowest(): void {
    const slot = this.lowestOpenTag & this.mask;
    if (this.settled[slot] === 0) this.confirmed += 1;
    this.settled[slot] = 0;
    this.lowestOpenTag += 1;
  }
}
