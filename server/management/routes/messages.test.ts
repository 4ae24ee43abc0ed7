import { beforeEach, describe, expect, test } from 'vitest';
import { TestApi } from '@/server/management/test-api';

let api: TestApi;

beforeEach(async () => {
  api = new TestApi();
  await api.ask('PUT', 'queues/%2F/q');
});

const message = { routing_key: 'q', properties: {}, payload: 'hi', payload_encoding: 'string' };

const publish = (body: unknown, exchange = 'amq.default') =>
  api.ask('POST', `exchanges/%2F/${exchange}/publish`, { body });
const getFrom = (body: unknown, queue = 'q') => api.ask('POST', `queues/%2F/${queue}/get`, { body });
const peek = { ackmode: 'ack_requeue_true', count: 10, encoding: 'auto' };

describe('publish', () => {
  test('says whether a queue took the message', async () => {
    expect((await publish(message)).json).toEqual({ routed: true });
    expect((await publish({ ...message, routing_key: 'none' })).json).toEqual({ routed: false });
    expect((await publish(message, '')).json).toEqual({ routed: true });
    expect((await publish({ ...message, extra: 1 }, 'amq.fanout')).json).toEqual({ routed: false });
    expect(api.vhost.returned).toBe(2);
    expect(api.broker.memory.messages).toBe(2);
  });

  test('properties and headers arrive', async () => {
    const properties = {
      content_type: 'text/plain',
      headers: { n: 1, list: [1, 'x', {}], nothing: null, ü: true },
      delivery_mode: 2,
      priority: 3,
      timestamp: 1_700_000_000,
      message_id: 'm',
      user_id: 'guest',
    };
    await publish({ ...message, properties });
    expect((await getFrom(peek)).json[0].properties).toEqual(properties);
  });

  test('a headers exchange reads the headers', async () => {
    const binding = { arguments: { 'x-match': 'all', kind: 'a' } };
    await api.ask('POST', 'bindings/%2F/e/amq.headers/q/q', { body: binding });
    const withKind = (kind: string) => ({ ...message, properties: { headers: { kind } } });
    expect((await publish(withKind('a'), 'amq.headers')).json).toEqual({ routed: true });
    expect((await publish(withKind('b'), 'amq.headers')).json).toEqual({ routed: false });
  });

  test.each([
    [{}, '[{key_missing,routing_key},{key_missing,properties},{key_missing,payload},{key_missing,payload_encoding}]'],
    [{ ...message, payload_encoding: undefined }, '[{key_missing,payload_encoding}]'],
    [{ ...message, payload: 3 }, 'payload_not_string'],
    [{ ...message, payload_encoding: 'zip' }, 'unsupported_encoding: payload_encoding is either string or base64'],
    [{ ...message, payload: 'h!!', payload_encoding: 'base64' }, 'not_base64: payload'],
    [{ ...message, payload: 'abc', payload_encoding: 'base64' }, 'not_base64: payload'],
    [{ ...message, routing_key: 5 }, 'not_string: routing_key 5'],
    [{ ...message, routing_key: 'k'.repeat(300) }, 'routing_key should be less than 255 bytes, actually was 300'],
    [{ ...message, properties: 3 }, 'not_object: properties'],
    [{ ...message, properties: { delivery_mode: '2' } }, 'not_int: delivery_mode'],
    [
      { ...message, properties: { user_id: 'bob' } },
      "user_id property set to 'bob' but authenticated user was 'guest'",
    ],
    ['nojson', 'not_json'],
  ])('%j is refused', async (body, reason) => {
    const { status, json } = await publish(body);
    expect([status, json]).toEqual([400, { error: 'bad_request', reason }]);
    expect(api.broker.memory.messages).toBe(0);
  });

  test('an exchange that is missing or internal is refused', async () => {
    const missing = await publish(message, 'none');
    expect([missing.status, missing.json.reason]).toEqual([404, "no exchange 'none' in vhost '/'"]);
    const internal = await publish(message, 'amq.rabbitmq.trace');
    expect(internal.status).toBe(401);
    expect(internal.json.reason).toContain('cannot publish to internal exchange');
    expect((await publish(message, 'x'.repeat(300))).status).toBe(400);
  });

  test('a body above the limit is refused', async () => {
    api = new TestApi({ maxMessageBytes: 4 });
    const { status, json } = await publish({ ...message, payload: 'äöü' });
    expect([status, json.reason]).toEqual([400, 'message size 6 is larger than configured max size 4']);
  });

  test('a queue that is full and refuses is not hidden', async () => {
    const args = { 'x-max-length': 1, 'x-overflow': 'reject-publish' };
    await api.ask('PUT', 'queues/%2F/full', { body: { arguments: args } });
    const full = { ...message, routing_key: 'full' };
    expect((await publish(full)).json).toEqual({ routed: true });
    const reason = 'rejected Unable to publish message. Check queue limits.';
    expect(await publish(full)).toMatchObject({ status: 400, json: { error: 'bad_request', reason } });
    // Neither is one of several.
    for (const queue of ['q', 'full']) {
      await api.ask('POST', `bindings/%2F/e/amq.fanout/q/${queue}`, { body: {} });
    }
    expect(await publish(full, 'amq.fanout')).toMatchObject({ status: 400, json: { reason } });
    expect((await api.get('queues/%2F/full')).json.messages).toBe(1);
  });

  test('a message wakes the consumers of its queue', async () => {
    const channel = api.openChannel(api.connect());
    api.session().consume(channel, 'q', { consumerTag: 'c', noAck: false, exclusive: false, arguments: new Map() });
    await publish(message);
    expect(channel.delivered).toBe(1);
  });

  test('under an alarm publishing is refused', async () => {
    api = new TestApi({ memoryLimitBytes: 300_000 });
    await api.ask('PUT', 'queues/%2F/q');
    for (let i = 0; i < 2; i++) await publish({ ...message, payload: 'x'.repeat(200_000) });
    const { status, json } = await publish(message);
    expect([status, json.reason]).toEqual([400, 'publishing is blocked: low on memory']);
    expect((await api.get('health/checks/alarms')).json).toEqual({
      status: 'failed',
      reason: 'There are alarms in effect in the cluster',
      alarms: [{ node: 'warren@test', resource: 'memory' }],
    });
    expect((await api.get('health/checks/local-alarms')).status).toBe(503);
    await api.ask('DELETE', 'queues/%2F/q/contents');
    expect((await api.get('health/checks/alarms')).status).toBe(200);
  });
});

describe('get', () => {
  const depth = async () => (await api.get('queues/%2F/q')).json.messages;

  test('an item has the keys of RabbitMQ', async () => {
    await publish(message);
    await publish(message);
    expect((await getFrom({ ...peek, count: 1 })).json).toEqual([
      {
        payload_bytes: 2,
        redelivered: false,
        exchange: '',
        routing_key: 'q',
        message_count: 1,
        properties: [],
        payload: 'hi',
        payload_encoding: 'string',
      },
    ]);
  });

  test.each([
    ['ack_requeue_true', 2],
    ['reject_requeue_true', 2],
    ['ack_requeue_false', 0],
    ['reject_requeue_false', 0],
  ])('%s leaves %i of 2', async (ackmode, left) => {
    await publish({ ...message, payload: '1' });
    await publish({ ...message, payload: '2' });
    const { json } = await getFrom({ ...peek, ackmode });
    expect(json.map((item: { payload: string }) => item.payload)).toEqual(['1', '2']);
    expect(await depth()).toBe(left);
    expect((await api.get('queues/%2F/q')).json.messages_unacknowledged).toBe(0);
    expect(api.broker.memory.messages).toBe(left);
    const again = (await getFrom({ ...peek, ackmode })).json;
    expect(again.map((item: { payload: string; redelivered: boolean }) => [item.payload, item.redelivered])).toEqual(
      left === 0
        ? []
        : [
            ['1', true],
            ['2', true],
          ],
    );
  });

  test.each([
    [0, 0],
    [2, 2],
    ['2', 2],
    [99, 3],
    [-1, 3],
  ])('a count of %j gives %i', async (count, given) => {
    for (let i = 0; i < 3; i++) await publish(message);
    expect((await getFrom({ ...peek, count })).json).toHaveLength(given);
    expect(await depth()).toBe(3);
  });

  test('bytes that are not UTF-8 come as base64', async () => {
    await publish({ ...message, payload: 'gP8=', payload_encoding: 'base64' });
    await publish({ ...message, payload: '\ufeffü\0' });
    const { json } = await getFrom(peek);
    expect(json[0]).toMatchObject({ payload: 'gP8=', payload_encoding: 'base64', payload_bytes: 2 });
    expect(json[1]).toMatchObject({ payload: '\ufeffü\0', payload_encoding: 'string' });
    expect((await getFrom({ ...peek, encoding: 'base64' })).json[1].payload_encoding).toBe('base64');
  });

  test('truncate cuts the payload and tells the whole size', async () => {
    await publish({ ...message, payload: 'aü' });
    const cut = async (truncate: unknown) => (await getFrom({ ...peek, truncate })).json[0];
    expect(await cut(1)).toMatchObject({ payload: 'a', payload_encoding: 'string', payload_bytes: 3 });
    // Half a character is no text.
    expect(await cut('2')).toMatchObject({ payload: 'YcM=', payload_encoding: 'base64' });
    expect(await cut(99)).toMatchObject({ payload: 'aü' });
    expect(await cut(0)).toMatchObject({ payload: '' });
  });

  test.each([
    [{}, '[{key_missing,ackmode},{key_missing,count},{key_missing,encoding}]'],
    [{ ...peek, ackmode: 'get' }, 'Invalid ackmode value: get'],
    [{ ...peek, ackmode: 'constructor' }, 'Invalid ackmode value: constructor'],
    [{ ...peek, count: 'x' }, 'not_integer: count "x"'],
    [{ ...peek, count: 1.5 }, 'not_integer: count 1.5'],
    [{ ...peek, encoding: 'zip' }, 'Unsupported encoding. Please use auto or base64.'],
    [{ ...peek, truncate: -1 }, 'truncate is below 0'],
  ])('%j is refused', async (body, reason) => {
    await publish(message);
    const { status, json } = await getFrom(body);
    expect([status, json]).toEqual([400, { error: 'bad_request', reason }]);
    expect(await depth()).toBe(1);
  });

  test('a queue that is missing is not found', async () => {
    const { status, json } = await getFrom(peek, 'none');
    expect([status, json]).toEqual([404, { error: 'not_found', reason: "no queue 'none' in vhost '/'" }]);
  });

  test('reading needs the permission to read', async () => {
    await publish(message);
    const user = api.addUser('writer', ['management']);
    api.broker.access.setPermission(user, '/', { configure: '', write: '.*', read: '' });
    const { status } = await api.ask('POST', 'queues/%2F/q/get', { body: peek, as: 'writer' });
    expect(status).toBe(401);
    expect((await api.ask('DELETE', 'queues/%2F/q/contents', { as: 'writer' })).status).toBe(401);
    expect(await depth()).toBe(1);
  });
});

test('only impersonators publish in the name of another', async () => {
  const api = new TestApi();
  const publishAs = async (as: string) => {
    const body = { routing_key: 'q', properties: { user_id: 'boss' }, payload: '', payload_encoding: 'string' };
    return (await api.ask('POST', 'exchanges/%2F/amq.default/publish', { as, body })).status;
  };
  api.allow(api.addUser('actor', ['management', 'impersonator']), '/');
  expect(await publishAs('actor')).toBe(200);
  expect(await publishAs('guest')).toBe(400);
});
