import { describe, expect, test } from 'vitest';
import { QUEUE, TestApi } from './test-api';

function withTraffic(): TestApi {
  const api = new TestApi();
  api.vhost.addQueue('q', null, QUEUE);
  api.tick();
  return api;
}

async function publish(api: TestApi, count: number): Promise<void> {
  const body = { routing_key: 'q', properties: {}, payload: 'x', payload_encoding: 'string' };
  for (let i = 0; i < count; i++) await api.ask('POST', 'exchanges/%2F/amq.default/publish', { body });
  api.tick();
}

const RANGES = ['lengths', 'msg_rates', 'data_rates', 'node_stats']
  .map((prefix) => `${prefix}_age=10&${prefix}_incr=5`)
  .join('&');

function valueAt(json: unknown, column: string): unknown {
  return column.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], json);
}

const detailsUntil = (now: number) => ({
  rate: expect.any(Number),
  samples: expect.arrayContaining([{ sample: expect.any(Number), timestamp: now }]),
  avg_rate: expect.any(Number),
  avg: expect.any(Number),
});

describe('samples', () => {
  test('of a queue', async () => {
    const api = withTraffic();
    await publish(api, 5);
    await publish(api, 10);
    const { json } = await api.get(`queues/%2F/q?${RANGES}&columns=messages_details,message_stats.publish_details`);
    const values = [15, 5, 0].map((sample, i) => ({ sample, timestamp: api.now - i * 5000 }));
    const details = { rate: 2, samples: values, avg_rate: 1.5, avg: 20 / 3 };
    expect(json).toEqual({ messages_details: details, message_stats: { publish_details: details } });
  });

  test('are only there when they are asked for', async () => {
    const api = withTraffic();
    await publish(api, 5);
    for (const query of ['', '?lengths_age=60', '?lengths_incr=5', '?lengths_age=abc&lengths_incr=5']) {
      expect((await api.get(`queues/%2F/q${query}`)).json.messages_details).toEqual({ rate: 1 });
    }
    const { json } = await api.get('queues/%2F/q?lengths_age=5&lengths_incr=5');
    expect(json.messages_details.samples).toHaveLength(2);
    expect(json.message_stats.publish_details).toEqual({ rate: 1 });
  });

  test.each([
    ['queues', 'messages_details'],
    ['vhosts', 'messages_details'],
    ['vhosts', 'recv_oct_details'],
    ['vhosts', 'message_stats.publish_details'],
    ['exchanges', 'message_stats.publish_in_details'],
    ['connections', 'send_oct_details'],
    ['channels', 'message_stats.publish_details'],
    ['nodes', 'connection_created_details'],
  ])('are in the list of %s, at %s', async (path, column) => {
    const api = withTraffic();
    const channel = api.openChannel(api.connect());
    channel.publishes.set('', { exchange: '', published: 1 });
    await publish(api, 5);
    const { json } = await api.get(`${path}?${RANGES}`);
    const found = json.map((item: Record<string, unknown>) => valueAt(item, column));
    expect(found).toContainEqual(detailsUntil(api.now));
  });

  test.each([
    ['queues/%2F/q', 'messages_details'],
    ['queues/%2F/q', 'message_stats.publish_details'],
    ['queues/%2F/q', 'reductions_details'],
    ['vhosts/%2F', 'messages_details'],
    ['vhosts/%2F', 'recv_oct_details'],
    ['exchanges/%2F/amq.default', 'message_stats.publish_in_details'],
    ['connections/:connection', 'send_oct_details'],
    ['channels/:connection%20(1)', 'message_stats.publish_details'],
    ['nodes/warren%40test', 'connection_created_details'],
    ['nodes/warren%40test', 'io_read_count_details'],
    ['overview', 'churn_rates.queue_declared_details'],
    ['overview', 'message_stats.disk_reads_details'],
  ])('are shown by %s, at %s', async (path, column) => {
    const api = withTraffic();
    const connection = api.connect();
    api.openChannel(connection).publishes.set('', { exchange: '', published: 1 });
    await publish(api, 5);
    const place = path.replace(':connection', encodeURIComponent(connection.name));
    const { json } = await api.get(`${place}?${RANGES}`);
    expect(valueAt(json, column)).toEqual(detailsUntil(api.now));
    const { json: plain } = await api.get(place);
    expect(valueAt(plain, column)).toEqual({ rate: expect.any(Number) });
  });

  test('of the overview are those of all vhosts that the user sees', async () => {
    const api = withTraffic();
    api.broker.addVHost('other').addQueue('q', null, QUEUE);
    await publish(api, 5);
    const { json } = await api.get(`overview?${RANGES}`);
    const samples = [5, 0, 0].map((sample, i) => ({ sample, timestamp: api.now - i * 5000 }));
    expect(json.queue_totals.messages_details.samples).toEqual(samples);
    expect(json.message_stats.publish_details).toEqual({ rate: 1, samples, avg_rate: 0.5, avg: 5 / 3 });
    expect(json.churn_rates.queue_declared_details.samples).toHaveLength(3);
    expect(json.sample_retention_policies.basic).toEqual([600, 3600]);
  });

  test('can be sorted by', async () => {
    const api = withTraffic();
    await publish(api, 5);
    const query = `${RANGES}&sort=messages_details.avg&sort_reverse=true&columns=name`;
    expect((await api.get(`queues?${query}`)).json).toEqual([{ name: 'q' }]);
  });
});

test.each([
  [60, 0],
  [0, 60],
  [-10, 60],
  [6000, 5],
  [2501, 5],
])('an age of %i with an increment of %i is refused', async (age, incr) => {
  const { status, json } = await withTraffic().get(`queues?lengths_age=${age}&lengths_incr=${incr}`);
  expect([status, json]).toEqual([
    400,
    { error: 'invalid_range_parameters', reason: `Invalid range parameters: age ${age}, incr ${incr}` },
  ]);
});
