import { beforeEach, describe, expect, test } from 'vitest';
import { TestApi } from '@/server/management/test-api';

let api: TestApi;

beforeEach(async () => {
  api = new TestApi();
  await api.ask('PUT', 'queues/%2F/q');
  await api.ask('PUT', 'exchanges/%2F/x', { body: { type: 'topic' } });
});

const toQueue = 'bindings/%2F/e/x/q/q';
const implicit = {
  source: '',
  vhost: '/',
  destination: 'q',
  destination_type: 'queue',
  routing_key: 'q',
  arguments: {},
  properties_key: 'q',
};

describe('POST', () => {
  test.each<[{ routing_key?: string }, string]>([
    [{}, 'q/~'],
    [{ routing_key: 'key' }, 'q/key'],
    [{ routing_key: 'a b' }, 'q/a%2Bb'],
    [{ routing_key: '~' }, 'q/%257E'],
    [{ routing_key: 'k.#' }, 'q/k.%2523'],
  ])('%j is created at %s', async (body, location) => {
    const { status, headers, text } = await api.ask('POST', toQueue, { body });
    expect([status, headers['location'], text]).toEqual([201, location, '']);
    const again = await api.ask('POST', toQueue, { body });
    expect(again.status).toBe(201);
    expect((await api.get(`bindings/%2F/e/x/q/${location}`)).json.routing_key).toBe(body.routing_key ?? '');
    expect((await api.ask('DELETE', `bindings/%2F/e/x/q/${location}`)).status).toBe(204);
    expect((await api.get(toQueue)).json).toEqual([]);
  });

  test('arguments are part of the name', async () => {
    const body = { routing_key: 'k', arguments: { 'x-match': 'all', n: 1, nothing: null } };
    const { headers } = await api.ask('POST', toQueue, { body });
    expect(headers['location']).toMatch(/^q\/k~[\w-]+$/);
    const { json } = await api.get(`bindings/%2F/e/x/q/${headers['location']}`);
    expect(json).toMatchObject({ ...body, properties_key: headers['location']?.slice(2) });
  });

  test('an exchange is bound to an exchange', async () => {
    const { status, headers } = await api.ask('POST', 'bindings/%2F/e/x/e/amq.fanout', { body: { routing_key: 'r' } });
    expect([status, headers['location']]).toEqual([201, 'amq.fanout/r']);
    const { json } = await api.get('exchanges/%2F/amq.fanout/bindings/destination');
    expect(json).toEqual([
      {
        source: 'x',
        vhost: '/',
        destination: 'amq.fanout',
        destination_type: 'exchange',
        routing_key: 'r',
        arguments: {},
        properties_key: 'r',
      },
    ]);
    expect((await api.ask('DELETE', 'bindings/%2F/e/x/e/amq.fanout/r')).status).toBe(204);
  });

  test.each([
    ['bindings/%2F/e/x/q/none', {}, 404, { error: 'not_found', reason: "no queue 'none' in vhost '/'" }],
    ['bindings/%2F/e/none/q/q', {}, 404, { error: 'not_found', reason: "no exchange 'none' in vhost '/'" }],
    ['bindings/none/e/x/q/q', {}, 404, { error: 'not_found', reason: 'vhost_not_found' }],
    ['bindings/%2F/e/x/z/q', {}, 404, { error: 'Object Not Found', reason: 'Not Found' }],
    [toQueue, { routing_key: 3 }, 400, { error: 'bad_request', reason: 'not_string: routing_key 3' }],
    [toQueue, { routing_key: '\ud800' }, 400, { error: 'bad_request', reason: 'not_unicode: routing_key' }],
    [toQueue, { arguments: 'x' }, 400, { error: 'bad_request', reason: 'not_object: arguments' }],
  ])('%s %j is refused', async (path, body, status, error) => {
    const answer = await api.ask('POST', path, { body });
    expect([answer.status, answer.json]).toEqual([status, error]);
  });

  test('a routing key ends at 255 bytes', async () => {
    expect((await api.ask('POST', toQueue, { body: { routing_key: 'k'.repeat(10_000) } })).status).toBe(400);
  });

  test('nothing is bound to the default exchange', async () => {
    expect((await api.ask('POST', 'bindings/%2F/e/amq.default/q/q', { body: { routing_key: 'z' } })).status).toBe(401);
    expect((await api.ask('DELETE', 'bindings/%2F/e/amq.default/q/q/q')).status).toBe(401);
  });
});

describe('GET', () => {
  test('lists hold the implicit binding of each queue', async () => {
    await api.ask('POST', toQueue, { body: { routing_key: 'k' } });
    const made = { ...implicit, source: 'x', routing_key: 'k', properties_key: 'k' };
    expect((await api.get('bindings')).json).toEqual([implicit, made]);
    expect((await api.get('bindings/%2F')).json).toEqual([implicit, made]);
    expect((await api.get('queues/%2F/q/bindings')).json).toEqual([implicit, made]);
    expect((await api.get('exchanges/%2F/x/bindings/source')).json).toEqual([made]);
    expect((await api.get('exchanges/%2F/amq.default/bindings/source')).json).toEqual([implicit]);
    expect((await api.get('bindings/%2F/e/amq.default/q/q')).json).toEqual([implicit]);
    expect((await api.get('bindings/%2F/e/amq.default/q/q/q')).json).toEqual(implicit);
    expect((await api.get(toQueue)).json).toEqual([made]);
  });

  test('between things that are not there is nothing', async () => {
    for (const path of ['bindings/%2F/e/none/q/q', 'bindings/%2F/e/x/q/none', 'exchanges/%2F/none/bindings/source']) {
      const { status, json } = await api.get(path);
      expect([status, json]).toEqual([200, []]);
    }
    expect((await api.get(`${toQueue}/none`)).status).toBe(404);
    expect((await api.ask('DELETE', `${toQueue}/none`)).status).toBe(404);
    expect((await api.get('bindings/none')).status).toBe(404);
  });

  test('names with slashes and Unicode are understood', async () => {
    const name = encodeURIComponent('ü/q');
    await api.ask('PUT', `queues/%2F/${name}`);
    const { headers } = await api.ask('POST', `bindings/%2F/e/x/q/${name}`, { body: { routing_key: 'a/b' } });
    expect(headers['location']).toBe('%C3%BC%2Fq/a%252Fb');
    expect((await api.get(`bindings/%2F/e/x/q/${headers['location']}`)).json.destination).toBe('ü/q');
  });
});
