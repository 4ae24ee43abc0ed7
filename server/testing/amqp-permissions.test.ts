import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FRAME_METHOD } from '@/server/amqp/frame';
import { decodeMethod } from '@/server/amqp/method-codec';
import type { FieldTable } from '@/server/broker/field-table';
import { Session } from '@/server/broker/session';
import type { Operation, Permission, TopicPermission } from '@/server/broker/user';
import type { VHost } from '@/server/broker/vhost';
import { openChannel } from './open-client';
import type { RawClient } from './raw-client';
import { startTestBroker, type TestBroker } from './start-test-broker';

type Need = readonly [operation: Operation, kind: 'queue' | 'exchange', name: string];

interface Case {
  readonly method: string;
  /** In the order in which RabbitMQ looks at them (rabbit_channel.erl); none for methods that everybody may call. */
  readonly needs: readonly Need[];
  readonly send: (client: RawClient) => void;
}

const OPERATIONS: readonly Operation[] = ['configure', 'write', 'read'];
const EMPTY: FieldTable = new Map();
const DURABLE = { durable: true, autoDelete: false, arguments: EMPTY };

const named = (key: string, value: string): FieldTable => new Map([[key, { type: 'longstr', value }]]);

/** `q` is bound to `x` and to `topic`, `y` to `x`. A method without an answer is followed by one that all may call. */
const CASES: readonly Case[] = [
  {
    method: 'exchange.declare',
    needs: [['configure', 'exchange', 'new']],
    send: (client) => client.send(1, 'exchange.declare', { exchange: 'new', type: 'fanout' }),
  },
  {
    method: 'exchange.declare of one that is there',
    needs: [['configure', 'exchange', 'x']],
    send: (client) => client.send(1, 'exchange.declare', { exchange: 'x', type: 'direct', durable: true }),
  },
  {
    method: 'exchange.declare with an alternate exchange',
    needs: [
      ['configure', 'exchange', 'new'],
      ['read', 'exchange', 'new'],
      ['write', 'exchange', 'x'],
    ],
    send: (client) =>
      client.send(1, 'exchange.declare', {
        exchange: 'new',
        type: 'fanout',
        arguments: named('alternate-exchange', 'x'),
      }),
  },
  {
    method: 'exchange.declare, passive',
    needs: [],
    send: (client) => client.send(1, 'exchange.declare', { exchange: 'x', type: 'direct', passive: true }),
  },
  {
    method: 'exchange.delete',
    needs: [['configure', 'exchange', 'x']],
    send: (client) => client.send(1, 'exchange.delete', { exchange: 'x' }),
  },
  ...(['exchange.bind', 'exchange.unbind'] as const).map(
    (method): Case => ({
      method,
      needs: [
        ['write', 'exchange', 'y'],
        ['read', 'exchange', 'x'],
      ],
      send: (client) => client.send(1, method, { destination: 'y', source: 'x', routingKey: 'k' }),
    }),
  ),
  {
    method: 'queue.declare',
    needs: [['configure', 'queue', 'new']],
    send: (client) => client.send(1, 'queue.declare', { queue: 'new' }),
  },
  {
    method: 'queue.declare of one that is there',
    needs: [['configure', 'queue', 'q']],
    send: (client) => client.send(1, 'queue.declare', { queue: 'q', durable: true }),
  },
  {
    method: 'queue.declare with a dead letter exchange',
    needs: [
      ['configure', 'queue', 'new'],
      ['read', 'queue', 'new'],
      ['write', 'exchange', 'x'],
    ],
    send: (client) =>
      client.send(1, 'queue.declare', { queue: 'new', arguments: named('x-dead-letter-exchange', 'x') }),
  },
  {
    method: 'queue.declare, passive',
    needs: [],
    send: (client) => client.send(1, 'queue.declare', { queue: 'q', passive: true }),
  },
  {
    method: 'queue.delete',
    needs: [['configure', 'queue', 'q']],
    send: (client) => client.send(1, 'queue.delete', { queue: 'q' }),
  },
  {
    method: 'queue.purge',
    needs: [['read', 'queue', 'q']],
    send: (client) => client.send(1, 'queue.purge', { queue: 'q' }),
  },
  ...(['queue.bind', 'queue.unbind'] as const).map(
    (method): Case => ({
      method,
      needs: [
        ['write', 'queue', 'q'],
        ['read', 'exchange', 'x'],
      ],
      send: (client) => client.send(1, method, { queue: 'q', exchange: 'x', routingKey: 'k' }),
    }),
  ),
  {
    method: 'basic.publish',
    needs: [['write', 'exchange', 'x']],
    send: (client) => {
      client.publish(1, { exchange: 'x', routingKey: 'k', body: 'x' });
      client.send(1, 'basic.qos', {});
    },
  },
  {
    method: 'basic.publish to the default exchange',
    needs: [['write', 'exchange', 'amq.default']],
    send: (client) => {
      client.publish(1, { exchange: '', routingKey: 'q', body: 'x' });
      client.send(1, 'basic.qos', {});
    },
  },
  {
    method: 'basic.get',
    needs: [['read', 'queue', 'q']],
    send: (client) => client.send(1, 'basic.get', { queue: 'q', noAck: true }),
  },
  {
    method: 'basic.consume',
    needs: [['read', 'queue', 'q']],
    send: (client) => client.send(1, 'basic.consume', { queue: 'q', consumerTag: 'c' }),
  },
  { method: 'basic.qos', needs: [], send: (client) => client.send(1, 'basic.qos', { prefetchCount: 1 }) },
  { method: 'basic.cancel', needs: [], send: (client) => client.send(1, 'basic.cancel', { consumerTag: 'c' }) },
  { method: 'basic.recover', needs: [], send: (client) => client.send(1, 'basic.recover', { requeue: true }) },
  { method: 'confirm.select', needs: [], send: (client) => client.send(1, 'confirm.select') },
];

const SUBSETS: readonly (readonly Operation[])[] = Array.from({ length: 8 }, (_, bits) =>
  OPERATIONS.filter((_operation, i) => (bits & (1 << i)) !== 0),
);

let server: TestBroker;
let lastVHost = 0;

beforeAll(async () => {
  server = await startTestBroker();
  server.broker.access.addUser('ann', 'secret', []);
});

afterAll(() => server.stop());

function ann() {
  const user = server.broker.access.users.get('ann');
  if (!user) throw new Error('ann is gone');
  return user;
}

/** A vhost of its own, in which everything is there and ann may do what she is given. */
function prepare(permission: Permission): VHost {
  const { broker } = server;
  const vhost = broker.addVHost(`v${++lastVHost}`);
  const guest = broker.access.users.get('guest');
  if (!guest) throw new Error('guest is gone');
  broker.access.setPermission(guest, vhost.name, { configure: '.*', write: '.*', read: '.*' });
  const session = new Session(broker, vhost, guest, null);
  for (const [name, type] of [
    ['x', 'direct'],
    ['y', 'direct'],
    ['topic', 'topic'],
  ] as const) {
    session.declareExchange(name, { ...DURABLE, type, internal: false });
  }
  session.declareQueue('q', { ...DURABLE, exclusive: false });
  session.bindQueue('q', 'x', 'k', EMPTY);
  session.bindExchange('y', 'x', 'k', EMPTY);
  session.bindQueue('q', 'topic', 'orders.eu', EMPTY);
  broker.access.setPermission(ann(), vhost.name, permission);
  return vhost;
}

/** What came of it: null when it was allowed, or the code and the text of channel.close. */
async function outcomeOf(vhost: VHost, send: Case['send']): Promise<readonly [number, string] | null> {
  const client = await openChannel(server.port, { user: 'ann', password: 'secret', vhost: vhost.name });
  try {
    send(client);
    const frame = await client.next();
    const method = frame.type === FRAME_METHOD ? decodeMethod(frame.payload) : null;
    if (method?.name === 'channel.close') return [method.args.replyCode, method.args.replyText];
    expect(method?.name).toMatch(/-(ok|empty)$/);
    return null;
  } finally {
    client.destroy();
    server.broker.vhosts.delete(vhost.name);
  }
}

function refusal([operation, kind, name]: Need, vhost: VHost): readonly [number, string] {
  const what = `${operation} access to ${kind} '${name}' in vhost '${vhost.name}' refused for user 'ann'`;
  return [403, `ACCESS_REFUSED - ${what}`];
}

function permissionOf(pattern: (operation: Operation) => string): Permission {
  return { configure: pattern('configure'), write: pattern('write'), read: pattern('read') };
}

const nameOf = (need: Need): string => need.join(' ');

describe.each(CASES)('$method', ({ needs, send }) => {
  test.each(SUBSETS.map((granted) => [granted.join(' + ') || 'nothing', granted] as const))(
    'with %s',
    async (_name, granted) => {
      const vhost = prepare(permissionOf((operation) => (granted.includes(operation) ? '.*' : '')));
      const missing = needs.find(([operation]) => !granted.includes(operation));
      expect(await outcomeOf(vhost, send)).toEqual(missing ? refusal(missing, vhost) : null);
    },
  );

  test('with no more than it needs', async () => {
    const names = (wanted: Operation) => needs.filter(([operation]) => operation === wanted).map(([, , name]) => name);
    const vhost = prepare(permissionOf((operation) => `^(${['-', ...names(operation)].join('|')})$`));
    expect(await outcomeOf(vhost, send)).toBeNull();
  });

  test.each(needs.map((need) => [nameOf(need), need] as const))('with all but %s', async (_name, need) => {
    const vhost = prepare(permissionOf((operation) => (operation === need[0] ? `^(?!${need[2]}$)` : '.*')));
    expect(await outcomeOf(vhost, send)).toEqual(refusal(need, vhost));
  });
});

interface TopicCase {
  readonly method: string;
  /** Null when topic permissions do not matter. */
  readonly need: keyof TopicPermission | null;
  readonly send: (client: RawClient) => void;
}

const binding = { queue: 'q', routingKey: 'orders.eu' };

const TOPIC_CASES: readonly TopicCase[] = [
  ...(['topic', 'x'] as const).flatMap((exchange): TopicCase[] => [
    {
      method: `basic.publish to ${exchange}`,
      need: exchange === 'topic' ? 'write' : null,
      send: (client) => {
        client.publish(1, { exchange, routingKey: 'orders.eu', body: 'x' });
        client.send(1, 'basic.qos', {});
      },
    },
    ...(['queue.bind', 'queue.unbind'] as const).map(
      (method): TopicCase => ({
        method: `${method} with ${exchange}`,
        need: exchange === 'topic' ? 'read' : null,
        send: (client) => client.send(1, method, { ...binding, exchange }),
      }),
    ),
    {
      method: `exchange.bind to ${exchange}`,
      need: exchange === 'topic' ? 'read' : null,
      send: (client) =>
        client.send(1, 'exchange.bind', { destination: 'y', source: exchange, routingKey: 'orders.eu' }),
    },
  ]),
  {
    method: 'basic.get from a queue that is bound to topic',
    need: null,
    send: (client) => client.send(1, 'basic.get', { queue: 'q', noAck: true }),
  },
];

const TOPIC_PERMISSIONS: readonly (readonly (keyof TopicPermission)[])[] = [[], ['write'], ['read'], ['write', 'read']];

describe.each(TOPIC_CASES)('topic permissions: $method', ({ need, send }) => {
  test.each(TOPIC_PERMISSIONS.map((granted) => [granted.join(' + ') || 'nothing', granted] as const))(
    'with %s',
    async (_name, granted) => {
      const vhost = prepare({ configure: '.*', write: '.*', read: '.*' });
      const pattern = (operation: keyof TopicPermission) => (granted.includes(operation) ? '^orders\\.' : '^paid\\.');
      for (const exchange of ['topic', 'x']) {
        const permission = { write: pattern('write'), read: pattern('read') };
        server.broker.access.setTopicPermission(ann(), vhost.name, exchange, permission);
      }
      const what = `${need} access to topic 'orders.eu' in exchange 'topic' in vhost '${vhost.name}' refused for user 'ann'`;
      const isRefused = need !== null && !granted.includes(need);
      expect(await outcomeOf(vhost, send)).toEqual(isRefused ? [403, `ACCESS_REFUSED - ${what}`] : null);
    },
  );
});
