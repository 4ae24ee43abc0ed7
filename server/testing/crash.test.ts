import { expect, test } from 'vitest';
import { CrashRun } from './crash/crash-run';

test('what is confirmed outlives SIGKILL, in order, and comes again only as redelivered', async () => {
  const seed = Number(process.env['WARREN_SEED'] ?? Date.now() % 1_000_000);
  const run = new CrashRun(seed);
  try {
    for (let i = 0; i < 4; i++) await run.round();
    await run.drain();
    expect({ seed, wrong: [...run.ledger.violations, ...run.ledger.lost()] }).toEqual({ seed, wrong: [] });
    expect(run.ledger.confirmed).toBeGreaterThan(100);
  } finally {
    run.clean();
  }
}, 120_000);
