import type { Clock, Timer } from './ports';

/** Timers of some platforms cannot wait longer than 24 days; waking once a day costs nothing. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/** Something that has to be done when its time has come. */
export class Deadline {
  readonly run: (now: number) => void;
  /** Milliseconds since the epoch; infinite while nothing is due. */
  at = Number.POSITIVE_INFINITY;
  /** Its place in the heap; -1 while it stands in none. */
  place = -1;

  constructor(run: (now: number) => void) {
    this.run = run;
  }
}

/** Everything that is due some time, in a heap; one timer waits for the earliest. */
export class Deadlines {
  readonly #clock: Clock;
  readonly #timer: Timer;
  readonly #ended: () => void;
  readonly #heap: Deadline[] = [];
  #wakeAt = Number.POSITIVE_INFINITY;
  #callOff: (() => void) | null = null;

  /** `ended` is called after each time that something was done because it was due. */
  constructor(clock: Clock, timer: Timer, ended: () => void) {
    this.#clock = clock;
    this.#timer = timer;
    this.#ended = ended;
  }

  now(): number {
    return this.#clock.now();
  }

  /** Sets the time of a deadline, or takes it off when the time is infinite. */
  set(deadline: Deadline, at: number): void {
    if (deadline.at === at) return;
    deadline.at = at;
    if (at === Number.POSITIVE_INFINITY) {
      if (deadline.place >= 0) this.#remove(deadline);
      return;
    }
    if (deadline.place < 0) {
      deadline.place = this.#heap.length;
      this.#heap.push(deadline);
    }
    this.#settle(deadline);
    if (at < this.#wakeAt) this.#arm();
  }

  #ring(): void {
    this.#callOff = null;
    this.#wakeAt = Number.POSITIVE_INFINITY;
    const now = this.#clock.now();
    for (let first = this.#heap[0]; first !== undefined && first.at <= now; first = this.#heap[0]) {
      this.set(first, Number.POSITIVE_INFINITY);
      first.run(now);
    }
    this.#arm();
    this.#ended();
  }

  #arm(): void {
    const first = this.#heap[0];
    if (first === undefined || first.at >= this.#wakeAt) return;
    this.#callOff?.();
    this.#wakeAt = first.at;
    const wait = Math.max(1, Math.ceil(first.at - this.#clock.now()));
    this.#callOff = this.#timer.start(Math.min(wait, LONGEST_WAIT_MS), () => this.#ring());
  }

  #remove(deadline: Deadline): void {
    const last = this.#heap.pop() as Deadline;
    const place = deadline.place;
    deadline.place = -1;
    if (last === deadline) return;
    last.place = place;
    this.#heap[place] = last;
    this.#settle(last);
  }

  /** Moves a deadline to where it belongs, up or down. */
  #settle(deadline: Deadline): void {
    const heap = this.#heap;
    let at = deadline.place;
    while (at > 0) {
      const parent = heap[(at - 1) >> 1] as Deadline;
      if (parent.at <= deadline.at) break;
      heap[at] = parent;
      parent.place = at;
      at = (at - 1) >> 1;
    }
    for (;;) {
      let child = 2 * at + 1;
      const right = heap[child + 1];
      if (right !== undefined && right.at < (heap[child] as Deadline).at) child += 1;
      const below = heap[child];
      if (below === undefined || below.at >= deadline.at) break;
      heap[at] = below;
      below.place = at;
      at = child;
    }
    heap[at] = deadline;
    deadline.place = at;
  }
}
