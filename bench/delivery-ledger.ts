/** Which messages of a counted run reached which queue's consumers: one flag to each (producer, sequence number). */
export class DeliveryLedger {
  readonly producers: number;
  readonly messagesEach: number;
  duplicates = 0;
  strangers = 0;
  private readonly seen: Uint8Array;

  constructor(producers: number, messagesEach: number) {
    this.producers = producers;
    this.messagesEach = messagesEach;
    this.seen = new Uint8Array(producers * messagesEach);
  }

  mark(producer: number, sequence: number): void {
    if (producer >= this.producers || sequence >= this.messagesEach) {
      this.strangers += 1;
      return;
    }
    const slot = producer * this.messagesEach + sequence;
    if (this.seen[slot] === 1) this.duplicates += 1;
    this.seen[slot] = 1;
  }

  countSeen(): number {
    let count = 0;
    for (const flag of this.seen) count += flag;
    return count;
  }
}
