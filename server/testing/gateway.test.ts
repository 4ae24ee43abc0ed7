import { type ChannelModel, connect } from 'amqplib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type {
  ConsumerSpec,
  PlaygroundClient,
  ProducerSpec,
  Snapshot,
  StatsFrame,
  TopologyPatch,
  TraceBatch,
} from '@/lib/live-events';
import { applyOps, modelOf } from '@/lib/live-model';
import { keyTemplateProblem } from '@/lib/payload-template';
import { eventually } from './eventually';
import { ask, type LiveSocket, openSocket, signIn as signInAt, whenConnected } from './live-client';
import { startTestServer, type TestServer } from './start-test-server';

let server: TestServer;
let amqp: ChannelModel;
const sockets: LiveSocket[] = [];

beforeAll(async () => {
  server = await startTestServer({ config: { maxPlaygroundClients: 5 } });
  amqp = await connect(server.amqpUrl, { clientProperties: { connection_name: 'order-service' } });
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

afterAll(async () => {
  await amqp.close();
  await server.stop();
});

async function api(method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = {
    authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}`,
    'content-type': 'application/json',
  };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(`${server.httpUrl}${path}`, init);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

async function connectionNames(): Promise<(string | undefined)[]> {
  const list = (await api('GET', '/api/connections')) as { user_provided_name?: string }[];
  return list.map((connection) => connection.user_provided_name);
}

const signIn = (): Promise<string> => signInAt(server.httpUrl);

function open(cookie: string, headers: Record<string, string> = {}): LiveSocket {
  const socket = openSocket(server.httpUrl, cookie, headers);
  sockets.push(socket);
  return socket;
}

const openConnected = async (cookie?: string): Promise<LiveSocket> => whenConnected(open(cookie ?? (await signIn())));

const join = (socket: LiveSocket, vhost = '/'): Promise<Snapshot> => ask((ack) => socket.emit('live:join', vhost, ack));

describe('the socket', () => {
  test('needs a session', async () => {
    const socket = open('');
    const error = await new Promise<Error>((resolve) => socket.on('connect_error', resolve));
    expect(error).toBeInstanceOf(Error);
  });

  test('is for pages of our own origin', async () => {
    const socket = open(await signIn(), { origin: 'http://evil.example' });
    const error = await new Promise<Error>((resolve) => socket.on('connect_error', resolve));
    expect(error).toBeInstanceOf(Error);
  });

  test('is closed when the person signs out', async () => {
    const cookie = await signIn();
    const socket = await openConnected(cookie);
    await fetch(`${server.httpUrl}/session`, { method: 'DELETE', headers: { cookie } });
    await eventually(() => expect(socket.connected).toBe(false));
  });
});

describe('a room', () => {
  test('shows what an AMQP client does, within 250 ms', async () => {
    const socket = await openConnected();
    let model = modelOf(await join(socket));
    const patches: TopologyPatch[] = [];
    const frames: StatsFrame[] = [];
    const batches: TraceBatch[] = [];
    socket.on('live:patch', (patch) => {
      patches.push(patch);
      model = applyOps(model, patch.ops);
    });
    socket.on('live:stats', (frame) => frames.push(frame));
    socket.on('live:trace', (batch) => batches.push(batch));
    const channel = await amqp.createConfirmChannel();
    await channel.assertQueue('orders');
    await channel.bindQueue('orders', 'amq.topic', 'order.#');
    const startedAt = performance.now();
    for (let i = 0; i < 10; i++) channel.publish('amq.topic', 'order.new', Buffer.from(`order ${i}`));
    await channel.waitForConfirms();
    await eventually(() => {
      const queue = frames.flatMap((frame) => frame.queues).findLast((stats) => stats.name === 'orders');
      expect(queue?.ready).toBe(10);
    });
    const elapsed = performance.now() - startedAt;
    expect(model.queues.get('orders')).toMatchObject({ name: 'orders', durable: true });
    expect([...model.bindings.values()]).toContainEqual(
      expect.objectContaining({ source: 'amq.topic', destination: 'orders', routingKey: 'order.#' }),
    );
    const [producer] = [...model.producers.values()];
    expect(producer).toMatchObject({ confirms: true, connection: { providedName: 'order-service', user: 'guest' } });
    await eventually(() => {
      const published = batches.flatMap((batch) => batch.events).filter((event) => event.type === 'published');
      expect(published).toHaveLength(10);
    });
    expect(patches.map((patch) => patch.rev)).toEqual(patches.map((_, i) => (patches[0]?.rev ?? 0) + i));
    // A busy test machine gets some slack.
    expect(elapsed).toBeLessThan(1000);
    await channel.deleteQueue('orders');
    await eventually(() => expect(model.queues.has('orders')).toBe(false));
    await channel.close();
    await eventually(() => expect(model.producers.size).toBe(0));
  });

  test('of a vhost that is not there is refused', async () => {
    const socket = await openConnected();
    await expect(join(socket, 'nowhere')).rejects.toThrow("There is no virtual host 'nowhere'.");
    await expect(join(socket, '')).rejects.toThrow('is missing');
    await expect(join(socket, { evil: true } as never)).rejects.toThrow();
    await expect(ask((ack) => socket.emit('live:snapshot', ack))).rejects.toThrow('Join a virtual host first.');
  });

  test('ends with its vhost and begins anew with the next of that name', async () => {
    const socket = await openConnected();
    await api('PUT', '/api/vhosts/brief', {});
    const first = await join(socket, 'brief');
    const patches: TopologyPatch[] = [];
    socket.on('live:patch', (patch) => patches.push(patch));
    await api('DELETE', '/api/vhosts/brief');
    await eventually(() => expect(patches.at(-1)?.ops.at(-1)).toEqual({ op: 'remove-vhost' }));
    await api('PUT', '/api/vhosts/brief', {});
    const second = await join(socket, 'brief');
    expect(second.rev).toBeGreaterThan(first.rev);
    await api('DELETE', '/api/vhosts/brief');
  });

  test('sends nothing to a socket that has left', async () => {
    const socket = await openConnected();
    await join(socket);
    socket.emit('live:leave');
    let heard = 0;
    socket.onAny(() => {
      heard += 1;
    });
    const channel = await amqp.createChannel();
    await channel.assertQueue('unseen');
    await channel.deleteQueue('unseen');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(heard).toBe(0);
    await channel.close();
  });
});

const producerSpec: ProducerSpec = {
  kind: 'producer',
  vhost: '/',
  name: 'shop',
  exchange: '',
  routingKey: 'stage',
  ratePerSecond: 0,
  shape: 'steady',
  payload: '{"n":{{n}}}',
  contentType: 'application/json',
  headers: { source: 'test' },
  persistent: false,
  mandatory: false,
};

const consumerSpec: ConsumerSpec = {
  kind: 'consumer',
  vhost: '/',
  name: 'worker',
  queue: 'stage',
  prefetchCount: 3,
  ackMode: 'by-hand',
  processingMs: 0,
};

describe('the playground', () => {
  async function openStage(): Promise<{ socket: LiveSocket; last: Map<string, PlaygroundClient> }> {
    const socket = await openConnected();
    await join(socket);
    const last = new Map<string, PlaygroundClient>();
    socket.on('playground:changed', (client) => last.set(client.id, client));
    for (const { id } of await ask<readonly PlaygroundClient[]>((ack) => socket.emit('playground:list', '/', ack))) {
      await ask((ack) => socket.emit('playground:remove', id, ack));
    }
    await eventually(async () => expect(await connectionNames()).toEqual(['order-service']));
    const channel = await amqp.createChannel();
    await channel.assertQueue('stage');
    await channel.purgeQueue('stage');
    await channel.close();
    return { socket, last };
  }

  const create = (socket: LiveSocket, spec: ProducerSpec | ConsumerSpec): Promise<PlaygroundClient> =>
    ask((ack) => socket.emit('playground:create', spec, ack));

  test('a producer publishes on request, as a real connection', async () => {
    const { socket, last } = await openStage();
    const producer = await create(socket, producerSpec);
    expect(producer).toMatchObject({ state: 'running', owner: 'guest', published: 0 });
    await ask((ack) => socket.emit('playground:publish', producer.id, 7, ack));
    await eventually(() => expect(last.get(producer.id)).toMatchObject({ published: 7, confirmed: 7 }));
    const snapshot = await ask<Snapshot>((ack) => socket.emit('live:snapshot', ack));
    expect(snapshot.producers).toContainEqual(
      expect.objectContaining({
        connection: expect.objectContaining({ playgroundId: producer.id, providedName: 'shop' }),
      }),
    );
    const got = (await api('POST', '/api/queues/%2F/stage/get', {
      count: 1,
      ackmode: 'ack_requeue_false',
      encoding: 'auto',
    })) as { payload: string; properties: unknown }[];
    expect(got[0]).toMatchObject({ payload: '{"n":1}', properties: { content_type: 'application/json' } });
  });

  test('the variables in a routing key are filled in for each message, and a key that is wrong is refused', async () => {
    const { socket, last } = await openStage();
    const channel = await amqp.createChannel();
    await channel.assertExchange('keys', 'topic');
    await channel.bindQueue('stage', 'keys', '#');
    const spec = { ...producerSpec, exchange: 'keys', routingKey: 'order.{{n}}.{{pick:eu}}' };
    const producer = await create(socket, spec);
    await ask((ack) => socket.emit('playground:publish', producer.id, 2, ack));
    await eventually(() => expect(last.get(producer.id)).toMatchObject({ confirmed: 2 }));
    await ask((ack) => socket.emit('playground:update', producer.id, { ...spec, routingKey: 'later.{{uuid}}' }, ack));
    await ask((ack) => socket.emit('playground:publish', producer.id, 1, ack));
    await eventually(() => expect(last.get(producer.id)).toMatchObject({ confirmed: 3 }));
    const keys: string[] = [];
    for (let i = 0; i < 3; i++) {
      const message = await channel.get('stage', { noAck: true });
      if (message) keys.push(message.fields.routingKey);
    }
    expect(keys).toEqual(['order.1.eu', 'order.2.eu', expect.stringMatching(/^later\.[0-9a-f-]{36}$/)]);

    const wrong = { ...spec, routingKey: 'order.{{uid}}' };
    const reason = keyTemplateProblem(wrong.routingKey) ?? '';
    expect(reason).not.toBe('');
    await expect(create(socket, wrong)).rejects.toThrow(reason);
    await expect(ask((ack) => socket.emit('playground:update', producer.id, wrong, ack))).rejects.toThrow(reason);
    // For the default exchange it is the name of a queue, whatever is in it.
    await channel.assertQueue('odd {{uid}} {{n}}', { autoDelete: true });
    const odd = await create(socket, { ...producerSpec, routingKey: 'odd {{uid}} {{n}}', mandatory: true });
    await ask((ack) => socket.emit('playground:publish', odd.id, 1, ack));
    await eventually(() => expect(last.get(odd.id)).toMatchObject({ confirmed: 1, returned: 0 }));
    await channel.deleteExchange('keys');
    await channel.deleteQueue('odd {{uid}} {{n}}');
    await channel.close();
  });

  test('a producer keeps its rate', async () => {
    const { socket, last } = await openStage();
    const producer = await create(socket, { ...producerSpec, ratePerSecond: 400 });
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await ask((ack) => socket.emit('playground:update', producer.id, { ...producerSpec, ratePerSecond: 0 }, ack));
    const published = last.get(producer.id)?.published ?? 0;
    expect(published).toBeGreaterThan(500);
    expect(published).toBeLessThan(900);
  });

  test('a message that nobody takes comes back and is counted', async () => {
    const { socket, last } = await openStage();
    const producer = await create(socket, { ...producerSpec, routingKey: 'nobody', mandatory: true });
    await ask((ack) => socket.emit('playground:publish', producer.id, 2, ack));
    await eventually(() => expect(last.get(producer.id)).toMatchObject({ published: 2, returned: 2 }));
  });

  test('a consumer by hand holds its messages until the person settles them', async () => {
    const { socket, last } = await openStage();
    const producer = await create(socket, producerSpec);
    const consumer = await create(socket, consumerSpec);
    await ask((ack) => socket.emit('playground:publish', producer.id, 5, ack));
    const held = await eventually(() => {
      const list = last.get(consumer.id)?.held ?? [];
      expect(list).toHaveLength(3);
      return list;
    });
    expect(held.map((message) => message.preview)).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
    await ask((ack) => socket.emit('playground:settle', consumer.id, 1, 'ack', ack));
    await ask((ack) => socket.emit('playground:settle', consumer.id, 2, 'reject', ack));
    await ask((ack) => socket.emit('playground:settle', consumer.id, 3, 'requeue', ack));
    await eventually(() => {
      expect(last.get(consumer.id)).toMatchObject({ received: 6, settled: 3 });
      expect(last.get(consumer.id)?.held.find((message) => message.redelivered)?.preview).toBe('{"n":3}');
    });
    await expect(ask((ack) => socket.emit('playground:settle', consumer.id, 99, 'ack', ack))).rejects.toThrow('hold');
  });

  test('a working consumer acknowledges one after the other', async () => {
    const { socket, last } = await openStage();
    const producer = await create(socket, producerSpec);
    const consumer = await create(socket, { ...consumerSpec, ackMode: 'after-processing', processingMs: 20 });
    await ask((ack) => socket.emit('playground:publish', producer.id, 5, ack));
    await eventually(() => expect(last.get(consumer.id)).toMatchObject({ received: 5, settled: 5, held: [] }));
  });

  test('a consumer of a missing queue fails in the words of the broker, and starts again with another', async () => {
    const { socket } = await openStage();
    const consumer = await create(socket, { ...consumerSpec, queue: 'missing' });
    expect(consumer).toMatchObject({ state: 'failed', error: "NOT_FOUND - no queue 'missing' in vhost '/'" });
    const repaired = await ask<PlaygroundClient>((ack) =>
      socket.emit('playground:update', consumer.id, consumerSpec, ack),
    );
    expect(repaired).toMatchObject({ state: 'running', error: null });
  });

  test('a client whose connection is closed by the broker says so', async () => {
    const { socket, last } = await openStage();
    const consumer = await create(socket, consumerSpec);
    const list = (await api('GET', '/api/connections')) as { name: string; user_provided_name?: string }[];
    const name = list.find((connection) => connection.user_provided_name === 'worker')?.name ?? '';
    await api('DELETE', `/api/connections/${encodeURIComponent(name)}`);
    await eventually(() =>
      expect(last.get(consumer.id)).toMatchObject({
        state: 'failed',
        error: expect.stringContaining('CONNECTION_FORCED'),
      }),
    );
  });

  test('there is a limit for each person', async () => {
    const { socket } = await openStage();
    for (let i = 0; i < 5; i++) await create(socket, producerSpec);
    await expect(create(socket, producerSpec)).rejects.toThrow('5 clients');
  });

  test.each([
    [{ ...producerSpec, ratePerSecond: 5001 }, 'ratePerSecond'],
    [{ ...producerSpec, payload: 'x'.repeat(70_000) }, 'payload'],
    [{ ...producerSpec, exchange: 'x'.repeat(256) }, 'exchange'],
    [{ ...consumerSpec, prefetchCount: 101 }, 'prefetchCount'],
    [{ ...consumerSpec, processingMs: -1 }, 'processingMs'],
    [{ ...consumerSpec, extra: true }, 'extra'],
    [null, 'expected object'],
    [{ kind: 'other' }, 'kind'],
  ])('what is not valid is refused with its name (%#)', async (spec, word) => {
    const { socket } = await openStage();
    await expect(create(socket, spec as never)).rejects.toThrow(word);
  });

  test('the clients of a person end with their session', async () => {
    const cookie = await signIn();
    const socket = await openConnected(cookie);
    await join(socket);
    await create(socket, { ...producerSpec, name: 'short-lived' });
    // Other tests have signed in too: a person's clients live as long as any of their sessions.
    await eventually(async () => expect(await connectionNames()).toContain('short-lived'));
    for (const { id } of await ask<readonly PlaygroundClient[]>((ack) => socket.emit('playground:list', '/', ack))) {
      await ask((ack) => socket.emit('playground:remove', id, ack));
    }
    await eventually(async () => expect(await connectionNames()).not.toContain('short-lived'));
  });

  test('a browser that sends nonsense harms nobody', async () => {
    const { socket } = await openStage();
    const raw = socket as unknown as { emit(event: string, ...args: unknown[]): void };
    raw.emit('playground:create');
    raw.emit('playground:create', producerSpec, 'no function');
    raw.emit('live:join');
    raw.emit('live:join', '/', null);
    raw.emit('playground:settle', {}, [], 3, 4);
    raw.emit('constructor', '__proto__');
    expect(await join(socket)).toMatchObject({ vhost: '/' });
  });
});

test('a producer that the broker blocks says so, and goes on when memory is free again', async () => {
  const former = server;
  server = await startTestServer({ config: { memoryLimitBytes: 2 * 1024 * 1024 } });
  try {
    const socket = await openConnected();
    await join(socket);
    await api('PUT', '/api/queues/%2F/full', {});
    const states: string[] = [];
    socket.on('playground:changed', (client) => states.push(client.state));
    const spec = { ...producerSpec, routingKey: 'full', payload: 'x'.repeat(50_000) };
    const producer = await ask<PlaygroundClient>((ack) => socket.emit('playground:create', spec, ack));
    await ask((ack) => socket.emit('playground:publish', producer.id, 100, ack));
    await eventually(() => expect(states.at(-1)).toBe('blocked'));
    await expect(ask((ack) => socket.emit('playground:publish', producer.id, 1, ack))).rejects.toThrow('blocked');
    await eventually(async () => {
      await api('DELETE', '/api/queues/%2F/full/contents');
      expect(states.at(-1)).toBe('running');
    });
  } finally {
    await server.stop();
    server = former;
  }
});
