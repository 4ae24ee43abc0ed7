import { describe, expect, test } from 'vitest';
import { QUEUE, TestApi } from '@/server/management/test-api';

describe('vhosts', () => {
  test('are created with 201 and changed with 204', async () => {
    const api = new TestApi();
    const body = { description: 'héé', tags: 'a, b,' };
    expect((await api.ask('PUT', 'vhosts/shop', { body })).status).toBe(201);
    expect((await api.get('vhosts/shop')).json).toMatchObject({
      name: 'shop',
      description: 'héé',
      tags: ['a', 'b'],
      metadata: { description: 'héé', tags: ['a', 'b'] },
    });
    expect((await api.ask('PUT', 'vhosts/shop', { body: { tags: ['c'] } })).status).toBe(204);
    expect((await api.get('vhosts/shop')).json).toMatchObject({ description: '', tags: ['c'] });
  });

  test('belong to who created them', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'vhosts/shop');
    expect((await api.get('vhosts/shop/permissions')).json).toEqual([
      { user: 'guest', vhost: 'shop', configure: '.*', write: '.*', read: '.*' },
    ]);
    expect((await api.ask('PUT', 'queues/shop/q')).status).toBe(201);
  });

  test('keys', async () => {
    const api = new TestApi();
    const { json } = await api.get('vhosts/%2F');
    expect(Object.keys(json).sort()).toEqual([
      ...['cluster_state', 'default_queue_type', 'description', 'messages', 'messages_details', 'messages_ready'],
      ...['messages_ready_details', 'messages_unacknowledged', 'messages_unacknowledged_details', 'metadata', 'name'],
      ...['protected_from_deletion', 'recv_oct', 'recv_oct_details', 'send_oct', 'send_oct_details', 'tags', 'tracing'],
    ]);
    expect(json.cluster_state).toEqual({ 'warren@test': 'running' });
  });

  test.each([
    ['shop', { description: 3 }, 'not_string: description 3'],
    ['shop', { tags: 3 }, 'not_list: tags'],
    ['shop', { tags: [3] }, 'not_list: tags'],
    ['x'.repeat(256), {}, 'vhost should be less than 255 bytes, actually was 256'],
  ])('%.10s %j is refused', async (name, body, reason) => {
    const { status, json } = await new TestApi().ask('PUT', `vhosts/${name}`, { body });
    expect([status, json.reason]).toEqual([400, reason]);
  });

  test('go with everything in them', async () => {
    const api = new TestApi();
    api.vhost.addQueue('q', null, QUEUE);
    const connection = api.connect();
    expect((await api.ask('DELETE', 'vhosts/%2F')).status).toBe(204);
    expect(api.closed.get(connection.name)).toContain("'/'");
    expect((await api.get('vhosts/%2F')).status).toBe(404);
    expect((await api.ask('DELETE', 'vhosts/%2F')).status).toBe(404);
    expect((await api.get('overview')).status).toBe(200);
    expect((await api.get('queues')).json).toEqual([]);
  });

  test('are shown to who may use them, and to who monitors', async () => {
    const api = new TestApi();
    api.broker.addVHost('other');
    api.allow(api.addUser('app', ['management']), '/');
    api.addUser('eye', ['monitoring']);
    const names = async (as: string) => (await api.get('vhosts?columns=name', { as })).json;
    expect(await names('app')).toEqual([{ name: '/' }]);
    expect(await names('eye')).toEqual([{ name: '/' }, { name: 'other' }]);
    expect((await api.get('vhosts/other', { as: 'app' })).status).toBe(401);
    expect((await api.get('vhosts/other', { as: 'eye' })).status).toBe(200);
    expect((await api.ask('PUT', 'vhosts/mine', { as: 'app' })).status).toBe(401);
    expect((await api.ask('DELETE', 'vhosts/%2F', { as: 'app' })).status).toBe(401);
  });

  test('counts survive the queues that they were made of', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'queues/%2F/q');
    const body = { routing_key: 'q', properties: {}, payload: 'x', payload_encoding: 'string' };
    api.tick();
    await api.ask('POST', 'exchanges/%2F/amq.default/publish', { body });
    const get = { ackmode: 'ack_requeue_false', count: 1, encoding: 'auto' };
    await api.ask('POST', 'queues/%2F/q/get', { body: get });
    await api.ask('DELETE', 'queues/%2F/q');
    api.tick();
    expect((await api.get('vhosts/%2F')).json.message_stats).toMatchObject({
      publish: 1,
      publish_details: { rate: 0.2 },
      get_no_ack: 1,
      deliver_get: 1,
      deliver_get_details: { rate: 0.2 },
    });
  });
});

describe('the settings of a vhost', () => {
  test('are kept and shown', async () => {
    const api = new TestApi();
    const body = { default_queue_type: 'quorum', protected_from_deletion: true, tracing: true };
    await api.ask('PUT', 'vhosts/shop', { body });
    const settings = { default_queue_type: 'quorum', protected_from_deletion: true };
    expect((await api.get('vhosts/shop')).json).toMatchObject({ ...settings, tracing: true, metadata: settings });
    await api.ask('PUT', 'vhosts/shop', { body: { tracing: false } });
    expect((await api.get('vhosts/shop')).json).toMatchObject({ ...settings, tracing: false });
    await api.ask('PUT', 'vhosts/shop', { body: { default_queue_type: 'undefined', protected_from_deletion: false } });
    expect((await api.get('vhosts/shop')).json).toMatchObject({
      default_queue_type: 'classic',
      protected_from_deletion: false,
    });
  });

  test('give durable shared queues the default type', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'vhosts/%2F', { body: { default_queue_type: 'quorum' } });
    await api.ask('PUT', 'queues/%2F/kept', { body: { durable: true } });
    await api.ask('PUT', 'queues/%2F/passing', { body: {} });
    expect((await api.get('queues/%2F?columns=name,type')).json).toEqual([
      { name: 'kept', type: 'quorum' },
      { name: 'passing', type: 'classic' },
    ]);
  });

  test('are left alone by a body with a fault', async () => {
    const api = new TestApi();
    const body = { description: 'new', default_queue_type: 'nope' };
    const { status, json } = await api.ask('PUT', 'vhosts/%2F', { body });
    expect([status, json.reason]).toEqual([400, 'invalid_queue_type: nope']);
    expect((await api.ask('PUT', 'vhosts/new', { body })).status).toBe(400);
    expect(api.vhost.description).toBe('');
    expect(api.broker.vhosts.has('new')).toBe(false);
  });

  test('protect it from deletion', async () => {
    const api = new TestApi();
    expect((await api.ask('POST', 'vhosts/%2F/deletion/protection')).status).toBe(204);
    expect((await api.get('vhosts/%2F/deletion/protection')).json).toEqual({ protected_from_deletion: true });
    const refused = await api.ask('DELETE', 'vhosts/%2F');
    expect([refused.status, refused.json]).toEqual([
      412,
      {
        error: 'precondition_failed',
        reason: "Refusing to delete virtual host '/' because it is protected from deletion",
      },
    ]);
    expect((await api.ask('DELETE', 'vhosts/%2F/deletion/protection')).status).toBe(204);
    expect((await api.ask('DELETE', 'vhosts/%2F')).status).toBe(204);
    expect((await api.ask('POST', 'vhosts/none/deletion/protection')).status).toBe(404);
  });

  test('say that it runs', async () => {
    const api = new TestApi();
    expect((await api.ask('POST', 'vhosts/%2F/start/warren@test')).status).toBe(204);
    const { status, json } = await api.ask('POST', 'vhosts/%2F/start/other@test');
    expect([status, json.reason]).toEqual([400, 'Request to node other@test failed with nodedown']);
    expect((await api.ask('POST', 'vhosts/none/start/warren@test')).status).toBe(404);
  });
});

test('the firehose copies messages while tracing is on', async () => {
  const api = new TestApi();
  await api.ask('PUT', 'queues/%2F/copies', { body: {} });
  await api.ask('POST', 'bindings/%2F/e/amq.rabbitmq.trace/q/copies', { body: { routing_key: '#' } });
  const publish = (payload: string) =>
    api.ask('POST', 'exchanges/%2F/amq.fanout/publish', {
      body: { routing_key: 'k', properties: {}, payload, payload_encoding: 'string' },
    });
  for (const [payload, tracing] of [
    ['before', true],
    ['traced', false],
    ['after', false],
  ] as const) {
    await publish(payload);
    await api.ask('PUT', 'vhosts/%2F', { body: { tracing } });
  }
  const body = { count: 5, ackmode: 'ack_requeue_false', encoding: 'auto' };
  const { json } = await api.ask('POST', 'queues/%2F/copies/get', { body });
  expect(json).toMatchObject([{ routing_key: 'publish.amq.fanout', payload: 'traced' }]);
});
