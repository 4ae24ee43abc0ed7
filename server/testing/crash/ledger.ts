/** What happened to the messages of a run, and the rules that no crash may break. */
export class Ledger {
  readonly #published = new Set<string>();
  /** Confirmed messages by queue that should have them. */
  readonly #owed = new Map<string, Set<string>>();
  /** Messages seen at least once, by queue. */
  readonly #seen = new Map<string, Set<string>>();
  /** The highest number seen of each publisher, by queue. */
  readonly #highest = new Map<string, number>();
  confirmed = 0;
  delivered = 0;
  redelivered = 0;
  readonly violations: string[] = [];

  published(message: string): void {
    this.#published.add(message);
  }

  wasConfirmed(message: string, queues: readonly string[]): void {
    this.confirmed += 1;
    for (const queue of queues) setOf(this.#owed, queue).add(message);
  }

  /** `message` is `publisher:number`. */
  wasDelivered(queue: string, message: string, redelivered: boolean): void {
    this.delivered += 1;
    if (redelivered) this.redelivered += 1;
    if (!this.#published.has(message)) this.violations.push(`${queue}: ${message} was never published`);
    const seen = setOf(this.#seen, queue);
    if (seen.has(message)) {
      if (!redelivered) this.violations.push(`${queue}: ${message} came again without redelivered`);
      return;
    }
    seen.add(message);
    const [publisher = '', number = ''] = message.split(':');
    const key = `${queue} ${publisher}`;
    const highest = this.#highest.get(key) ?? -1;
    if (Number(number) <= highest) this.violations.push(`${queue}: ${message} came after ${publisher}:${highest}`);
    else this.#highest.set(key, Number(number));
  }

  /** Confirmed messages that no consumer has ever seen, once all queues are empty. */
  lost(): string[] {
    return [...this.#owed].flatMap(([queue, owed]) => {
      const seen = setOf(this.#seen, queue);
      return [...owed].filter((message) => !seen.has(message)).map((message) => `${queue}: ${message} is lost`);
    });
  }
}

function setOf(map: Map<string, Set<string>>, key: string): Set<string> {
  const found = map.get(key) ?? new Set();
  map.set(key, found);
  return found;
}
