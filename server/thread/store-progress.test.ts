import { expect, test } from 'vitest';
import { StoreProgress } from './store-progress';

const MIB = 1024 * 1024;

/** Goes through a log of so many MiB at one MiB every `stepMs`; returns what was said and how often it was told. */
function readLog(mebibytes: number, stepMs: number): { said: string[]; told: number } {
  let now = 5000;
  const said: string[] = [];
  let told = 0;
  const progress = new StoreProgress(
    (_level, text) => said.push(text),
    () => {
      told += 1;
    },
    () => now,
  );
  for (let i = 1; i <= mebibytes; i++) {
    now += stepMs;
    progress.update(i * MIB, mebibytes * MIB);
  }
  progress.end();
  return { said, told };
}

test('a start of less than a second says nothing', () => {
  expect(readLog(90, 10)).toEqual({ said: [], told: 18 });
});

test('a longer one says every second how far it is, and at the end how long it took', () => {
  expect(readLog(250, 10).said).toEqual([
    'recovering: 100 of 250 MiB (40 %)',
    'recovering: 200 of 250 MiB (80 %)',
    'recovered 250 MiB of messages in 2.5 s',
  ]);
});
