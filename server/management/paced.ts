/** Milliseconds of the API's work after which the thread looks after its messages again. */
export const WORK_MS = 2;
/** Background work is done in shorter pieces. */
export const BACKGROUND_WORK_MS = 1;
/** Things done between two looks at the clock. */
const STRIDE = 8;

/** Pieces of work that wait for their turn: after each of them everything else has its turn, however many wait. */
const waiting: (() => void)[] = [];
/** When the API began to work in this turn of the thread; null when it has not. */
let since: number | null = null;

function begin(): number {
  since = performance.now();
  setImmediate(endTurn);
  return since;
}

function endTurn(): void {
  since = null;
  const next = waiting.shift();
  if (next === undefined) return;
  begin();
  next();
}

/** Lets everything else have its turn. */
export function nextTurn(): Promise<void> {
  if (since === null) begin();
  return new Promise((resolve) => waiting.push(resolve));
}

/** Tells after each small piece of work whether it is time to let the thread do other things first. */
export class Pace {
  readonly #workMs: number;
  #count = 0;

  constructor(workMs = WORK_MS) {
    this.#workMs = workMs;
  }

  /** Whether to await `nextTurn()`. All work in this turn of the thread counts, also that of other requests. */
  isOver(): boolean {
    this.#count += 1;
    if (this.#count % STRIDE !== 0) return false;
    return performance.now() - (since ?? begin()) >= this.#workMs;
  }
}

/** Does something with each thing of a list that may be long, without holding up the thread. */
export async function forEachPaced<Thing>(things: Iterable<Thing>, visit: (thing: Thing) => void): Promise<void> {
  const pace = new Pace();
  for (const thing of things) {
    visit(thing);
    if (pace.isOver()) await nextTurn();
  }
}

/** Maps a list that may be long without holding up the thread, which also delivers messages. */
export async function mapPaced<Thing, Result>(
  things: readonly Thing[],
  map: (thing: Thing) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  await forEachPaced(things, (thing) => void results.push(map(thing)));
  return results;
}

/** Does what can wait: the steps of a generator, a moment's worth at a time. */
export async function runPaced(steps: Iterable<void>, workMs: number): Promise<void> {
  const pace = new Pace(workMs);
  for (const _step of steps) if (pace.isOver()) await nextTurn();
}

/** Things that are sorted at one go; above that, sorted lists are merged. */
const RUN = 128;
/** Sorting all costs no more when the first ones are this part of them. */
const WORTHWHILE = 4;

/** A sorted copy, in slices. What compares equal keeps its order. */
export async function sortPaced<Thing>(
  things: readonly Thing[],
  compare: (a: Thing, b: Thing) => number,
): Promise<Thing[]> {
  let runs: Thing[][] = [];
  for (let at = 0; at < things.length; at += RUN) runs.push(things.slice(at, at + RUN));
  await forEachPaced(runs, (run) => void run.sort(compare));
  const pace = new Pace();
  while (runs.length > 1) {
    const longer: Thing[][] = [];
    for (let i = 0; i < runs.length; i += 2) {
      longer.push(await merge(runs[i] as Thing[], runs[i + 1] ?? [], compare, pace));
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

/** The first `count` of what `sortPaced` would give, without sorting the rest. */
export async function firstPaced<Thing>(
  things: readonly Thing[],
  compare: (a: Thing, b: Thing) => number,
  count: number,
): Promise<Thing[]> {
  if (count * WORTHWHILE > things.length) return (await sortPaced(things, compare)).slice(0, count);
  let best: Thing[] = [];
  /** The last of those that were first so far: what does not come before it is none of them. */
  let last: Thing | null = null;
  const narrow = async (): Promise<void> => {
    best = (await sortPaced(best, compare)).slice(0, count);
    last = best.at(-1) ?? null;
  };
  const pace = new Pace();
  for (const thing of things) {
    if (last === null || best.length < count || compare(thing, last) < 0) best.push(thing);
    if (best.length >= count + RUN) await narrow();
    if (pace.isOver()) await nextTurn();
  }
  await narrow();
  return best;
}

async function merge<Thing>(
  left: readonly Thing[],
  right: readonly Thing[],
  compare: (a: Thing, b: Thing) => number,
  pace: Pace,
): Promise<Thing[]> {
  const merged: Thing[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const isLeft = j >= right.length || (i < left.length && compare(left[i] as Thing, right[j] as Thing) <= 0);
    merged.push((isLeft ? left[i++] : right[j++]) as Thing);
    if (pace.isOver()) await nextTurn();
  }
  return merged;
}
