/** What the broker knows of a message beyond its bytes. Most messages need none of it. */
export class MessageLife {
  /** Milliseconds since the epoch when it came to the broker. */
  readonly arrivedAt: number;
  /** Milliseconds that its publisher gave it; infinite when it gave none. */
  readonly ttl: number;
  /** Whether the broker has dead-lettered it before: only then its `x-death` header is the broker's own. */
  readonly hasDied: boolean;

  constructor(arrivedAt: number, ttl: number, hasDied: boolean) {
    this.arrivedAt = arrivedAt;
    this.ttl = ttl;
    this.hasDied = hasDied;
  }

  /** When it expires in a queue that gives its messages so many milliseconds; infinite when never. */
  endsAt(queueTtl: number): number {
    return this.arrivedAt + Math.min(this.ttl, queueTtl);
  }
}
