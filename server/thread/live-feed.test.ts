import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { Snapshot, StatsFrame, TopologyPatch, TraceBatch } from '@/lib/live-events';
import { applyOps, type LiveModel, modelOf } from '@/lib/live-model';
import type { Broker } from '@/server/broker/broker';
import type { Channel } from '@/server/broker/channel';
import { BrokerError } from '@/server/broker/errors';
import { EMPTY_TABLE } from '@/server/broker/field-table';
import { CoreClient, RecordingChannelPort } from '@/server/testing/core-client';
import { SeededRandom } from '@/server/testing/seeded-random';
import { createTestBroker } from '@/server/testing/start-test-broker';
import { tableOf } from '@/server/testing/table-of';
import { LiveFeed } from './live-feed';

/** A viewer of one vhost with a clock of its own. */
class Viewer {
  readonly feed: LiveFeed;
  readonly patches: TopologyPatch[] = [];
  readonly frames: StatsFrame[] = [];
  readonly batches: TraceBatch[] = [];
  now = 1_000_000;

  constructor(broker: Broker, random: () => number = () => 0.5) {
    let messages = 0;
    this.feed = new LiveFeed({
      broker,
      vhost: broker.vhosts.get('/') as never,
      listener: {
        patch: (patch) => this.patches.push(patch),
        stats: (frame) => this.frames.push(frame),
        trace: (batch) => this.batches.push(batch),
      },
      ports: { now: () => this.now, random, nextMessage: () => ++messages },
      rev: 7,
    });
  }

  /** Lets time pass in steps of 50 ms. */
  pass(ms: number): void {
    for (let passed = 0; passed < ms; passed += 50) {
      this.now += 50;
      this.feed.tick();
    }
  }
}

const plain = { durable: false, autoDelete: false, exclusive: false, arguments: EMPTY_TABLE };

function declareExchange(client: CoreClient, name: string, type: string, autoDelete = false): void {
  client.session.declareExchange(name, { type, durable: false, autoDelete, internal: false, arguments: EMPTY_TABLE });
}

let lastChannel = 0;

/** Under a number that the connection has never used. */
function openChannel(client: CoreClient): Channel {
  lastChannel += 1;
  return client.broker.openChannel(client.connection, lastChannel, new RecordingChannelPort());
}

/** One random operation; what the broker refuses is as good as any other. */
function operate(random: SeededRandom, clients: CoreClient[], broker: Broker): void {
  const name = (): string => `n${random.below(6)}`;
  const client = random.pick(clients);
  const channels = [...client.connection.channels.values()];
  const channel: Channel = channels.length > 0 ? random.pick(channels) : openChannel(client);
  const { session } = client;
  const actions: (() => void)[] = [
    () => declareExchange(client, name(), random.pick(['direct', 'fanout', 'topic']), random.chance(0.3)),
    () => session.deleteExchange(name(), false),
    () => session.declareQueue(name(), { ...plain, autoDelete: random.chance(0.3), exclusive: random.chance(0.2) }),
    () => session.deleteQueue(name(), { ifUnused: false, ifEmpty: false }),
    () => session.bindQueue(name(), name(), random.pick(['', 'a', '#']), EMPTY_TABLE),
    () => session.unbindQueue(name(), name(), random.pick(['', 'a', '#']), EMPTY_TABLE),
    () => session.bindExchange(name(), name(), 'a', EMPTY_TABLE),
    () => client.consume(channel, name(), `tag-${random.below(4)}`, { noAck: random.chance(0.5) }),
    () => session.cancel(random.pick([...channel.consumers.values()])),
    () => client.publish(random.chance(0.3) ? '' : name(), name(), 'body', channel),
    () => client.publish(name(), 'a', 'body', channel),
    () => channel.acknowledge(0, true),
    () => channel.requeueAll(),
    () => broker.closeChannel(channel),
    () => void openChannel(client),
    () => {
      broker.closeConnection(client.connection);
      clients[clients.indexOf(client)] = new CoreClient(broker);
    },
  ];
  try {
    random.pick(actions)();
  } catch (failure) {
    if (!(failure instanceof BrokerError) && (failure as Error).message !== 'nothing to pick from') throw failure;
  }
  broker.endTurn();
}

function sorted(model: LiveModel): unknown {
  const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
  return Object.fromEntries(
    Object.entries(model).map(([key, value]) => [key, value instanceof Map ? [...value].sort(byKey) : value]),
  );
}

describe('snapshot and patches', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('together are the topology, whatever happens (seed %d)', (seed) => {
    const broker = createTestBroker();
    const random = new SeededRandom(seed);
    const clients = [new CoreClient(broker), new CoreClient(broker), new CoreClient(broker)];
    for (let i = 0; i < 100; i++) operate(random, clients, broker);
    const viewer = new Viewer(broker);
    const first = viewer.feed.snapshot();
    let model = modelOf(first);
    for (let i = 0; i < 1500; i++) {
      operate(random, clients, broker);
      if (random.chance(0.1)) viewer.pass(50);
    }
    const last = viewer.feed.snapshot();
    for (const [index, patch] of viewer.patches.entries()) {
      expect(patch.rev).toBe(first.rev + 1 + index);
      model = applyOps(model, patch.ops);
    }
    expect(last.rev).toBe(first.rev + viewer.patches.length);
    expect(sorted(model)).toEqual(sorted(modelOf(last)));
    expectTrue(last, broker);
  });

  test('what came and went between two patches is not told', () => {
    const broker = createTestBroker();
    const client = new CoreClient(broker);
    const viewer = new Viewer(broker);
    client.queue('brief');
    client.session.deleteQueue('brief', { ifUnused: false, ifEmpty: false });
    viewer.pass(100);
    expect(viewer.patches).toEqual([]);
  });

  test('a queue that is replaced between two patches is told once, as it is in the end', () => {
    const broker = createTestBroker();
    const client = new CoreClient(broker);
    client.queue('q');
    const viewer = new Viewer(broker);
    client.session.deleteQueue('q', { ifUnused: false, ifEmpty: false });
    client.session.declareQueue('q', { ...plain, durable: true });
    viewer.pass(50);
    expect(viewer.patches.flatMap((patch) => patch.ops)).toEqual([
      { op: 'put-queue', value: expect.objectContaining({ name: 'q', durable: true }) },
    ]);
  });

  test('changes of another vhost are not told', () => {
    const broker = createTestBroker();
    const viewer = new Viewer(broker);
    broker.addVHost('other');
    broker.access.setPermission(broker.access.users.get('guest') as never, 'other', {
      configure: '.*',
      write: '.*',
      read: '.*',
    });
    new CoreClient(broker, 'guest', 'other').queue('q');
    viewer.pass(1000);
    expect(viewer.patches).toEqual([]);
    expect(viewer.frames.every((frame) => frame.queues.length === 0)).toBe(true);
  });

  test('the end of the vhost is told at once', () => {
    const broker = createTestBroker();
    const viewer = new Viewer(broker);
    broker.removeVHost(broker.vhosts.get('/') as never);
    expect(viewer.patches.at(-1)?.ops.at(-1)).toEqual({ op: 'remove-vhost' });
    expect(viewer.feed.isOver).toBe(true);
  });

  test('a producer that turns confirms on later is told anew', () => {
    const broker = createTestBroker();
    const client = new CoreClient(broker);
    const channel = client.openChannel();
    const viewer = new Viewer(broker);
    client.publish('amq.fanout', '', 'x', channel);
    channel.confirms = true;
    viewer.pass(200);
    const ops = viewer.patches.flatMap((patch) => patch.ops);
    expect(ops.at(-1)).toMatchObject({ op: 'put-producer', value: { confirms: true, exchanges: ['amq.fanout'] } });
  });
});

/** The snapshot against the broker itself. */
function expectTrue(snapshot: Snapshot, broker: Broker): void {
  const vhost = broker.vhosts.get('/');
  if (!vhost) throw new Error('the vhost is gone');
  expect(new Set(snapshot.queues.map((queue) => queue.name))).toEqual(new Set(vhost.queues.keys()));
  expect(new Set(snapshot.exchanges.map((exchange) => exchange.name))).toEqual(new Set(vhost.exchanges.keys()));
  expect(snapshot.bindings).toHaveLength(vhost.bindings.size);
  const channels = [...vhost.connections].flatMap((connection) => [...connection.channels.values()]);
  const producers = channels.filter((channel) => channel.publishes.size > 0).map((channel) => channel.name);
  expect(new Set(snapshot.producers.map((producer) => producer.channel))).toEqual(new Set(producers));
  expect(snapshot.consumers).toHaveLength(channels.reduce((count, channel) => count + channel.consumers.size, 0));
  const numbers = Object.fromEntries(snapshot.stats.queues.map((queue) => [queue.name, queue.ready]));
  expect(numbers).toEqual(
    Object.fromEntries([...vhost.queues.values()].map((queue) => [queue.name, queue.readyCount])),
  );
}

describe('stats frames', () => {
  test.each([11, 12, 13, 14])('add up to what the broker counted, whatever happens (seed %d)', (seed) => {
    const broker = createTestBroker();
    const random = new SeededRandom(seed);
    const clients = [new CoreClient(broker), new CoreClient(broker)];
    for (let i = 0; i < 100; i++) operate(random, clients, broker);
    const vhost = broker.vhosts.get('/');
    if (!vhost) throw new Error('the vhost is gone');
    const published = vhost.published;
    const unroutable = vhost.returned + vhost.dropped;
    const viewer = new Viewer(broker);
    const numbers = new Map(viewer.feed.snapshot().stats.queues.map((queue) => [queue.name, queue]));
    for (let i = 0; i < 1500; i++) {
      operate(random, clients, broker);
      if (random.chance(0.05)) viewer.pass(200);
    }
    viewer.pass(1200);
    const total = (count: (frame: StatsFrame) => number): number =>
      viewer.frames.reduce((sum, frame) => sum + count(frame), 0);
    const edges = (kind: string) => (frame: StatsFrame) =>
      frame.edges.filter((edge) => edge.kind === kind).reduce((sum, edge) => sum + edge.count, 0);
    expect(total((frame) => frame.totals.published)).toBe(vhost.published - published);
    expect(total(edges('publish'))).toBe(vhost.published - published);
    expect(total((frame) => frame.totals.unroutable)).toBe(vhost.returned + vhost.dropped - unroutable);
    expect(total(edges('deliver'))).toBe(total((frame) => frame.totals.delivered));
    for (const frame of viewer.frames) for (const queue of frame.queues) numbers.set(queue.name, queue);
    for (const queue of vhost.queues.values()) {
      expect(numbers.get(queue.name)).toMatchObject({
        ready: queue.readyCount,
        unacked: queue.unackedCount,
        consumers: queue.consumers.size,
      });
    }
  });

  test('count each edge that a message travels', () => {
    const broker = createTestBroker();
    const client = new CoreClient(broker);
    declareExchange(client, 'in', 'topic');
    declareExchange(client, 'out', 'fanout');
    client.queue('q');
    client.session.bindExchange('out', 'in', 'a.#', EMPTY_TABLE);
    client.session.bindQueue('q', 'out', '', EMPTY_TABLE);
    const viewer = new Viewer(broker);
    const channel = client.openChannel();
    client.consume(channel, 'q', 'c', { noAck: true });
    for (let i = 0; i < 3; i++) client.publish('in', 'a.b', 'x', channel);
    client.publish('', 'q', 'x', channel);
    broker.endTurn();
    viewer.pass(200);
    const [frame] = viewer.frames;
    expect(frame?.edges).toEqual(
      expect.arrayContaining([
        { kind: 'publish', channel: channel.name, exchange: 'in', count: 3 },
        { kind: 'publish', channel: channel.name, exchange: '', count: 1 },
        { kind: 'route', source: 'in', destination: 'out', destinationType: 'exchange', count: 3 },
        { kind: 'route', source: 'out', destination: 'q', destinationType: 'queue', count: 3 },
        { kind: 'route', source: '', destination: 'q', destinationType: 'queue', count: 1 },
        { kind: 'deliver', queue: 'q', channel: channel.name, consumerTag: 'c', count: 4 },
      ]),
    );
    expect(frame?.edges).toHaveLength(6);
    expect(frame?.totals).toEqual({ published: 4, delivered: 4, acked: 0, unroutable: 0 });
    expect(frame?.intervalMs).toBe(200);
  });

  test('keep the counts of a queue that was deleted', () => {
    const broker = createTestBroker();
    const client = new CoreClient(broker);
    client.queue('q');
    client.session.bindQueue('q', 'amq.fanout', '', EMPTY_TABLE);
    const viewer = new Viewer(broker);
    client.publish('amq.fanout', '', 'x');
    client.session.deleteQueue('q', { ifUnused: false, ifEmpty: false });
    viewer.pass(200);
    expect(viewer.frames[0]?.edges).toEqual([
      { kind: 'route', source: 'amq.fanout', destination: 'q', destinationType: 'queue', count: 1 },
    ]);
  });

  test('come five times a second while something changes, once a second otherwise', () => {
    const broker = createTestBroker();
    const client = new CoreClient(broker);
    client.queue('q');
    const viewer = new Viewer(broker);
    for (let i = 0; i < 20; i++) {
      client.publish('', 'q', 'x');
      viewer.pass(50);
    }
    expect(viewer.frames).toHaveLength(5);
    viewer.pass(3000);
    expect(viewer.frames).toHaveLength(8);
    expect(viewer.frames.at(-1)).toMatchObject({ intervalMs: 1000, queues: [], edges: [] });
  });
});

describe('what viewers are told of queues and consumers', () => {
  /** A broker whose clock the test turns. */
  function withClock() {
    let now = 5_000_000;
    const broker = createTestBroker(undefined, { clock: { now: () => now } });
    const viewer = new Viewer(broker);
    const wait = (ms: number): void => {
      now += ms;
    };
    const last = (queue: string) =>
      viewer.frames.flatMap(({ queues }) => queues).findLast(({ name }) => name === queue);
    return { broker, viewer, client: new CoreClient(broker), now: () => now, wait, last };
  }

  test('when the oldest ready message came, also after one came back', () => {
    const { broker, viewer, client, now, wait, last } = withClock();
    client.queue('q');
    const first = now();
    for (let n = 0; n < 3; n++) {
      client.publish('', 'q', `${n}`);
      broker.endTurn();
      wait(400);
    }
    viewer.pass(200);
    expect(last('q')?.oldestAt).toBe(first);
    const channel = client.openChannel();
    channel.prefetchCount = 2;
    const consumer = client.consume(channel, 'q', 'c');
    broker.endTurn();
    viewer.pass(200);
    expect(last('q')?.oldestAt).toBe(first + 800);
    client.session.cancel(consumer);
    channel.requeueAll();
    broker.endTurn();
    viewer.pass(200);
    expect(last('q')).toMatchObject({ oldestAt: first, ready: 3 });
    client.session.purgeQueue('q');
    viewer.pass(200);
    expect(last('q')).toMatchObject({ oldestAt: null, ready: 0 });
  });

  test('how many messages of each priority are ready', () => {
    const { broker, viewer, client, last } = withClock();
    client.queue('plain');
    client.queue('urgent', tableOf({ 'x-max-priority': 5 }));
    for (const priority of [1, 4, 4, 9]) client.publish('', 'urgent', 'x', null, { priority });
    client.publish('', 'plain', 'x');
    broker.endTurn();
    viewer.pass(200);
    expect(last('urgent')?.priorities).toEqual([
      [5, 1],
      [4, 2],
      [1, 1],
    ]);
    expect(last('plain')?.priorities).toBeNull();
    client.publish('', 'urgent', 'x', null, { priority: 2 });
    client.session.get('urgent', true, null);
    broker.endTurn();
    viewer.pass(200);
    // As many as before, others than before.
    expect(last('urgent')?.priorities).toEqual([
      [4, 2],
      [2, 1],
      [1, 1],
    ]);
  });

  test('how many deliveries a consumer has settled, how many it refused, and how long it took', () => {
    const { broker, viewer, client, wait } = withClock();
    client.queue('q');
    const channel = client.openChannel();
    client.consume(channel, 'q', 'c');
    for (let n = 0; n < 4; n++) client.publish('', 'q', 'x');
    broker.endTurn();
    wait(30);
    channel.acknowledge(1, false);
    broker.endTurn();
    wait(10);
    channel.reject(2, false, false);
    channel.acknowledge(4, true);
    broker.endTurn();
    viewer.pass(200);
    expect(viewer.frames.flatMap(({ work }) => work)).toEqual([
      { channel: channel.name, consumerTag: 'c', acked: 3, refused: 1, busyMs: 30 + 3 * 40 },
    ]);
    // What goes back because its channel ends is nobody's verdict.
    client.publish('', 'q', 'x');
    broker.endTurn();
    broker.closeChannel(channel);
    viewer.pass(200);
    expect(viewer.frames.flatMap(({ work }) => work)).toHaveLength(1);
  });

  test('which consumer of a single active one has the messages, and who takes over', () => {
    const { broker, viewer, client } = withClock();
    client.queue('q', tableOf({ 'x-single-active-consumer': true }));
    const [first, second] = [openChannel(client), openChannel(client)];
    client.consume(first, 'q', 'a');
    client.consume(second, 'q', 'b');
    viewer.pass(200);
    const stateOf = (tag: string) =>
      viewer.patches
        .flatMap(({ ops }) => ops)
        .findLast((op) => op.op === 'put-consumer' && op.value.consumerTag === tag);
    expect(stateOf('a')).toMatchObject({ value: { state: 'active' } });
    expect(stateOf('b')).toMatchObject({ value: { state: 'standby' } });
    broker.closeChannel(first);
    viewer.pass(200);
    expect(stateOf('b')).toMatchObject({ value: { state: 'active' } });
  });

  test('which producers are blocked by an alarm', () => {
    const { broker, viewer, client } = withClock();
    const channel = client.openChannel();
    client.publish('amq.fanout', '', 'x', channel);
    client.connection.hasPublished = true;
    broker.setDiskLow(true);
    viewer.pass(200);
    expect(viewer.patches.at(-1)?.ops).toMatchObject([{ op: 'put-producer', value: { isBlocked: true } }]);
    broker.setDiskLow(false);
    viewer.pass(200);
    expect(viewer.patches.at(-1)?.ops).toMatchObject([{ op: 'put-producer', value: { isBlocked: false } }]);
  });
});

test('a policy that comes, and a pause, change what viewers know of a queue', () => {
  const broker = createTestBroker();
  const client = new CoreClient(broker);
  client.queue('q');
  const viewer = new Viewer(broker);
  client.session.vhost.policies.put({
    name: 'dead',
    pattern: '^q$',
    applyTo: 'queues',
    priority: 0,
    definition: { 'dead-letter-exchange': 'failed', 'max-length': 9 },
  });
  client.session.vhost.applyPolicies();
  viewer.pass(200);
  expect(viewer.patches.flatMap(({ ops }) => ops)).toMatchObject([
    { op: 'put-queue', value: { name: 'q', deadLetterExchange: 'failed', maxLength: 9, isPaused: false } },
  ]);
  client.session.pauseQueue('q', true);
  viewer.pass(200);
  expect(viewer.patches.at(-1)?.ops).toMatchObject([{ op: 'put-queue', value: { name: 'q', isPaused: true } }]);
  // A policy that was applied already says nothing new.
  const before = viewer.patches.length;
  client.session.vhost.applyPolicies();
  viewer.pass(200);
  expect(viewer.patches).toHaveLength(before);
});

describe('answers to requests', () => {
  /** A worker that answers each request at its reply address. */
  function withWorker() {
    const broker = createTestBroker();
    const [asker, worker] = [new CoreClient(broker), new CoreClient(broker)];
    const viewer = new Viewer(broker);
    worker.queue('rpc');
    const [asking, working] = [asker.openChannel(), worker.openChannel()];
    worker.consume(working, 'rpc', 'w', { noAck: true });
    const pass = (): void => {
      broker.endTurn();
      viewer.pass(200);
    };
    const replies = () => viewer.frames.flatMap((frame) => frame.replies);
    return { broker, asker, worker, asking, working, pass, replies };
  }

  test('are told with the consumer that got the request and the queue that gets the answer', () => {
    const { asker, worker, asking, working, pass, replies } = withWorker();
    asker.queue('answers');
    asker.publish('', 'rpc', 'ping', asking, { replyTo: 'answers' });
    pass();
    expect(replies()).toEqual([]);
    // Somebody else who writes to that queue answers nothing.
    asker.publish('', 'answers', 'noise', asking);
    worker.publish('', 'answers', 'pong', working);
    worker.publish('', 'answers', 'pong', working);
    pass();
    expect(replies()).toEqual([{ channel: working.name, consumerTag: 'w', queue: 'answers', asker: null, count: 2 }]);
  });

  test('go straight to the channel that asked with direct reply-to', () => {
    const { asker, worker, asking, working, pass, replies } = withWorker();
    const { queue } = asker.consume(asking, 'amq.rabbitmq.reply-to', 'me', { noAck: true });
    asker.publish('', 'rpc', 'ping', asking, { replyTo: queue.name });
    pass();
    worker.publish('', queue.name, 'pong', working);
    pass();
    expect(replies()).toEqual([{ channel: working.name, consumerTag: 'w', queue: null, asker: asking.name, count: 1 }]);
  });

  test('keep nobody in memory who has gone', async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const { broker, asker, asking, pass } = withWorker();
    asker.queue('answers');
    const worker = (): WeakRef<object> => {
      const client = new CoreClient(broker);
      const channel = openChannel(client);
      client.consume(channel, 'rpc', 'w', { noAck: true, priority: 9 });
      asker.publish('', 'rpc', 'ping', asking, { replyTo: 'answers' });
      pass();
      broker.closeConnection(client.connection);
      pass();
      return new WeakRef(client.connection);
    };
    const gone = [worker(), worker(), worker()];
    pass();
    // A reference that was just made holds until the end of the turn.
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    // The last one may still stand in somebody's memory of what was last.
    expect(gone.slice(0, 2).map((each) => each.deref())).toEqual([undefined, undefined]);
  });

  test('are not made up: without a reply-to, or before it was delivered, there are none', () => {
    const { broker, asker, worker, asking, working, pass, replies } = withWorker();
    asker.queue('answers');
    asker.publish('', 'rpc', 'ping', asking);
    pass();
    worker.publish('', 'answers', 'x', working);
    broker.closeChannel(working);
    asker.publish('', 'rpc', 'ping', asking, { replyTo: 'answers' });
    worker.publish('', 'answers', 'x', openChannel(worker));
    pass();
    expect(replies()).toEqual([]);
  });
});

describe('message events', () => {
  test('tell the life of a message', () => {
    const broker = createTestBroker();
    const client = new CoreClient(broker);
    client.queue('q');
    const viewer = new Viewer(broker);
    const channel = client.openChannel();
    client.consume(channel, 'q', 'c');
    client.publish('', 'q', 'hello', channel);
    broker.endTurn();
    channel.acknowledge(1, false);
    viewer.pass(50);
    expect(viewer.batches).toEqual([
      {
        vhost: '/',
        dropped: 0,
        events: [
          {
            type: 'published',
            channel: channel.name,
            exchange: '',
            routingKey: 'q',
            bodyBytes: 5,
            persistent: false,
            priority: 0,
            expires: false,
          },
          { type: 'routed', exchange: '', destination: 'q', destinationType: 'queue' },
          { type: 'enqueued', queue: 'q' },
          { type: 'delivered', queue: 'q', channel: channel.name, consumerTag: 'c', redelivered: false },
          { type: 'acked', queue: 'q' },
        ].map((event) => ({ at: 1_000_000, message: 1, ...event })),
      },
    ]);
  });

  test('follow a message from the queue where it dies to the one that takes it', () => {
    const broker = createTestBroker();
    const client = new CoreClient(broker);
    client.queue('dead');
    const args = { 'x-max-length': 0, 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' };
    client.queue('q', tableOf(args));
    const viewer = new Viewer(broker);
    client.publish('', 'q', 'hello');
    broker.endTurn();
    viewer.pass(50);
    const steps = viewer.batches.flatMap(({ events }) => events);
    expect(steps.map(({ message }) => message)).toEqual(steps.map(() => 1));
    expect(steps.slice(2).map(({ at: _at, message: _message, ...step }) => step)).toEqual([
      { type: 'enqueued', queue: 'q' },
      { type: 'dropped', queue: 'q', reason: 'maxlen' },
      { type: 'dead-lettered', queue: 'q', exchange: '', reason: 'maxlen' },
      { type: 'routed', exchange: '', destination: 'dead', destinationType: 'queue' },
      { type: 'enqueued', queue: 'dead' },
    ]);
  });

  test('follow at most a few hundred messages a second, and count the rest', () => {
    const broker = createTestBroker();
    const client = new CoreClient(broker);
    const viewer = new Viewer(broker);
    for (let i = 0; i < 20; i++) {
      for (let n = 0; n < 1000; n++) client.publish('amq.fanout', '', 'x');
      viewer.pass(50);
    }
    const followed = viewer.batches.flatMap((batch) => batch.events).filter((event) => event.type === 'published');
    const dropped = viewer.batches.reduce((sum, batch) => sum + batch.dropped, 0);
    expect(followed.length + dropped).toBe(20_000);
    expect(followed.length).toBeGreaterThan(200);
    expect(followed.length).toBeLessThanOrEqual(400);
  });

  test('sample every producer of those that take turns', () => {
    const broker = createTestBroker();
    const random = new SeededRandom(1);
    const viewer = new Viewer(broker, () => random.next());
    const clients = Array.from({ length: 4 }, () => new CoreClient(broker));
    const channels = clients.map((client) => client.openChannel());
    for (let i = 0; i < 40; i++) {
      for (let n = 0; n < 200; n++) {
        for (const [index, client] of clients.entries()) client.publish('amq.fanout', '', 'x', channels[index]);
      }
      viewer.pass(50);
    }
    const seen = new Set<string | null>();
    for (const { events } of viewer.batches) {
      for (const event of events) if (event.type === 'published') seen.add(event.channel);
    }
    expect(seen.size).toBe(4);
  });

  test('nothing is followed any more when the last viewer has gone', () => {
    const broker = createTestBroker();
    const viewer = new Viewer(broker);
    viewer.feed.close();
    expect(broker.vhosts.get('/')?.tracer).toBeNull();
    new CoreClient(broker).queue('q');
    viewer.pass(50);
    expect(viewer.patches).toEqual([]);
  });
});
