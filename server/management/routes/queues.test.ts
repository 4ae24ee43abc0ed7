import { describe, expect, test } from 'vitest';
import { QUEUE, TestApi } from '@/server/management/test-api';

/** The keys of RabbitMQ's queues, without those of Erlang's internals. */
const KEYS = [
  'arguments',
  'auto_delete',
  'backing_queue_status',
  'consumer_capacity',
  'consumer_utilisation',
  'consumers',
  'durable',
  'effective_policy_definition',
  'exclusive',
  'exclusive_consumer_tag',
  'garbage_collection',
  'head_message_timestamp',
  'memory',
  'message_bytes',
  'message_bytes_paged_out',
  'message_bytes_persistent',
  'message_bytes_ram',
  'message_bytes_ready',
  'message_bytes_unacknowledged',
  'messages',
  'messages_details',
  'messages_paged_out',
  'messages_persistent',
  'messages_ram',
  'messages_ready',
  'messages_ready_details',
  'messages_ready_ram',
  'messages_unacknowledged',
  'messages_unacknowledged_details',
  'messages_unacknowledged_ram',
  'name',
  'node',
  'operator_policy',
  'policy',
  'recoverable_slaves',
  'reductions',
  'reductions_details',
  'single_active_consumer_tag',
  'state',
  'type',
  'vhost',
];

const publishTo = (api: TestApi, routing_key: string, payload = 'hi') =>
  api.ask('POST', 'exchanges/%2F/amq.default/publish', {
    body: { routing_key, properties: {}, payload, payload_encoding: 'string' },
  });

describe('PUT /queues/:vhost/:queue', () => {
  test('creates with 201 and finds with 204', async () => {
    const api = new TestApi();
    const body = { durable: true, auto_delete: false, arguments: { 'x-max-length': 5 } };
    expect((await api.ask('PUT', 'queues/%2F/q', { body })).status).toBe(201);
    expect((await api.ask('PUT', 'queues/%2F/q', { body })).status).toBe(204);
    const { json } = await api.get('queues/%2F/q');
    expect(json).toMatchObject({
      name: 'q',
      vhost: '/',
      durable: true,
      arguments: { 'x-max-length': 5 },
      type: 'classic',
    });
  });

  test('a body is optional', async () => {
    const api = new TestApi();
    expect((await api.ask('PUT', 'queues/%2F/q')).status).toBe(201);
    expect((await api.ask('PUT', 'queues/%2F/r', { body: 'null' })).status).toBe(201);
    expect((await api.get('queues/%2F/q')).json.durable).toBe(false);
  });

  test('other properties than those of the queue that is there are refused', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'queues/%2F/q');
    const { status, json } = await api.ask('PUT', 'queues/%2F/q', { body: { durable: true } });
    expect(status).toBe(400);
    expect(json.reason).toBe(
      "inequivalent arg 'durable' for queue 'q' in vhost '/': received 'true' but current is 'false'",
    );
  });

  test.each([
    ['{bad', 'not_json'],
    ['[1]', 'not_json'],
    ['3', 'not_json'],
    ['"{}"', 'invalid payload: the request body JSON-decoded to a string. Is the input doubly-JSON-encoded?'],
    [{ durable: 'yes' }, 'not_boolean: durable "yes"'],
    [{ auto_delete: null }, 'not_boolean: auto_delete null'],
    [{ arguments: 3 }, 'not_object: arguments'],
    [{ arguments: [1] }, 'not_object: arguments'],
    [{ exclusive: true }, 'an exclusive queue can be declared over AMQP only'],
  ])('the body %j is refused', async (body, reason) => {
    const { status, json } = await new TestApi().ask('PUT', 'queues/%2F/q', { body });
    expect([status, json]).toEqual([400, { error: 'bad_request', reason }]);
  });

  test('bytes that are not UTF-8 are no JSON', async () => {
    const api = new TestApi();
    const authorization = `Basic ${Buffer.from('guest:guest').toString('base64')}`;
    const { status } = await api.api.handle({
      method: 'PUT',
      path: '/api/queues/%2F/q',
      query: '',
      headers: { authorization },
      body: Uint8Array.of(0x22, 0xff, 0x22),
      peer: '::1',
    });
    expect(status).toBe(400);
  });

  test('booleans also come as text', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'queues/%2F/q', { body: { durable: 'true', auto_delete: 'false', arguments: [] } });
    expect((await api.get('queues/%2F/q')).json).toMatchObject({ durable: true, auto_delete: false, arguments: {} });
  });

  test('names of the broker are refused', async () => {
    const { status, json } = await new TestApi().ask('PUT', 'queues/%2F/amq.x');
    expect(status).toBe(401);
    expect(json.error).toBe('not_authorized');
    expect(json.reason).toMatch(/^Access refused\. .*reserved prefix/);
  });

  test('a vhost that is not there is named', async () => {
    const { status, json } = await new TestApi().ask('PUT', 'queues/none/q');
    expect([status, json]).toEqual([404, { error: 'not_found', reason: 'vhost_not_found' }]);
  });

  test('a user without the permission is refused', async () => {
    const api = new TestApi();
    api.allow(api.addUser('app', ['management']), '/', '^app\\.');
    expect((await api.ask('PUT', 'queues/%2F/other', { as: 'app' })).status).toBe(401);
    expect((await api.ask('PUT', 'queues/%2F/app.q', { as: 'app' })).status).toBe(201);
  });

  test.each([
    'a/b',
    'ü😀',
    'a b',
    '..',
    '.',
    'a\0b',
    '%2F',
    'a?b#c',
    '+',
    '"<script>',
    '~',
    '__proto__',
    'constructor',
  ])('the name %j goes in and out', async (name) => {
    const api = new TestApi();
    const path = `queues/%2F/${encodeURIComponent(name)}`;
    expect((await api.ask('PUT', path)).status).toBe(201);
    expect((await api.get(path)).json.name).toBe(name);
    expect((await api.get('queues')).json.map((queue: { name: string }) => queue.name)).toEqual([name]);
    expect((await api.ask('DELETE', path)).status).toBe(204);
    expect((await api.get(path)).status).toBe(404);
  });

  test('names end at 255 bytes', async () => {
    const api = new TestApi();
    expect((await api.ask('PUT', `queues/%2F/${'x'.repeat(255)}`)).status).toBe(201);
    const { status, json } = await api.ask('PUT', `queues/%2F/${'x'.repeat(10_000)}`);
    expect([status, json.reason]).toEqual([400, 'queue should be less than 255 bytes, actually was 10000']);
    expect((await api.ask('PUT', `queues/%2F/${encodeURIComponent('é'.repeat(128))}`)).status).toBe(400);
    expect((await api.get(`queues/%2F/${'x'.repeat(10_000)}`)).status).toBe(404);
    expect((await api.ask('PUT', 'queues/%2F//')).status).toBe(400);
  });
});

describe('GET', () => {
  test('a queue has the keys of RabbitMQ', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'queues/%2F/q');
    expect(Object.keys((await api.get('queues/%2F')).json[0]).sort()).toEqual(KEYS);
    expect(Object.keys((await api.get('queues/%2F/q')).json).sort()).toEqual(
      [...KEYS, 'consumer_details', 'deliveries', 'incoming'].sort(),
    );
  });

  test('counts, bytes and rates', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'queues/%2F/q');
    api.tick();
    for (let i = 0; i < 10; i++) await publishTo(api, 'q');
    api.session().get('q', false, null);
    api.tick();
    const { json } = await api.get('queues/%2F/q');
    expect(json).toMatchObject({
      messages: 10,
      messages_ready: 9,
      messages_unacknowledged: 1,
      messages_details: { rate: 2 },
      message_bytes: 20,
      message_bytes_ready: 18,
      message_bytes_unacknowledged: 2,
      memory: 20 + 10 * 160,
      message_stats: {
        publish: 10,
        publish_details: { rate: 2 },
        get: 1,
        get_details: { rate: 0.2 },
        deliver_get: 1,
        ack: 0,
        ack_details: { rate: 0 },
      },
    });
    expect(json).not.toHaveProperty('idle_since');
    api.tick();
    expect((await api.get('queues/%2F/q')).json.idle_since).toBe('2026-01-01T00:00:10.000+00:00');
  });

  test('an exclusive queue names its owner, a quorum queue its members', async () => {
    const api = new TestApi();
    const connection = api.connect();
    api.vhost.addQueue('x', connection, { ...QUEUE, durable: false, exclusive: true });
    const args = { 'x-queue-type': 'quorum' };
    await api.ask('PUT', 'queues/%2F/quorum', { body: { durable: true, arguments: args } });
    expect((await api.get('queues/%2F/x')).json).toMatchObject({
      exclusive: true,
      owner_pid_details: { name: connection.name, peer_host: '127.0.0.1', peer_port: connection.info.peerPort },
    });
    expect((await api.get('queues/%2F/quorum')).json).toMatchObject({
      type: 'quorum',
      leader: 'warren@test',
      members: ['warren@test'],
      online: ['warren@test'],
    });
  });

  test('a list holds what the user may see', async () => {
    const api = new TestApi();
    api.broker.addVHost('other').addQueue('hidden', null, QUEUE);
    api.vhost.addQueue('seen', null, QUEUE);
    api.allow(api.addUser('app', ['management']), '/');
    const names = async (as: string) => (await api.get('queues?columns=name', { as })).json;
    expect(await names('app')).toEqual([{ name: 'seen' }]);
    expect(await names('guest')).toEqual([{ name: 'seen' }, { name: 'hidden' }]);
    expect((await api.get('queues/detailed?columns=name', { as: 'app' })).json).toEqual([{ name: 'seen' }]);
  });

  test('what is not there is not found', async () => {
    const api = new TestApi();
    for (const path of ['queues/none', 'queues/none/q', 'queues/%2F/none', 'queues/%2F/none/bindings']) {
      expect((await api.get(path)).status).toBe(404);
    }
  });

  test('columns pick what is wanted', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'queues/%2F/q', { body: { arguments: { 'x-expires': 1000 } } });
    const columns = 'name,messages_details.rate,arguments.x-expires,garbage_collection.minor_gcs,none,name.x,__proto__';
    expect((await api.get(`queues/%2F/q?columns=${columns}`)).json).toEqual({
      name: 'q',
      messages_details: { rate: 0 },
      arguments: { 'x-expires': 1000 },
      garbage_collection: { minor_gcs: 0 },
    });
  });
});

describe('DELETE', () => {
  test('a queue goes; one that is in use or not empty stays when that was asked', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'queues/%2F/q');
    await publishTo(api, 'q');
    expect((await api.ask('DELETE', 'queues/%2F/q?if-empty=true')).json.reason).toBe(
      "queue 'q' in vhost '/' not empty",
    );
    const channel = api.openChannel(api.connect());
    const consumer = { consumerTag: 'c', noAck: false, exclusive: false, arguments: new Map() };
    api.session().consume(channel, 'q', consumer);
    expect((await api.ask('DELETE', 'queues/%2F/q?if-unused=true')).json.reason).toBe("queue 'q' in vhost '/' in use");
    expect((await api.ask('DELETE', 'queues/%2F/q')).status).toBe(204);
    expect((await api.ask('DELETE', 'queues/%2F/q')).status).toBe(404);
  });

  test('contents are purged', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'queues/%2F/q');
    await publishTo(api, 'q');
    expect((await api.ask('DELETE', 'queues/%2F/q/contents')).status).toBe(204);
    expect((await api.get('queues/%2F/q')).json.messages).toBe(0);
    expect((await api.ask('DELETE', 'queues/%2F/none/contents')).status).toBe(404);
  });

  test("another connection's exclusive queue is locked", async () => {
    const api = new TestApi();
    api.vhost.addQueue('x', api.connect(), { ...QUEUE, durable: false, exclusive: true });
    for (const path of ['queues/%2F/x', 'queues/%2F/x/contents']) {
      const { status, json } = await api.ask('DELETE', path);
      expect(status).toBe(400);
      expect(json.reason).toMatch(/^cannot obtain exclusive access to locked queue 'x'/);
    }
  });
});
