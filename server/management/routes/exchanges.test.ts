import { describe, expect, test } from 'vitest';
import { TestApi } from '@/server/management/test-api';

const KEYS = ['arguments', 'auto_delete', 'durable', 'internal', 'name', 'type', 'user_who_performed_action', 'vhost'];

describe('PUT /exchanges/:vhost/:exchange', () => {
  test('creates with 201 and finds with 204', async () => {
    const api = new TestApi();
    const body = { type: 'topic', durable: true, internal: true, arguments: { 'alternate-exchange': 'amq.fanout' } };
    expect((await api.ask('PUT', 'exchanges/%2F/x', { body })).status).toBe(201);
    expect((await api.ask('PUT', 'exchanges/%2F/x', { body })).status).toBe(204);
    const { json } = await api.get('exchanges/%2F/x');
    const rest = { auto_delete: false, user_who_performed_action: 'guest', incoming: [], outgoing: [] };
    expect(json).toEqual({ ...body, name: 'x', vhost: '/', ...rest });
  });

  test('is a direct exchange unless told otherwise', async () => {
    const api = new TestApi();
    expect((await api.ask('PUT', 'exchanges/%2F/x')).status).toBe(201);
    expect((await api.get('exchanges/%2F/x')).json).toMatchObject({ type: 'direct', durable: false });
  });

  test.each([
    ['x', { type: 'nope' }, 400, "unknown exchange type 'nope'"],
    ['x', { type: 3 }, 400, 'not_string: type 3'],
    ['x', { internal: 1 }, 400, 'not_boolean: internal 1'],
    ['amq.direct', { type: 'topic' }, 400, "inequivalent arg 'type' for exchange 'amq.direct' in vhost '/'"],
    ['amq.mine', {}, 401, "Access refused. exchange name 'amq.mine'"],
    ['amq.default', {}, 401, 'Access refused. operation not permitted on the default exchange'],
    ['y'.repeat(256), {}, 400, 'exchange should be less than 255 bytes, actually was 256'],
  ])('%s %j is refused', async (name, body, status, reason) => {
    const answer = await new TestApi().ask('PUT', `exchanges/%2F/${name}`, { body });
    expect(answer.status).toBe(status);
    expect(answer.json.reason).toContain(reason);
  });

  test('a vhost that is not there is named', async () => {
    expect((await new TestApi().ask('PUT', 'exchanges/none/x')).json.reason).toBe('vhost_not_found');
  });
});

describe('GET', () => {
  test('the predeclared exchanges are listed by name', async () => {
    const { json } = await new TestApi().get('exchanges/%2F/');
    expect(json.map((exchange: { name: string }) => exchange.name)).toEqual([
      '',
      'amq.direct',
      'amq.fanout',
      'amq.headers',
      'amq.match',
      'amq.rabbitmq.trace',
      'amq.topic',
    ]);
    expect(Object.keys(json[0]).sort()).toEqual(KEYS);
  });

  test('the default exchange is called amq.default', async () => {
    const { json } = await new TestApi().get('exchanges/%2F/amq.default');
    expect(json).toMatchObject({ name: '', type: 'direct', durable: true });
  });

  test('counts what came in and went out', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'queues/%2F/q');
    api.tick();
    const body = { routing_key: 'q', properties: {}, payload: '', payload_encoding: 'string' };
    await api.ask('POST', 'exchanges/%2F/amq.default/publish', { body });
    await api.ask('POST', 'exchanges/%2F/amq.default/publish', { body: { ...body, routing_key: 'none' } });
    api.tick();
    expect((await api.get('exchanges/%2F/amq.default')).json.message_stats).toEqual({
      publish_in: 2,
      publish_in_details: { rate: 0.4 },
      publish_out: 1,
      publish_out_details: { rate: 0.2 },
    });
  });

  test('what is not there is not found', async () => {
    const api = new TestApi();
    expect((await api.get('exchanges/none')).status).toBe(404);
    expect((await api.get('exchanges/%2F/none')).status).toBe(404);
  });
});

describe('DELETE', () => {
  test('an exchange goes, unless it is used and that was asked', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'exchanges/%2F/x');
    await api.ask('POST', 'bindings/%2F/e/x/e/amq.fanout');
    const { status, json } = await api.ask('DELETE', 'exchanges/%2F/x?if-unused=true');
    expect([status, json.reason]).toEqual([400, "exchange 'x' in vhost '/' in use"]);
    expect((await api.ask('DELETE', 'exchanges/%2F/x')).status).toBe(204);
    expect((await api.ask('DELETE', 'exchanges/%2F/x')).status).toBe(404);
  });

  test.each(['amq.default', 'amq.direct'])('%s stays', async (name) => {
    expect((await new TestApi().ask('DELETE', `exchanges/%2F/${name}`)).status).toBe(401);
  });
});
