import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lengthOf, type ManagementOptions, textOf } from '@/server/management/request';
import { QUEUE, TestApi } from '@/server/management/test-api';
import { createMetrics, type MetricsApi } from './metrics';

let api: TestApi;
let metrics: MetricsApi;

const OPTIONS: ManagementOptions = {
  version: '0.1.0',
  rabbitmqVersion: '4.2.0',
  product: 'Warren',
  nodeName: 'warren@test',
  clusterName: 'warren@test',
  listeners: () => [],
  memoryLimitBytes: 1000,
  startedAt: 0,
  maxMessageBytes: 1,
  machine: () => ({
    residentBytes: 5000,
    heapUsedBytes: 0,
    heapTotalBytes: 0,
    bufferBytes: 0,
    openFiles: 7,
    maxOpenFiles: 9,
    diskFreeBytes: 11,
  }),
};

beforeEach(() => {
  api = new TestApi();
  metrics = createMetrics(api.broker, OPTIONS);
});

afterEach(() => metrics.close());

async function scrape(pathAndQuery: string): Promise<string> {
  const [path = '', query = ''] = pathAndQuery.split('?');
  const request = { method: 'GET', path, query, headers: {}, body: new Uint8Array(), peer: '' };
  const { status, headers, body } = await metrics.handle(request);
  expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  expect(headers['content-length']).toBe(String(lengthOf(body)));
  return textOf(body);
}

/** The samples by name with labels. Asserts that the text is what Prometheus reads. */
function samplesOf(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  const described = new Set<string>();
  let current = '';
  for (const line of text.trimEnd().split('\n')) {
    const type = /^# TYPE ([a-z0-9_]+) (?:counter|gauge|untyped)$/.exec(line);
    if (type) {
      current = type[1] as string;
      expect(described).not.toContain(current);
      described.add(current);
      continue;
    }
    if (line.startsWith(`# HELP ${current} `)) continue;
    const sample = /^([a-z0-9_]+)(\{(?:[a-z_]+="(?:[^"\\]|\\.)*",?)+\})? (-?[\d.e+-]+)$/.exec(line);
    expect(sample?.[1], line).toBe(current);
    const key = `${sample?.[1]}${sample?.[2] ?? ''}`;
    expect(samples).not.toContain(key);
    samples.set(key, Number(sample?.[3]));
  }
  return samples;
}

const publish = (routing_key: string) =>
  api.ask('POST', 'exchanges/%2F/amq.default/publish', {
    body: { routing_key, properties: {}, payload: 'hello', payload_encoding: 'string' },
  });

/** The names that RabbitMQ's own dashboards and alerts are built from. */
const NAMES = [
  'rabbitmq_build_info',
  'rabbitmq_identity_info',
  'rabbitmq_connections',
  'rabbitmq_channels',
  'rabbitmq_consumers',
  'rabbitmq_queues',
  'rabbitmq_connections_opened_total',
  'rabbitmq_connections_closed_total',
  'rabbitmq_channels_opened_total',
  'rabbitmq_channels_closed_total',
  'rabbitmq_queues_declared_total',
  'rabbitmq_queues_created_total',
  'rabbitmq_queues_deleted_total',
  'rabbitmq_process_open_fds',
  'rabbitmq_process_max_fds',
  'rabbitmq_process_open_tcp_sockets',
  'rabbitmq_process_max_tcp_sockets',
  'rabbitmq_process_resident_memory_bytes',
  'rabbitmq_resident_memory_limit_bytes',
  'rabbitmq_disk_space_available_bytes',
  'rabbitmq_disk_space_available_limit_bytes',
  'rabbitmq_erlang_uptime_seconds',
  'rabbitmq_alarms_memory_used_watermark',
  'rabbitmq_alarms_free_disk_space_watermark',
  'rabbitmq_alarms_file_descriptor_limit',
  'rabbitmq_queue_messages',
  'rabbitmq_queue_messages_ready',
  'rabbitmq_queue_messages_unacked',
  'rabbitmq_queue_messages_bytes',
  'rabbitmq_queue_messages_ready_bytes',
  'rabbitmq_queue_messages_unacked_bytes',
  'rabbitmq_queue_messages_published_total',
  'rabbitmq_queue_consumers',
  'rabbitmq_queue_consumer_capacity',
  'rabbitmq_queue_process_memory_bytes',
  'rabbitmq_channel_consumers',
  'rabbitmq_channel_prefetch',
  'rabbitmq_consumer_prefetch',
  'rabbitmq_channel_messages_unacked',
  'rabbitmq_channel_messages_unconfirmed',
  'rabbitmq_channel_messages_published_total',
  'rabbitmq_channel_messages_confirmed_total',
  'rabbitmq_channel_messages_unroutable_returned_total',
  'rabbitmq_channel_messages_unroutable_dropped_total',
  'rabbitmq_channel_messages_delivered_total',
  'rabbitmq_channel_messages_delivered_ack_total',
  'rabbitmq_channel_messages_redelivered_total',
  'rabbitmq_channel_messages_acked_total',
  'rabbitmq_channel_get_total',
  'rabbitmq_channel_get_ack_total',
  'rabbitmq_channel_get_empty_total',
  'rabbitmq_connection_incoming_bytes_total',
  'rabbitmq_connection_outgoing_bytes_total',
  'rabbitmq_connection_incoming_packets_total',
  'rabbitmq_connection_outgoing_packets_total',
  'rabbitmq_connection_pending_packets',
  'rabbitmq_connection_channels',
  'rabbitmq_auth_attempts_total',
  'rabbitmq_auth_attempts_succeeded_total',
  'rabbitmq_auth_attempts_failed_total',
  'rabbitmq_global_messages_received_total',
  'rabbitmq_global_messages_received_confirm_total',
  'rabbitmq_global_messages_routed_total',
  'rabbitmq_global_messages_unroutable_dropped_total',
  'rabbitmq_global_messages_unroutable_returned_total',
  'rabbitmq_global_messages_confirmed_total',
  'rabbitmq_global_messages_delivered_total',
  'rabbitmq_global_messages_delivered_consume_manual_ack_total',
  'rabbitmq_global_messages_delivered_consume_auto_ack_total',
  'rabbitmq_global_messages_delivered_get_manual_ack_total',
  'rabbitmq_global_messages_delivered_get_auto_ack_total',
  'rabbitmq_global_messages_get_empty_total',
  'rabbitmq_global_messages_redelivered_total',
  'rabbitmq_global_messages_acknowledged_total',
  'rabbitmq_global_publishers',
  'rabbitmq_global_consumers',
  'process_start_time_seconds',
  'process_cpu_seconds_total',
];

test.each(['/metrics', '/metrics/per-object'])("%s has RabbitMQ's names", async (path) => {
  const text = await scrape(path);
  samplesOf(text);
  const names = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map((match) => match[1]));
  expect(NAMES.filter((name) => !names.has(name))).toEqual([]);
});

describe('sums', () => {
  test('run over all vhosts', async () => {
    api.vhost.addQueue('a', null, QUEUE);
    api.broker.addVHost('v').addQueue('b', null, QUEUE);
    for (const key of ['a', 'a', 'none']) await publish(key);
    const fetched = api.session().get('a', true, null);
    const samples = samplesOf(await scrape('/metrics'));
    expect(fetched).toBeDefined();
    expect(Object.fromEntries(samples)).toMatchObject({
      rabbitmq_queues: 2,
      rabbitmq_queue_messages_ready: 1,
      rabbitmq_queue_messages_ready_bytes: 5,
      rabbitmq_queue_messages_published_total: 2,
      rabbitmq_channel_messages_published_total: 3,
      rabbitmq_channel_messages_unroutable_returned_total: 1,
      rabbitmq_channel_get_total: 1,
      rabbitmq_process_open_fds: 7,
      rabbitmq_process_resident_memory_bytes: 5000,
      rabbitmq_disk_space_available_bytes: 11,
      'rabbitmq_global_messages_received_total{protocol="amqp091"}': 3,
      'rabbitmq_global_messages_routed_total{protocol="amqp091"}': 2,
      'rabbitmq_global_messages_delivered_get_auto_ack_total{protocol="amqp091",queue_type="rabbit_classic_queue"}': 1,
      'rabbitmq_global_messages_delivered_get_auto_ack_total{protocol="amqp091",queue_type="rabbit_quorum_queue"}': 0,
    });
  });

  test('do not fall when queues, connections and vhosts go', async () => {
    const vhost = api.broker.addVHost('v');
    api.allow(api.guest, 'v');
    vhost.addQueue('a', null, QUEUE);
    const body = { routing_key: 'a', properties: {}, payload: 'x', payload_encoding: 'string' };
    await api.ask('POST', 'exchanges/v/amq.default/publish', { body });
    api.session(vhost).get('a', true, null);
    const connection = api.connect();
    connection.receivedBytes = 100;
    const before = samplesOf(await scrape('/metrics'));
    api.broker.closeConnection(connection);
    api.broker.removeVHost(vhost);
    const after = samplesOf(await scrape('/metrics'));
    for (const [name, value] of before) {
      if (name.includes('_total'))
        expect([name, after.get(name)]).toEqual([name, Math.max(value, after.get(name) ?? -1)]);
    }
    expect(after.get('rabbitmq_connection_incoming_bytes_total')).toBe(100);
    expect(after.get('rabbitmq_channel_get_total')).toBe(1);
    expect(after.get('rabbitmq_channel_messages_published_total')).toBe(1);
  });

  test('tell of alarms and attempts to sign in', async () => {
    await api.get('whoami');
    await api.get('whoami', { as: 'nobody' });
    api.broker.isMemoryLow = true;
    const samples = samplesOf(await scrape('/metrics'));
    expect(samples.get('rabbitmq_alarms_memory_used_watermark')).toBe(1);
    expect(samples.get('rabbitmq_auth_attempts_total{protocol="http"}')).toBe(2);
    expect(samples.get('rabbitmq_auth_attempts_failed_total{protocol="http"}')).toBe(1);
  });
});

test('/metrics/per-object has a line for each object, with its names escaped', async () => {
  const name = 'a "quoted" \\ name\nwith a line end';
  api.vhost.addQueue(name, null, QUEUE);
  const channel = api.openChannel(api.connect());
  channel.publishes.set('logs', { exchange: 'logs', published: 4 });
  const text = await scrape('/metrics/per-object');
  const samples = samplesOf(text);
  expect(text).toContain(
    'rabbitmq_queue_messages_ready{vhost="/",queue="a \\"quoted\\" \\\\ name\\nwith a line end"} 0\n',
  );
  const labels = `channel="${channel.name}",vhost="/"`;
  expect(samples.get(`rabbitmq_channel_messages_published_total{${labels},exchange="logs"}`)).toBe(4);
  expect(samples.get(`rabbitmq_channel_messages_acked_total{${labels}}`)).toBe(0);
  expect(samples.get(`rabbitmq_connection_channels{connection="${channel.connection.name}",vhost="/"}`)).toBe(1);
});

// So many have their samples written by a thread.
test.each([600, 1500])('what is kept of %i queues shows what has changed, come and gone', async (count) => {
  for (let i = 0; i < count; i++) api.vhost.addQueue(`q${i}`, null, QUEUE);
  const depths = async (): Promise<Map<string, number>> => {
    const lines = (await scrape('/metrics/per-object')).matchAll(
      /^rabbitmq_queue_messages_ready\{.*queue="(\w+)"\} (\d+)$/gm,
    );
    return new Map([...lines].map(([, queue, value]) => [queue as string, Number(value)]));
  };
  expect((await depths()).size).toBe(count);
  await publish('q300');
  api.vhost.removeQueue(api.vhost.getQueue('q10'));
  api.vhost.addQueue('late', null, QUEUE);
  await publish('late');
  const found = await depths();
  expect(found.size).toBe(count);
  expect([found.get('q300'), found.get('late'), found.get('q10'), found.get('q599')]).toEqual([1, 1, undefined, 0]);
  expect(await depths()).toEqual(found);
  expect((await scrape('/metrics/detailed?family=queue_coarse_metrics&vhost=none')).includes('queue="')).toBe(false);
  expect(await depths()).toEqual(found);
});

// What was kept of the last scrape is forgotten some time after it: in the middle of the next one, if that comes just then.
test('a scrape that comes when the last one is about to be forgotten is answered whole', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    for (let i = 0; i < 50; i++) api.vhost.addQueue(`q${i}`, null, QUEUE);
    const queueLines = async () => (await scrape('/metrics/per-object')).match(/^.*\bqueue=.*$/gm);
    const lines = await queueLines();
    expect(lines?.length).toBeGreaterThan(50);
    for (let steps = 0; steps < 60; steps++) {
      const scraped = queueLines();
      for (let i = 0; i < steps; i++) await Promise.resolve();
      vi.advanceTimersByTime(90_001);
      expect(await scraped, `after ${steps} steps`).toEqual(lines);
    }
  } finally {
    vi.useRealTimers();
  }
});

describe('/metrics/detailed', () => {
  test('has what was asked for alone', async () => {
    api.vhost.addQueue('a', null, QUEUE);
    api.broker.addVHost('v').addQueue('b', null, QUEUE);
    const families = (text: string): string[] =>
      [...text.matchAll(/^# TYPE (\S+)/gm)].map((match) => match[1] as string).filter((name) => !name.endsWith('info'));
    expect(families(await scrape('/metrics/detailed'))).toEqual([]);
    const coarse = await scrape('/metrics/detailed?family=queue_coarse_metrics&vhost=v');
    expect(families(coarse)).toEqual([
      'rabbitmq_detailed_queue_messages_ready',
      'rabbitmq_detailed_queue_messages_unacked',
      'rabbitmq_detailed_queue_messages',
    ]);
    expect(coarse).toContain('rabbitmq_detailed_queue_messages{vhost="v",queue="b"} 0\n');
    expect(coarse).not.toContain('queue="a"');
    const both = await scrape('/metrics/detailed?family=queue_consumer_count&family=queue_metrics');
    expect(families(both).filter((name) => name === 'rabbitmq_detailed_queue_consumers')).toHaveLength(1);
    const churn = await scrape('/metrics/detailed?family=connection_churn_metrics&family=nonsense');
    expect(families(churn)).toContain('rabbitmq_detailed_queues_declared_total');
  });

  test('tells of the topology', async () => {
    api.vhost.addQueue('a', null, QUEUE);
    api.session().bindQueue('a', 'amq.fanout', '', new Map());
    const text = await scrape('/metrics/detailed?family=vhost_status&family=exchange_bindings&family=exchange_names');
    const samples = samplesOf(text);
    expect(samples.get('rabbitmq_cluster_vhost_status{vhost="/"}')).toBe(1);
    expect(samples.get('rabbitmq_cluster_exchange_bindings{vhost="/",exchange="amq.fanout",type="fanout"}')).toBe(1);
    expect(samples.get('rabbitmq_cluster_exchange_name{vhost="/",exchange="",type="direct"}')).toBe(1);
  });
});

test.each([
  ['GET', '/metrics/none', 404],
  ['GET', '/metrics/constructor', 404],
  ['POST', '/metrics', 405],
  ['OPTIONS', '/metrics', 200],
  ['HEAD', '/metrics/', 200],
])('%s %s is answered with %i and no body of ours', async (method, path, status) => {
  const answer = await metrics.handle({ method, path, query: '', headers: {}, body: new Uint8Array(), peer: '' });
  expect(answer.status).toBe(status);
  if (status !== 404) expect(answer.body).toBe('');
});

test('a long answer lets others have their turn', async () => {
  for (let i = 0; i < 20_000; i++) api.vhost.addQueue(`q${i}`, null, QUEUE);
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const text = await scrape('/metrics/per-object');
  isOver = true;
  expect(turns).toBeGreaterThan(3);
  expect(text.match(/^rabbitmq_queue_messages\{/gm)).toHaveLength(20_000);
});

describe('when a user is asked for', () => {
  const ask = (metricsOf: MetricsApi, name: string | null) => {
    const encoded = Buffer.from(`${name}:${name}`).toString('base64');
    const headers: Record<string, string> = name === null ? {} : { authorization: `Basic ${encoded}` };
    return metricsOf.handle({
      method: 'GET',
      path: '/metrics',
      query: '',
      headers,
      body: new Uint8Array(),
      peer: '127.0.0.1',
    });
  };

  test.each([
    ['guest', 200],
    ['watcher', 200],
    ['manager', 401],
    ['nobody', 401],
    [null, 401],
  ])('%s gets %i', async (name, status) => {
    api.addUser('watcher', ['monitoring']);
    api.addUser('manager', ['management']);
    const closed = createMetrics(api.broker, { ...OPTIONS, metricsNeedUser: true });
    const answer = await ask(closed, name);
    expect(answer.status).toBe(status);
    expect(textOf(answer.body).includes('rabbitmq_')).toBe(status === 200);
    expect((await ask(metrics, null)).status).toBe(200);
  });

  test('a browser or a scraper is told how to sign in', async () => {
    const closed = createMetrics(api.broker, { ...OPTIONS, metricsNeedUser: true });
    expect((await ask(closed, null)).headers['www-authenticate']).toMatch(/^Basic realm=/);
  });
});
