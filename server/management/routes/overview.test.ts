import { expect, test } from 'vitest';
import { QUEUE, TestApi } from '@/server/management/test-api';

test('the overview has what clients read', async () => {
  const api = new TestApi();
  const { json } = await api.get('overview');
  expect(json).toMatchObject({
    management_version: '4.2.0',
    rabbitmq_version: '4.2.0',
    product_name: 'Warren',
    product_version: '0.1.0',
    cluster_name: 'warren@test',
    node: 'warren@test',
    rates_mode: 'basic',
    erlang_version: 'none',
    queue_totals: { messages: 0, messages_ready: 0, messages_unacknowledged: 0 },
    object_totals: { connections: 0, channels: 0, exchanges: 7, queues: 0, consumers: 0 },
    churn_rates: { connection_created: 0, connection_created_details: { rate: 0 } },
    message_stats: { publish: 0, publish_details: { rate: 0 }, deliver_no_ack: 0, get_empty: 0 },
    listeners: [
      { node: 'warren@test', protocol: 'amqp', ip_address: '127.0.0.1', port: 5672 },
      { node: 'warren@test', protocol: 'http', ip_address: '127.0.0.1', port: 15672 },
    ],
    contexts: [{ node: 'warren@test', path: '/', port: '15672' }],
  });
  expect(json.exchange_types.map((type: { name: string }) => type.name)).toEqual([
    'direct',
    'fanout',
    'topic',
    'headers',
    'x-consistent-hash',
    'x-random',
    'x-local-random',
    'x-modulus-hash',
    'x-recent-history',
    'x-delayed-message',
  ]);
  expect(typeof json.erlang_full_version).toBe('string');
});

test('the overview adds up what the user may see', async () => {
  const api = new TestApi();
  const other = api.broker.addVHost('other');
  api.vhost.addQueue('a', null, QUEUE);
  other.addQueue('b', null, QUEUE);
  api.openChannel(api.connect());
  api.allow(api.addUser('app', ['management']), 'other');
  api.tick();
  const body = { routing_key: 'a', properties: {}, payload: 'x', payload_encoding: 'string' };
  for (let i = 0; i < 5; i++) await api.ask('POST', 'exchanges/%2F/amq.default/publish', { body });
  api.tick();
  expect((await api.get('overview')).json).toMatchObject({
    object_totals: { queues: 2, connections: 1, channels: 1, exchanges: 14 },
    queue_totals: { messages: 5, messages_details: { rate: 1 } },
    message_stats: { publish: 5, publish_details: { rate: 1 } },
    churn_rates: { connection_created: 1 },
  });
  expect((await api.get('overview', { as: 'app' })).json).toMatchObject({
    object_totals: { queues: 1, connections: 0, exchanges: 7 },
    queue_totals: { messages: 0 },
  });
});

test('the small answers', async () => {
  const api = new TestApi();
  expect((await api.get('cluster-name')).json).toEqual({ name: 'warren@test' });
  expect((await api.get('extensions')).json).toEqual([]);
  expect((await api.get('version', { as: null })).json).toBe('4.2.0');
  expect((await api.get('aliveness-test/%2F')).json).toEqual({ status: 'ok' });
  expect((await api.get('aliveness-test/none')).status).toBe(404);
  expect((await api.get('health/checks/alarms')).json).toEqual({ status: 'ok' });
  expect((await api.get('health/checks/local-alarms')).json).toEqual({ status: 'ok' });
  expect((await api.get('health/checks/virtual-hosts')).json).toEqual({ status: 'ok' });
});

test('a node has what strict clients insist on, with its type', async () => {
  const api = new TestApi();
  api.now += 1500;
  const { json } = await api.get('nodes/warren%40test');
  expect((await api.get('nodes?columns=name')).json).toEqual([{ name: 'warren@test' }]);
  expect((await api.get('nodes/none')).status).toBe(404);
  expect(json).toMatchObject({
    name: 'warren@test',
    type: 'disc',
    running: true,
    being_drained: false,
    os_pid: String(process.pid),
    uptime: 1500,
    mem_alarm: false,
    disk_free_alarm: false,
    rates_mode: 'basic',
    partitions: [],
  });
  const numbers = ['run_queue', 'processors', 'fd_total', 'proc_total', 'mem_used', 'mem_limit', 'disk_free_limit'];
  for (const key of numbers) expect([key, typeof json[key]]).toEqual([key, 'number']);
  expect(json.mem_used).toBeGreaterThan(0);
});

test('everybody may know what one may do oneself', async () => {
  const api = new TestApi();
  const { json } = await api.get('whoami/permissions');
  expect(json).toEqual([{ user: 'guest', vhost: '/', configure: '.*', write: '.*', read: '.*' }]);
});
