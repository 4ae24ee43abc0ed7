import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { MachineSampler } from './machine-sampler';

test('the numbers of this machine are found', async () => {
  const sampler = new MachineSampler(tmpdir());
  expect(sampler.numbers).toMatchObject({ openFiles: 0, diskFreeBytes: 0 });
  await Promise.all([sampler.look(), sampler.look()]);
  const { residentBytes, heapUsedBytes, openFiles, maxOpenFiles, diskFreeBytes } = sampler.numbers;
  expect(residentBytes).toBeGreaterThan(heapUsedBytes);
  expect(openFiles).toBeGreaterThan(2);
  expect(maxOpenFiles).toBeGreaterThan(openFiles);
  expect(diskFreeBytes).toBeGreaterThan(0);
});

test('a folder that is not there leaves 0', async () => {
  const sampler = new MachineSampler('/nowhere/at/all');
  await sampler.look();
  expect(sampler.numbers.diskFreeBytes).toBe(0);
});
