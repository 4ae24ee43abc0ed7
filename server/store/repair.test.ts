import { afterEach, beforeEach, expect, test } from 'vitest';
import { SeededRandom } from '@/server/testing/seeded-random';
import { recover, StoreError } from './recovery';
import { repairLog } from './repair';
import type { TestDisk } from './test-disk';
import { TestStore } from './test-store';

let store: TestStore;

beforeEach(async () => {
  store = new TestStore(16 * 1024);
  await store.start();
});

afterEach(() => store.end());

const logs = (disk: TestDisk): [string, { bytes: Uint8Array }][] =>
  [...disk.files].filter(([path]) => path.endsWith('.log')).sort(([a], [b]) => (a < b ? -1 : 1));

/** The bodies that recovery finds, by reading their records. */
async function bodiesOn(disk: TestDisk): Promise<string[]> {
  const { queues } = await recover({ folder: store.logFolder, files: disk });
  const all = logs(disk).map(([path, { bytes }]) => ({ base: Number(/(\d+)\.log$/.exec(path)?.[1]), bytes }));
  return [...queues.values()].flatMap((queue) =>
    [...queue.alive()].map(({ position, share }) => {
      const { base, bytes } = all.findLast((one) => one.base <= position) as (typeof all)[number];
      const record = Buffer.from(bytes.subarray(position - base, position - base + share)).toString();
      return /<(\d+)>/.exec(record)?.[1] ?? '?';
    }),
  );
}

const repair = (disk: TestDisk) => repairLog({ folder: store.logFolder, keepIn: '/kept', files: disk });

/** Publishes messages of their own batches; the disk as it is then. */
async function fill(count: number, bodyBytes: number): Promise<TestDisk> {
  store.queue('q');
  for (let i = 0; i < count; i++) {
    store.publish('q', `<${i}>${'x'.repeat(bodyBytes)}`);
    store.broker.endTurn();
    await store.store.safe();
  }
  return store.disk.crashed();
}

/** Flips bytes, and cuts a file now and then; returns how many messages that can cost at most. */
function hurt(disk: TestDisk, random: SeededRandom): number {
  const files = logs(disk);
  let most = 0;
  for (let i = 1 + random.below(4); i > 0; i--) {
    const [, content] = files[random.below(files.length)] as (typeof files)[number];
    const at = random.below(content.bytes.length);
    if (random.chance(0.2)) {
      most += Math.ceil((content.bytes.length - at) / BATCH_BYTES) + 1;
      content.bytes = content.bytes.slice(0, at);
    } else if (at < content.bytes.length) {
      most += 1;
      content.bytes[at] = (content.bytes[at] as number) ^ (1 + random.below(255));
    }
  }
  return most;
}

const BODY_BYTES = 300;
/** Less than a batch with one message takes. */
const BATCH_BYTES = BODY_BYTES + 50;

test('a repair keeps every batch that is whole, wherever bytes are flipped or cut, and never invents one', async () => {
  const count = 120;
  const disk = await fill(count, BODY_BYTES);
  const whole = await bodiesOn(disk);
  expect(whole).toEqual(Array.from({ length: count }, (_, i) => String(i)));
  expect(logs(disk).length).toBeGreaterThan(2);
  let refused = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const damaged = store.disk.crashed();
    const most = hurt(damaged, new SeededRandom(seed));
    const before = await recover({ folder: store.logFolder, files: damaged }).catch((failure: Error) => failure);
    const damages = await repair(damaged);
    if (before instanceof StoreError) {
      refused += 1;
      expect({ seed, damages: damages.length }).not.toEqual({ seed, damages: 0 });
    }
    const left = await bodiesOn(damaged);
    // In order, each at most once, and none but those that were there.
    expect({ seed, left }).toEqual({ seed, left: whole.filter((body) => left.includes(body)) });
    expect(count - left.length, `seed ${seed}`).toBeLessThanOrEqual(most);
    expect(await repair(damaged)).toEqual([]);
  }
  expect(refused).toBeGreaterThan(30);
});

test('one flipped byte costs one batch, and what stood there is put aside', async () => {
  const disk = await fill(10, 0);
  const [, content] = logs(disk)[0] as [string, { bytes: Uint8Array }];
  const at = Buffer.from(content.bytes).indexOf('<4>');
  content.bytes[at] = 0;
  const [damage, ...others] = await repair(disk);
  expect(others).toEqual([]);
  expect(damage?.at).toBeLessThan(at);
  expect(Buffer.from(disk.files.get(damage?.keptIn ?? '')?.bytes ?? []).includes('4>')).toBe(true);
  expect(await bodiesOn(disk)).toEqual(['0', '1', '2', '3', '5', '6', '7', '8', '9']);
});
