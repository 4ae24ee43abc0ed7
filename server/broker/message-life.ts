/** What the broker knows of a message beyond its bytes. Most messages need none of it, and have none. */
export class MessageLife {
  /** Milliseconds since the epoch when it came to a queue that limits its time; 0 when that does not matter. */
  arrivedAt: number;
  /** Milliseconds that its publisher gave it; infinite when it gave none. */
  readonly ttl: number;
  /** Whether the broker has dead-lettered it before: only then its `x-death` header is the broker's own. */
  readonly hasDied: boolean;
  /** The number under which a tracer follows it. */
  trace = 0;

  constructor(arrivedAt = 0, ttl = Number.POSITIVE_INFINITY, hasDied = false) {
    this.arrivedAt = arrivedAt;
    this.ttl = ttl;
    this.hasDied = hasDied;
  }

  /** When it expires in a queue that gives its messages so many milliseconds; infinite when never. */
  endsAt(queueTtl: number): number {
    return this.arrivedAt === 0 ? Number.POSITIVE_INFINITY : this.arrivedAt + Math.min(this.ttl, queueTtl);
  }
}
