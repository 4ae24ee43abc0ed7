import { describe, expect, test } from 'vitest';
import type { Broker } from '@/server/broker/broker';
import { importDefinitions, previewImport, tally } from './import';
import { type Document, emptyBroker, exportOf, RABBITMQ_EXPORT } from './test-definitions';

async function imported(document: Document, vhost: string | null = null): Promise<Broker> {
  const broker = emptyBroker();
  if (vhost !== null) broker.addVHost(vhost);
  await importDefinitions(broker, document, vhost);
  return broker;
}

/** The lists that RabbitMQ fills, without their order. */
function listsOf(document: Document): Document {
  const lists = Object.entries(document).filter(([, value]) => Array.isArray(value));
  const sorted = lists.map(([key, list]) => [key, list.map((each: unknown) => JSON.stringify(sort(each))).sort()]);
  return Object.fromEntries(sorted);
}

function sort(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sort(part)]),
  );
}

const only = (part: Document): Document => ({ vhosts: [{ name: 'v' }], ...part });

describe('an import of definitions', () => {
  test("takes all of RabbitMQ's export, and gives it back", async () => {
    const broker = await imported(RABBITMQ_EXPORT);
    const { vhosts: _, ...given } = listsOf(RABBITMQ_EXPORT);
    const { vhosts, ...back } = listsOf(exportOf(broker));
    expect(back).toEqual(given);
    expect(vhosts).toHaveLength(1);
    const queue = broker.vhosts.get('v')?.queue('xq');
    expect([queue?.policy?.name, queue?.operatorPolicy?.name]).toEqual(['p1', 'o1']);
    expect(broker.vhosts.get('v')?.limit('max-queues')).toBe(50);
    expect(broker.access.users.get('app')?.limit('max-connections')).toBe(7);
  });

  test('of an own export into an empty broker gives the same export again', async () => {
    const broker = await imported(RABBITMQ_EXPORT);
    const vhost = broker.addVHost('other', 'Another', ['x', 'y']);
    vhost.defaultQueueType = 'quorum';
    vhost.isProtected = true;
    vhost.limits.set('max-connections', 3);
    const document = exportOf(broker);
    expect(exportOf(await imported(document))).toEqual(document);
  });

  test('of the definitions of one vhost goes into another', async () => {
    const broker = await imported(RABBITMQ_EXPORT);
    const document = exportOf(broker, 'v');
    expect(document).toMatchObject({ rabbitmq_definition_format: 'single_virtual_host', original_vhost_name: 'v' });
    expect(document['queues'][0]).not.toHaveProperty('vhost');
    const other = await imported(document, 'w');
    const { queues, exchanges, bindings, policies } = exportOf(other, 'w');
    expect({ queues, exchanges, bindings, policies }).toEqual({
      queues: document['queues'],
      exchanges: document['exchanges'],
      bindings: document['bindings'],
      policies: document['policies'],
    });
    expect(other.vhosts.get('w')?.operatorPolicies.get('o1')?.definition).toEqual({ 'max-length': 5 });
    expect(other.access.users.size).toBe(0);
  });

  test('done twice changes nothing the second time', async () => {
    const broker = await imported(RABBITMQ_EXPORT);
    const plan = await importDefinitions(broker, RABBITMQ_EXPORT, null);
    expect(tally(plan)).toEqual({ create: 0, change: 0, equal: plan.length, conflict: 0, skip: 0 });
  });

  test('leaves out what comes back by itself or goes with a connection', async () => {
    const broker = await imported(only({}));
    const vhost = broker.vhosts.get('v');
    expect(exportOf(broker)).toMatchObject({ exchanges: [], queues: [], bindings: [] });
    expect(vhost?.exchanges.size).toBe(7);
  });

  test('keeps a queue classic in a vhost whose default is another', async () => {
    const queues = [{ name: 'q', vhost: 'v', durable: true, auto_delete: false, arguments: {} }];
    const broker = await imported({ vhosts: [{ name: 'v', default_queue_type: 'quorum' }], queues });
    expect(broker.vhosts.get('v')?.queue('q')?.type).toBe('classic');
  });

  test('leaves a queue that is there with other properties', async () => {
    const broker = await imported(RABBITMQ_EXPORT);
    const queues = [{ name: 'q', vhost: 'v', durable: false, auto_delete: false, arguments: {} }];
    const plan = await importDefinitions(broker, { queues }, null);
    expect(plan).toMatchObject([
      { verdict: 'conflict', reason: expect.stringContaining("inequivalent arg 'durable'") },
    ]);
    expect(broker.vhosts.get('v')?.queue('q')?.durable).toBe(true);
  });

  test.each([
    [{ queues: [{ name: 'amq.gen-1', vhost: 'v' }] }],
    [{ exchanges: [{ name: 'amq.direct', vhost: 'v', type: 'fanout' }] }],
    [{ bindings: [{ source: 'none', vhost: 'v', destination: 'none', destination_type: 'queue' }] }],
    [{ bindings: [{ source: '', vhost: 'v', destination: 'q', destination_type: 'queue', routing_key: 'q' }] }],
  ])('passes over %j', async (part) => {
    const plan = await importDefinitions(await imported(only({})), part, null);
    expect(tally(plan)).toMatchObject({ skip: 1, create: 0 });
  });

  test('reads users with a plain password, tags as a text, and without a password', async () => {
    const users = [
      { name: 'a', password: 'secret', tags: 'management, policymaker' },
      { name: 'b', password_hash: '', tags: [] },
    ];
    const broker = await imported({ users });
    const [a, b] = ['a', 'b'].map((name) => broker.access.users.get(name));
    expect(a?.tags).toEqual(['management', 'policymaker']);
    expect(broker.ports.passwords.verify(a?.password as never, 'secret')).toBe(true);
    expect(b?.password).toBeNull();
    expect(tally(await previewImport(broker, { users }, null))).toMatchObject({ equal: 2 });
  });
});

describe('a bad entry', () => {
  const queue = (rest: Document): Document => ({ queues: [{ name: 'fine', vhost: 'v' }, rest] });
  const policy = { name: 'p', vhost: 'v', pattern: '', definition: { 'max-length': 1 } };
  test.each<[string, Document]>([
    ["queues[1] 'x' in vhost 'none': the vhost does not exist", queue({ name: 'x', vhost: 'none' })],
    ["queues[1] in vhost 'v': [{key_missing,name}]", queue({ vhost: 'v' })],
    ["queues[1] 'x': [{key_missing,vhost}]", queue({ name: 'x' })],
    ['queues[1] is no object', { queues: [{ name: 'fine', vhost: 'v' }, 3] }],
    ["queues[1] 'x' in vhost 'v': not_boolean: durable \"a\"", queue({ name: 'x', vhost: 'v', durable: 'a' })],
    ["queues[1] 'x' in vhost 'v': not_object: arguments", queue({ name: 'x', vhost: 'v', arguments: 3 })],
    [
      "queues[1] 'x' in vhost 'v': invalid arg 'x-queue-type' for queue 'x' in vhost 'v': \"unsupported queue type 'heap'\"",
      queue({ name: 'x', vhost: 'v', durable: true, arguments: { 'x-queue-type': 'heap' } }),
    ],
    ['queues is no list', { queues: 3 }],
    ['vhosts[0]: not_string: name 3', { vhosts: [{ name: 3 }] }],
    ["users[0] 'u': [{key_missing,tags}]", { users: [{ name: 'u' }] }],
    ["users[0] 'u': password_hash is not base64", { users: [{ name: 'u', tags: '', password_hash: '!' }] }],
    ["users[0] 'u': unknown hashing_algorithm", { users: [{ name: 'u', tags: '', hashing_algorithm: 'x' }] }],
    [
      "permissions[0] 'nobody' in vhost 'v': the user 'nobody' does not exist",
      { permissions: [{ user: 'nobody', vhost: 'v', configure: '', write: '', read: '' }] },
    ],
    [
      "permissions[0] 'nobody' in vhost 'v': Invalid regular expression",
      { permissions: [{ user: 'nobody', vhost: 'v', configure: '(', write: '', read: '' }] },
    ],
    [
      "exchanges[0] 'x' in vhost 'v': unknown exchange type 'no'",
      { exchanges: [{ name: 'x', vhost: 'v', type: 'no' }] },
    ],
    ["policies[0] 'p' in vhost 'v': Validation failed", { policies: [{ ...policy, pattern: '(' }] }],
    ["policies[0] 'p' in vhost 'v': Validation failed", { policies: [{ ...policy, definition: {} }] }],
    [
      "parameters[0] 'limits' in vhost 'v': Unrecognised terms",
      { parameters: [{ component: 'vhost-limits', name: 'limits', vhost: 'v', value: { x: 1 } }] },
    ],
    [
      "bindings[0] in vhost 'v': Invalid x-match",
      {
        exchanges: [{ name: 'h', vhost: 'v', type: 'headers' }],
        bindings: [
          { source: 'h', vhost: 'v', destination: 'h', destination_type: 'exchange', arguments: { 'x-match': 'some' } },
        ],
      },
    ],
  ])('is named: %s; and nothing is changed', async (reason, part) => {
    const broker = emptyBroker();
    broker.addVHost('v');
    const before = exportOf(broker);
    const document = { users: [{ name: 'new', tags: '' }], ...part };
    await expect(importDefinitions(broker, document, null)).rejects.toThrow(reason);
    expect(exportOf(broker)).toEqual(before);
  });

  test('is also one queue more than the vhost may have', async () => {
    const broker = emptyBroker();
    broker.addVHost('v').limits.set('max-queues', 1);
    const queues = ['a', 'b'].map((name) => ({ name, vhost: 'v' }));
    await expect(importDefinitions(broker, { queues }, null)).rejects.toThrow(
      "queues[1] 'b' in vhost 'v': cannot declare queue 'b': queue limit in vhost 'v' (1) is reached",
    );
    expect(broker.vhosts.get('v')?.queues.size).toBe(0);
  });

  test.each([null, 3, 'x', []])('is the whole document when it is %j', async (document) => {
    await expect(importDefinitions(emptyBroker(), document, null)).rejects.toThrow('failed_to_parse_json');
  });
});

test('an import changes what it may change', async () => {
  const broker = await imported(RABBITMQ_EXPORT);
  const document = structuredClone(RABBITMQ_EXPORT);
  document['users'][0].tags = ['monitoring'];
  document['policies'][0].priority = 9;
  document['permissions'][0].read = '';
  document['vhosts'] = [{ name: 'v', description: 'now with one', tags: ['t'] }];
  expect(tally(await importDefinitions(broker, document, null))).toMatchObject({ change: 4, create: 0 });
  expect(broker.vhosts.get('v')).toMatchObject({ description: 'now with one', tags: ['t'] });
  expect(broker.vhosts.get('v')?.queue('xq')?.policy?.priority).toBe(9);
});
