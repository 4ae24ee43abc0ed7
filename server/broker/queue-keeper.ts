import { ConsumerWatch } from './consumer-watch';
import { Deadline, type Deadlines } from './deadlines';
import type { DeathReason } from './death';
import type { Message } from './message';
import { MessageLife } from './message-life';
import type { Queue } from './queue';
import type { QueueRules } from './queue-rules';
import type { ReadyList } from './ready-list';

/** What a keeper does to its queue. */
export interface KeptQueue {
  readonly queue: Queue;
  readonly ready: ReadyList;
  /** Called for a message that was taken from the ready ones to die. */
  died(message: Message, reason: DeathReason): void;
  /** Called when the queue has been unused for too long. */
  expired(): void;
}

/**
 * Keeps the rules of a queue that has some: lengths and times to live. A queue without rules has no keeper, so that
 * only those who ask for something pay for it.
 */
export class QueueKeeper {
  readonly #kept: KeptQueue;
  readonly #deadlines: Deadlines;
  readonly #messageDeadline: Deadline;
  readonly #unusedDeadline: Deadline;
  readonly #consumerWatch: ConsumerWatch;
  #rules: QueueRules;
  /** Whether a message that can expire may be in the queue. */
  #hasMortals = false;
  /** The message that consumers may still take although its time is over: it has only just come. */
  #spared: Message | null = null;

  constructor(kept: KeptQueue, rules: QueueRules, deadlines: Deadlines) {
    this.#kept = kept;
    this.#rules = rules;
    this.#deadlines = deadlines;
    this.#messageDeadline = new Deadline(() => this.expireHeads());
    this.#unusedDeadline = new Deadline((now) => this.#checkUse(now));
    this.#consumerWatch = new ConsumerWatch(kept.queue.consumers, deadlines);
    this.#consumerWatch.set(rules.consumerTimeout);
    this.#watchUse();
    this.limitLength();
  }

  /** Takes over rules that have changed. */
  follow(rules: QueueRules): void {
    this.#rules = rules;
    this.#consumerWatch.set(rules.consumerTimeout);
    this.#watchUse();
    this.limitLength();
    this.expireHeads();
  }

  /** False when the queue is full and refuses what would make it longer. */
  admits(message: Message): boolean {
    if (this.#rules.overflow === 'drop-head' || !this.#isOver(1, message.bodyBytes)) return true;
    // What consumers can take now does not count.
    this.#kept.queue.dispatch();
    return !this.#isOver(1, message.bodyBytes);
  }

  /** Called with a message before it joins the ones that are ready. */
  date(message: Message, arrivedAt = this.#deadlines.now()): void {
    if (this.#rules.messageTtl === Number.POSITIVE_INFINITY) return;
    message.life ??= new MessageLife();
    if (message.life.arrivedAt === 0) message.life.arrivedAt = arrivedAt;
  }

  /** Called with a message that was on disk, before it joins the ones that are ready. */
  refilled(message: Message, arrivedAt: number): void {
    this.date(message, arrivedAt);
    if (message.life !== null) this.#await(message.life);
  }

  /** Called after a new message has joined the ready ones. */
  joined(message: Message): void {
    const { life } = message;
    const hasNoTime = life !== null && this.#endOf(life) <= life.arrivedAt;
    if (hasNoTime) this.#hasMortals = true;
    if (hasNoTime || this.#isOver(0, 0)) {
      // What consumers can take now neither expires nor counts.
      this.#spared = message;
      this.#kept.queue.dispatch();
      this.#spared = null;
    }
    if (hasNoTime) this.expireHeads();
    else if (life !== null) this.#await(life);
    this.limitLength();
  }

  /** Called after a message has come back to the ready ones. */
  returned({ life }: Message): void {
    if (life !== null) this.#await(life);
    this.limitLength();
  }

  #await(life: MessageLife): void {
    const endsAt = this.#endOf(life);
    if (endsAt !== Number.POSITIVE_INFINITY) this.#hasMortals = true;
    if (endsAt < this.#messageDeadline.at) this.#deadlines.set(this.#messageDeadline, endsAt);
  }

  #endOf(life: MessageLife): number {
    return life.endsAt(this.#rules.messageTtl);
  }

  /** Removes what has expired from the one head that is next to be delivered. */
  expireHead(): void {
    if (!this.#hasMortals) return;
    const { ready } = this.#kept;
    const now = this.#deadlines.now();
    for (let head = ready.peek(); head !== undefined && this.#isOld(head, now); head = ready.peek()) {
      ready.take();
      this.#expire(head);
    }
  }

  #isOld(message: Message, now: number): boolean {
    return message.life !== null && message !== this.#spared && this.#endOf(message.life) <= now;
  }

  #expire(message: Message): void {
    this.#kept.queue.expired += 1;
    this.#kept.died(message, 'expired');
  }

  /** Removes what has expired at all heads, and waits for the next one. */
  expireHeads(): void {
    if (!this.#hasMortals) return;
    const { ready } = this.#kept;
    const now = this.#deadlines.now();
    ready.takeHeads(
      (message) => this.#isOld(message, now),
      (message) => this.#expire(message),
    );
    let next = Number.POSITIVE_INFINITY;
    ready.forEachHead(({ life }) => {
      if (life !== null) next = Math.min(next, this.#endOf(life));
    });
    if (ready.size === 0) {
      this.#hasMortals = false;
      // Those that come next may have expired as well.
      const { queue } = this.#kept;
      if (queue.pagedCount > 0) queue.log?.readAhead();
    }
    this.#deadlines.set(this.#messageDeadline, next);
  }

  /** Drops from the head what is too much, unless it is the publishers that are refused. */
  limitLength(): void {
    if (this.#rules.overflow !== 'drop-head') return;
    const { queue, ready } = this.#kept;
    while (queue.readyCount > 0 && this.#isOver(0, 0)) {
      if (ready.size === 0) queue.log?.readNow();
      queue.droppedByLimit += 1;
      this.#kept.died(ready.take() as Message, 'maxlen');
    }
  }

  /** Whether the ready messages and so many more of so many bytes are above a limit. */
  #isOver(messages: number, bytes: number): boolean {
    const { queue } = this.#kept;
    return queue.readyCount + messages > this.#rules.maxLength || queue.readyBytes + bytes > this.#rules.maxLengthBytes;
  }

  // Use of the queue

  #watchUse(): void {
    const { queue } = this.#kept;
    const isWatched = this.#rules.expires !== Number.POSITIVE_INFINITY && queue.consumers.size === 0;
    const at = isWatched ? queue.idleSince + this.#rules.expires : Number.POSITIVE_INFINITY;
    this.#deadlines.set(this.#unusedDeadline, at);
  }

  consumersChanged(): void {
    this.#consumerWatch.wake();
    this.used();
  }

  /** Called when the queue has been used: by basic.get, a declaration, a consumer that came or went. */
  used(): void {
    if (this.#rules.expires === Number.POSITIVE_INFINITY) return;
    this.#kept.queue.idleSince = this.#deadlines.now();
    if (this.#unusedDeadline.place < 0) this.#watchUse();
  }

  #checkUse(now: number): void {
    const { queue } = this.#kept;
    if (queue.consumers.size > 0) return;
    if (queue.idleSince + this.#rules.expires <= now) this.#kept.expired();
    else this.#watchUse();
  }

  /** Called when the queue is gone. */
  close(): void {
    this.#consumerWatch.close();
    this.#deadlines.set(this.#messageDeadline, Number.POSITIVE_INFINITY);
    this.#deadlines.set(this.#unusedDeadline, Number.POSITIVE_INFINITY);
  }
}
