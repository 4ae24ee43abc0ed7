import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fetched } from '@/server/broker/session';
import { TestStore } from './test-store';

const QUEUES = ['a', 'b', 'c'] as const;
type Name = (typeof QUEUES)[number];

interface ModelMessage {
  readonly body: string;
  readonly persistent: boolean;
  wasDelivered: boolean;
  /** After a loss of power a message may be called redelivered too early: marks of a fast queue run ahead. */
  isUnsure: boolean;
}

/** What a broker should hold: lists. */
class Model {
  readonly ready = new Map<Name, ModelMessage[]>(QUEUES.map((name) => [name, []]));
  /** Taken and not settled, with the place among the messages of the queue. */
  unacked: {
    readonly name: Name;
    readonly order: number;
    readonly message: ModelMessage;
    readonly fetched: Fetched;
  }[] = [];
  count = 0;
}

type Run = (model: Model, real: TestStore) => Promise<void>;

const name$ = fc.constantFrom(...QUEUES);

function command(label: string, run: Run): fc.AsyncCommand<Model, TestStore> {
  const runAndCount: Run = async (model, real) => {
    await run(model, real);
    for (const name of QUEUES) assertAmounts(name, model, real);
  };
  return { check: () => true, run: runAndCount, toString: () => label };
}

/** What is persistent of a queue, and what of it lies on disk alone. */
function assertAmounts(name: Name, model: Model, real: TestStore): void {
  const queue = real.client.vhost.getQueue(name);
  const held = model.unacked.filter((one) => one.name === name).map(({ message }) => message);
  const persistent = [...(model.ready.get(name) ?? []), ...held].filter((message) => message.persistent);
  const bytes = persistent.reduce((sum, { body }) => sum + body.length, 0);
  expect({ ...queue.persistent }).toEqual({ messages: persistent.length, bytes });
  expect(queue.pagedCount).toBeLessThanOrEqual(queue.readyCount);
  expect(queue.pagedBytes).toBeLessThanOrEqual(queue.readyBytes);
  expect(queue.pagedBytes > 0).toBe(queue.pagedCount > 0);
}

const publish$ = fc
  .record({
    name: name$,
    persistent: fc.boolean(),
    count: fc.integer({ min: 1, max: 30 }),
    size: fc.nat(3000),
    endsTurn: fc.boolean(),
  })
  .map(({ name, persistent, count, size, endsTurn }) =>
    command(`publish(${name}, ${persistent ? 'persistent' : 'transient'}, ${count} x ${size})`, async (model, real) => {
      for (let i = 0; i < count; i++) {
        const body = `${model.count++} ${'x'.repeat(size)}`;
        model.ready.get(name)?.push({ body, persistent, wasDelivered: false, isUnsure: false });
        real.publish(name, body, persistent);
      }
      if (endsTurn) real.broker.endTurn();
    }),
  );

let lastOrder = 0;

const get$ = fc.record({ name: name$, count: fc.integer({ min: 1, max: 20 }) }).map(({ name, count }) =>
  command(`get(${name}, ${count})`, async (model, real) => {
    for (let i = 0; i < count; i++) {
      const expected = model.ready.get(name)?.shift();
      const fetched = real.client.session.get(name, false, null);
      expect(fetched && Buffer.from(fetched.message.body()).toString()).toBe(expected?.body);
      if (!expected || !fetched) return;
      if (!expected.isUnsure || expected.wasDelivered) {
        expect([expected.body, fetched.redelivered]).toEqual([expected.body, expected.wasDelivered]);
      }
      expected.wasDelivered = true;
      model.unacked.push({ name, order: lastOrder++, message: expected, fetched });
    }
    real.broker.endTurn();
  }),
);

const settle$ = fc
  .record({ pick: fc.nat(), count: fc.integer({ min: 1, max: 15 }), outcome: fc.constantFrom('ack', 'reject') })
  .map(({ pick, count, outcome }) =>
    command(`${outcome} ${count}`, async (model, real) => {
      for (let i = 0; i < count && model.unacked.length > 0; i++) {
        const [one] = model.unacked.splice(pick % model.unacked.length, 1);
        if (one) real.client.session.settle(one.fetched, outcome as 'ack' | 'reject');
      }
      real.broker.endTurn();
    }),
  );

/** Everything that was taken goes back to the front, in its old order. */
function requeueAll(model: Model): void {
  for (const { name, message } of model.unacked.sort((a, b) => b.order - a.order)) {
    const ready = model.ready.get(name) as ModelMessage[];
    const number = Number.parseInt(message.body, 10);
    const at = ready.findIndex(({ body }) => Number.parseInt(body, 10) > number);
    ready.splice(at === -1 ? ready.length : at, 0, message);
  }
  model.unacked = [];
}

const requeue$ = fc.constant(
  command('requeue all', async (model, real) => {
    for (const { fetched } of model.unacked) real.client.session.settle(fetched, 'requeue');
    requeueAll(model);
    real.broker.endTurn();
  }),
);

const purge$ = name$.map((name) =>
  command(`purge(${name})`, async (model, real) => {
    expect(real.client.session.purgeQueue(name)).toBe(model.ready.get(name)?.length);
    model.ready.set(name, []);
  }),
);

const wait$ = fc.constant(
  command('wait', async (_model, real) => {
    await real.store.log.flush();
    await new Promise((resolve) => setTimeout(resolve, 2));
  }),
);

function restart(label: string, isCrash: boolean, stop: (real: TestStore) => Promise<void>) {
  return command(label, async (model, real) => {
    await stop(real);
    requeueAll(model);
    for (const name of QUEUES) {
      const kept = model.ready.get(name)?.filter(({ persistent }) => persistent) ?? [];
      if (isCrash) for (const message of kept) message.isUnsure = true;
      model.ready.set(name, kept);
    }
    for (const name of QUEUES) {
      expect(real.client.vhost.queue(name)?.readyCount).toBe(model.ready.get(name)?.length);
      const bytes = model.ready.get(name)?.reduce((sum, { body }) => sum + body.length, 0);
      expect(real.client.vhost.queue(name)?.readyBytes).toBe(bytes);
    }
  });
}

const restart$ = fc.constantFrom(
  restart('restart', false, (real) => real.restart()),
  restart('lose power', true, async (real) => {
    await real.store.log.flush();
    // The marks of deliveries are not synced with the messages.
    const marks = [...real.disk.files].find(([path]) => path.endsWith('delivered'));
    if (marks) marks[1].safe = marks[1].bytes.slice();
    await real.crash();
  }),
);

test.each([
  ['everything in memory', 1024 ** 3],
  ['everything that can be on disk', 1],
])(
  'a store does what a model of lists does, with restarts: %s',
  async (_label, pageAboveBytes) => {
    const commands = fc.commands(
      [publish$, publish$, publish$, get$, get$, settle$, settle$, requeue$, purge$, wait$, restart$],
      { maxCommands: 80, size: 'max' },
    );
    let freed = 0;
    await fc.assert(
      fc.asyncProperty(commands, async (run) => {
        const real = new TestStore(32 * 1024, pageAboveBytes);
        await real.start();
        try {
          for (const name of QUEUES) real.queue(name);
          await real.store.safe();
          await fc.asyncModelRun(() => ({ model: new Model(), real }), run);
          await real.store.log.flush();
          const { totalBytes, liveBytes, segments } = real.store.log;
          freed += (segments[0]?.base ?? 0) > 0 ? 1 : 0;
          expect(liveBytes).toBeGreaterThanOrEqual(0);
          expect(totalBytes).toBeLessThanOrEqual(2 * liveBytes + 4 * 300 * 1024);
        } finally {
          await real.end();
        }
      }),
      { numRuns: 15 * Number(process.env['WARREN_RUNS_FACTOR'] ?? 1), ...seedOf() },
    );
    expect(freed).toBeGreaterThan(0);
  },
  120_000,
);

function seedOf(): { readonly seed: number } {
  return { seed: Number(process.env['WARREN_SEED'] ?? 1) };
}
