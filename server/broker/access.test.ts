import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CoreClient } from '@/server/testing/core-client';
import { createTestBroker } from '@/server/testing/start-test-broker';
import type { Broker } from './broker';
import { EMPTY_TABLE } from './field-table';
import type { User } from './user';

let broker: Broker;
let ann: User;

beforeEach(() => {
  broker = createTestBroker();
  ann = broker.access.addUser('ann', 'secret', []);
  broker.access.setPermission(ann, '/', { configure: '.*', write: '.*', read: '.*' });
});

const local = { address: '127.0.0.1', protocol: 'http' } as const;

describe('signing in', () => {
  const kind = (name: string, password: string, address = '127.0.0.1') =>
    broker.access.signIn({ name, password }, { ...local, address }).kind;

  test('takes a name and its password', () => {
    expect(kind('ann', 'secret')).toBe('accepted');
    expect(kind('ann', 'Secret')).toBe('refused');
    expect(kind('nobody', 'secret')).toBe('refused');
    expect(kind('', '')).toBe('refused');
  });

  test('is local for guest', () => {
    expect(kind('guest', 'guest', '10.0.0.1')).toBe('not-local');
    expect(kind('guest', 'guest', '::ffff:127.0.0.1')).toBe('accepted');
    expect(kind('ann', 'secret', '10.0.0.1')).toBe('accepted');
  });

  test('compares a hash even when there is no such user', () => {
    const verify = vi.spyOn(broker.ports.passwords, 'verify');
    kind('nobody', 'secret');
    expect(verify).toHaveBeenCalledTimes(1);
    verify.mockRestore();
  });

  test('waits after too many failures, and neither tells nor counts meanwhile', () => {
    for (let i = 0; i < 10; i++) kind('ann', 'wrong', '10.0.0.1');
    const outcomes = Array.from({ length: 100 }, () => kind('ann', 'secret', '10.0.0.1'));
    expect(new Set(outcomes)).toEqual(new Set(['waiting']));
    expect(kind('guest', 'guest', '10.0.0.1')).toBe('not-local');
    expect(broker.access.logins.all()).toEqual([{ protocol: 'http', attempts: 111, failed: 111 }]);
  });
});

describe('topic permissions', () => {
  const topic = { type: 'topic', durable: false, autoDelete: false, internal: false, arguments: EMPTY_TABLE };

  test.each<readonly [pattern: string, key: string, isAllowed: boolean]>([
    ['', '', true],
    ['', 'a', false],
    ['.*', 'anything', true],
    ['^{username}\\.', 'ann.x', true],
    ['^{username}\\.', 'bob.x', false],
    ['^{vhost}$', '/', true],
    ['^{client_id}$', '{client_id}', true],
    ['b', 'abc', true],
  ])('%s for the key %j: %s', (pattern, key, isAllowed) => {
    const client = new CoreClient(broker, 'ann');
    client.queue('q');
    client.session.declareExchange('t', topic);
    broker.access.setTopicPermission(ann, '/', 't', { write: pattern, read: pattern });
    const attempts = [
      () => client.publish('t', key, 'x'),
      () => client.session.bindQueue('q', 't', key, EMPTY_TABLE),
      () => client.session.unbindQueue('q', 't', key, EMPTY_TABLE),
      () => client.session.bindExchange('amq.fanout', 't', key, EMPTY_TABLE),
    ];
    for (const attempt of attempts) {
      if (isAllowed) expect(attempt).not.toThrow();
      else expect(attempt).toThrow(/access to topic .* refused for user 'ann'/);
    }
  });

  test('take the place of a name in a pattern literally', () => {
    const dotted = broker.access.addUser('a.b', 'secret', []);
    broker.access.setTopicPermission(dotted, '/', 't', { write: '^{username}$', read: '' });
    expect(broker.access.mayUseTopic(dotted, '/', 't', 'write', 'a.b')).toBe(true);
    expect(broker.access.mayUseTopic(dotted, '/', 't', 'write', 'axb')).toBe(false);
  });

  test('say nothing about other exchanges, other types and other vhosts', () => {
    const client = new CoreClient(broker, 'ann');
    for (const exchange of ['amq.topic', 'amq.direct']) {
      broker.access.setTopicPermission(ann, '/', exchange, { write: '^$', read: '^$' });
    }
    broker.access.setTopicPermission(ann, 'other', 't', { write: '^$', read: '^$' });
    client.session.declareExchange('t', topic);
    expect(() => client.publish('t', 'k', 'x')).not.toThrow();
    expect(() => client.publish('amq.direct', 'k', 'x')).not.toThrow();
    expect(() => client.publish('amq.topic', 'k', 'x')).toThrow();
  });

  test('change what is remembered about routes', () => {
    const client = new CoreClient(broker, 'ann');
    const version = client.vhost.topologyVersion;
    broker.access.setTopicPermission(ann, '/', 'amq.topic', { write: '^$', read: '' });
    expect(client.vhost.topologyVersion).toBeGreaterThan(version);
    broker.access.clearTopicPermission(ann, '/', null);
    expect(client.vhost.topologyVersion).toBeGreaterThan(version + 1);
    expect(() => client.publish('amq.topic', 'k', 'x')).not.toThrow();
  });
});

describe('limits', () => {
  test.each([
    [-1, 3],
    [0, 0],
    [2, 2],
  ])('%i connections of a vhost', (limit, accepted) => {
    broker.vhosts.get('/')?.limits.set('max-connections', limit);
    for (let i = 0; i < accepted; i++) new CoreClient(broker, 'ann');
    if (limit >= 0) expect(() => new CoreClient(broker, 'ann')).toThrow(`connection limit (${limit}) is reached`);
  });

  test('a connection that closes makes room', () => {
    ann.limits.set('max-connections', 1);
    const client = new CoreClient(broker, 'ann');
    expect(() => new CoreClient(broker, 'ann')).toThrow('user connection limit (1) is reached');
    broker.closeConnection(client.connection);
    expect(() => new CoreClient(broker, 'ann')).not.toThrow();
  });

  test('channels of a user count over all connections', () => {
    ann.limits.set('max-channels', 2);
    const clients = [new CoreClient(broker, 'ann'), new CoreClient(broker, 'ann')];
    for (const client of clients) client.openChannel();
    expect(() => clients[0]?.openChannel()).toThrow('has reached the maximum allowed user limit of (2)');
    expect(() => new CoreClient(broker).openChannel()).not.toThrow();
  });

  test('queues of a vhost count whoever declares them, and only new ones', () => {
    broker.vhosts.get('/')?.limits.set('max-queues', 1);
    const client = new CoreClient(broker, 'ann');
    client.queue('first');
    expect(() => client.queue('first')).not.toThrow();
    expect(() => client.queue('second')).toThrow(
      "cannot declare queue 'second': queue limit in vhost '/' (1) is reached",
    );
    client.session.deleteQueue('first', { ifUnused: false, ifEmpty: false });
    expect(() => client.queue('second')).not.toThrow();
  });
});
