/** Milliseconds of work after which the thread looks after its messages again. */
const WORK_MS = 8;
/** Things done between two looks at the clock. */
const STRIDE = 32;

/** Maps a list that may be long without holding up the thread, which also delivers messages. */
export async function mapPaced<Thing, Result>(
  things: readonly Thing[],
  map: (thing: Thing) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  let since = performance.now();
  for (let i = 0; i < things.length; i++) {
    results.push(map(things[i] as Thing));
    if (i % STRIDE !== STRIDE - 1 || performance.now() - since < WORK_MS) continue;
    await nextTurn();
    since = performance.now();
  }
  return results;
}

/** Lets everything else have its turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
