/** What the rules of queues should do, in the simplest form: lists that are searched from the front. */

export interface ModelRules {
  readonly ttl: number;
  readonly maxLength: number;
  readonly overflow: 'drop-head' | 'reject-publish' | 'reject-publish-dlx';
  /** The queue to which dead messages go; null when they are dropped. */
  readonly deadTo: string | null;
  readonly maxPriority: number;
}

type Reason = 'rejected' | 'expired' | 'maxlen';

interface ModelDeath {
  readonly queue: string;
  readonly reason: Reason;
  readonly count: number;
}

export interface RuledMessage {
  readonly id: number;
  readonly priority: number;
  readonly endsAt: number;
  readonly order: number;
  /** The newest first. */
  readonly deaths: readonly ModelDeath[];
}

export class RuledQueue {
  readonly name: string;
  readonly rules: ModelRules;
  /** In the order of delivery. */
  ready: RuledMessage[] = [];
  enqueued = 0;
  unacked = 0;
  expired = 0;
  dropped = 0;
  refused = 0;
  deadLettered = 0;

  constructor(name: string, rules: ModelRules) {
    this.name = name;
    this.rules = rules;
  }

  insert(message: RuledMessage): void {
    const isBehind = (other: RuledMessage): boolean =>
      other.priority < message.priority || (other.priority === message.priority && other.order > message.order);
    const at = this.ready.findIndex(isBehind);
    this.ready.splice(at === -1 ? this.ready.length : at, 0, message);
  }

  /** The messages at the head of each priority. */
  get heads(): RuledMessage[] {
    return this.ready.filter((message, i) => i === 0 || this.ready[i - 1]?.priority !== message.priority);
  }
}

interface Corpse {
  readonly message: RuledMessage;
  readonly from: RuledQueue;
  readonly reason: Reason;
}

export class RulesModel {
  readonly queues = new Map<string, RuledQueue>();
  now: number;
  /** The priorities with which messages were published: a queue without levels does not forget them. */
  readonly givenPriorities = new Map<number, number>();
  #corpses: Corpse[] = [];
  #scheduled: RuledQueue[] = [];

  constructor(now: number) {
    this.now = now;
  }

  queue(name: string): RuledQueue {
    return this.queues.get(name) as RuledQueue;
  }

  /** False when the queue refuses it. */
  publish(queue: RuledQueue, id: number, priority: number, expiration: number): boolean {
    return this.#enqueue(queue, id, priority, expiration, []);
  }

  #enqueue(queue: RuledQueue, id: number, priority: number, ttl: number, deaths: readonly ModelDeath[]): boolean {
    const { rules } = queue;
    const level = Math.min(priority, rules.maxPriority);
    const life = Math.min(ttl, rules.ttl);
    const message = { id, priority: level, endsAt: this.now + life, order: queue.enqueued, deaths };
    const isRefusing = rules.overflow !== 'drop-head';
    if (isRefusing && queue.ready.length + 1 > rules.maxLength) this.#expire(queue);
    if (isRefusing && queue.ready.length + 1 > rules.maxLength) {
      queue.refused += 1;
      if (rules.overflow === 'reject-publish-dlx') this.#die(queue, message, 'maxlen');
      return false;
    }
    queue.enqueued += 1;
    queue.insert(message);
    this.#schedule(queue);
    if (life === 0 || queue.ready.length > rules.maxLength) this.#expire(queue);
    this.#limit(queue);
    return true;
  }

  #schedule(queue: RuledQueue): void {
    if (!this.#scheduled.includes(queue)) this.#scheduled.push(queue);
  }

  #limit(queue: RuledQueue): void {
    while (queue.rules.overflow === 'drop-head' && queue.ready.length > queue.rules.maxLength) {
      queue.dropped += 1;
      this.#die(queue, queue.ready.shift() as RuledMessage, 'maxlen');
    }
  }

  #expire(queue: RuledQueue): void {
    for (let priority = queue.rules.maxPriority; priority >= 0; priority--) {
      for (;;) {
        const head = queue.ready.find((message) => message.priority === priority);
        if (head === undefined || head.endsAt > this.now) break;
        queue.ready = queue.ready.filter((message) => message !== head);
        queue.expired += 1;
        this.#die(queue, head, 'expired');
      }
    }
  }

  #die(from: RuledQueue, message: RuledMessage, reason: Reason): void {
    if (from.rules.deadTo === null) return;
    from.deadLettered += 1;
    this.#corpses.push({ from, message, reason });
  }

  /** The next message; undefined when there is none. */
  take(queue: RuledQueue): RuledMessage | undefined {
    const message = queue.ready.shift();
    this.#expire(queue);
    if (message !== undefined) queue.unacked += 1;
    return message;
  }

  settle(queue: RuledQueue, message: RuledMessage, outcome: 'ack' | 'reject' | 'requeue'): void {
    queue.unacked -= 1;
    if (outcome === 'reject') this.#die(queue, message, 'rejected');
    if (outcome !== 'requeue') return;
    queue.insert(message);
    this.#schedule(queue);
    this.#limit(queue);
  }

  endTurn(): void {
    while (this.#scheduled.length > 0 || this.#corpses.length > 0) {
      const corpses = this.#corpses;
      this.#corpses = [];
      for (const corpse of corpses) this.#bury(corpse);
      const scheduled = this.#scheduled;
      this.#scheduled = [];
      for (const queue of scheduled) this.#expire(queue);
    }
  }

  #bury({ from, message, reason }: Corpse): void {
    const target = this.queues.get(from.rules.deadTo ?? '');
    const known = message.deaths.find((death) => death.queue === from.name && death.reason === reason);
    const others = message.deaths.filter((death) => death !== known);
    const deaths = [{ queue: from.name, reason, count: (known?.count ?? 0) + 1 }, ...others];
    if (target === undefined) return;
    const last = deaths.findIndex((death) => death.queue === target.name);
    const sinceThen = deaths.slice(0, last + 1);
    const isCycle = last !== -1 && sinceThen.every((death) => death.reason !== 'rejected');
    if (reason !== 'rejected' && isCycle) return;
    this.#enqueue(target, message.id, this.givenPriorities.get(message.id) ?? 0, Number.POSITIVE_INFINITY, deaths);
  }

  /** Lets time pass, one event after the other. */
  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const due = [...this.queues.values()].flatMap((queue) => queue.heads.map(({ endsAt }) => ({ queue, endsAt })));
      const next = due.filter(({ endsAt }) => endsAt <= end).sort((a, b) => a.endsAt - b.endsAt)[0];
      if (next === undefined) break;
      this.now = Math.max(this.now, next.endsAt);
      this.#expire(next.queue);
      this.endTurn();
    }
    this.now = end;
  }
}
