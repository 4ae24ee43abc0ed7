import fc from 'fast-check';

/** The seed of a failure to repeat, from the environment. */
const given = process.env['WARREN_SEED'];
/** How many times more runs than usual, for a long search. */
const factor = Number(process.env['WARREN_RUNS_FACTOR'] ?? 1);

/**
 * Runs a randomized test for each of `count` seeds, or for WARREN_SEED alone; a failure names its seed. Returns the number
 * of runs.
 */
export async function forEachSeed(count: number, run: (seed: number) => void | Promise<void>): Promise<number> {
  const seeds = given === undefined ? Array.from({ length: count * factor }, (_, i) => i + 1) : [Number(given)];
  for (const seed of seeds) {
    try {
      await run(seed);
    } catch (error) {
      throw new Error(`failed with seed ${seed}: repeat it with WARREN_SEED=${seed}`, { cause: error });
    }
  }
  return seeds.length;
}

/** Checks a property with generated values; fast-check shrinks a failure and prints the seed, for WARREN_SEED. */
export function checkProperty<T>(property: fc.IPropertyWithHooks<T>, runs = 200): void {
  fc.assert(property, { seed: given === undefined ? 1 : Number(given), numRuns: runs * factor });
}
