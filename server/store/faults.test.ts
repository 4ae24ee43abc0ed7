import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SeededRandom } from '@/server/testing/seeded-random';
import { recover, StoreError } from './recovery';
import { type Fault, TestDisk } from './test-disk';
import { TestStore } from './test-store';

let store: TestStore;

beforeEach(async () => {
  store = new TestStore();
  await store.start();
});

afterEach(() => store.end());

interface Step {
  /** The end of the log when everything up to it was safe. */
  readonly end: number;
  /** The positions of the messages that lived then. */
  readonly alive: readonly number[];
}

/** Positions of the messages that recovery brings back. */
async function aliveOn(disk: TestDisk): Promise<{ end: number; alive: number[] }> {
  const { queues, end } = await recover({ folder: store.logFolder, files: disk });
  const alive = [...queues.values()].flatMap((queue) => [...queue.alive()].map(({ position }) => position));
  return { end, alive: alive.sort((a, b) => a - b) };
}

/** Some batches of publishes and acknowledgements; what lived after each. */
async function writeSteps(count: number): Promise<Step[]> {
  const random = new SeededRandom(7);
  store.queue('q');
  const steps: Step[] = [];
  for (let i = 0; i < count; i++) {
    for (let n = 1 + random.below(3); n > 0; n--) store.publish('q', `${i} ${'x'.repeat(random.below(60))}`);
    if (random.chance(0.6)) {
      const got = store.client.session.get('q', false, null);
      if (got) store.client.session.settle(got, 'ack');
    }
    store.broker.endTurn();
    await store.store.safe();
    steps.push(await aliveOn(store.disk));
  }
  return steps;
}

/** The first segment with its bytes changed, alone on a disk. */
function diskWith(change: (bytes: Uint8Array) => Uint8Array): TestDisk {
  const disk = new TestDisk();
  const [path, { bytes }] = [...store.disk.files].find(([name]) => name.endsWith('.log')) as [
    string,
    { bytes: Uint8Array },
  ];
  disk.put(path, change(bytes.slice()));
  return disk;
}

describe('recovery yields the longest valid prefix', () => {
  test('when the log is cut at any byte', async () => {
    const steps = await writeSteps(12);
    const { end } = steps.at(-1) as Step;
    for (let cut = 0; cut <= end; cut++) {
      const found = await aliveOn(diskWith((bytes) => bytes.slice(0, cut)));
      const expected = steps.findLast((step) => step.end <= cut) ?? { end: 0, alive: [] };
      expect({ cut, ...found }).toEqual({ cut, ...expected });
    }
  });

  test('when any byte of the tail is flipped, and refuses where synced bytes are damaged', async () => {
    const steps = await writeSteps(8);
    const { end } = steps.at(-1) as Step;
    let refused = 0;
    for (let at = 0; at < end; at++) {
      const disk = diskWith((bytes) => {
        bytes[at] = (bytes[at] as number) ^ 0x40;
        return bytes;
      });
      const found = await aliveOn(disk).catch((failure: Error) => failure);
      const before = steps.findLast((step) => step.end <= at) ?? { end: 0, alive: [] };
      if (found instanceof StoreError) {
        refused += 1;
        // Something behind the damage says that it was safe once.
        expect(steps.at(-2)?.end).toBeGreaterThan(at);
      } else {
        expect({ at, ...found }).toEqual({ at, ...before });
      }
    }
    expect(refused).toBeGreaterThan(0);
  });
});

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['ENOSPC', { kind: 'error', code: 'ENOSPC' }],
  ['EIO', { kind: 'error', code: 'EIO' }],
  ['a short write', { kind: 'short', bytes: 5 }],
];

describe.each(FAULTS)('%s at any call', (_name, fault) => {
  test('loses nothing that was said to be safe, and goes on when it is over', async () => {
    store.queue('q');
    await store.store.safe();
    for (let call = 1; call <= 8; call++) {
      const first = store.disk.calls + call;
      store.disk.fault = (now) => (now >= first && now < first + 2 ? fault : null);
      const bodies: string[] = [];
      for (let i = 0; i < 4; i++) {
        const body = `${call}/${i}`;
        bodies.push(body);
        store.publish('q', body);
        store.broker.endTurn();
        // What was not safe at once is safe after a retry.
        if (
          !(await store.store.safe().then(
            () => true,
            () => false,
          ))
        )
          await new Promise((r) => setTimeout(r, 25));
        const { end } = await aliveOn(store.disk.crashed());
        expect(end).toBeGreaterThanOrEqual(store.synced.at(-1) ?? 0);
      }
      await vi.waitFor(() => expect(store.broker.alarm).toBe(null));
      await store.crash();
      expect(store.bodies('q')).toEqual(bodies);
      store.client.session.purgeQueue('q');
      store.broker.endTurn();
      await store.store.log.flush();
    }
  }, 60_000);
});

test('a disk that refuses raises the alarm, and confirms are refused until it takes again', async () => {
  store.queue('q');
  await store.store.safe();
  store.disk.fault = () => ({ kind: 'error', code: 'ENOSPC' });
  store.publish('q', 'early');
  store.broker.endTurn();
  await expect(store.store.safe()).rejects.toThrow('the disk takes no more');
  expect([store.broker.alarm, store.store.log.isFailing]).toEqual(['low on disk', true]);
  store.disk.fault = () => null;
  await new Promise((resolve) => setTimeout(resolve, 20));
  await store.store.safe();
  expect([store.broker.alarm, store.failures > 0]).toEqual([null, true]);
  await store.crash();
  expect(store.bodies('q')).toEqual(['early']);
});
