import { expect, test } from 'vitest';
import { QUEUE, TestApi } from '@/server/management/test-api';

const DOCUMENT = {
  vhosts: [{ name: 'v' }],
  queues: [{ name: 'q', vhost: 'v', durable: true, auto_delete: false, arguments: {} }],
};

test('definitions are exported, as a download too', async () => {
  const api = new TestApi();
  api.session().declareQueue('q', QUEUE);
  api.session().bindQueue('q', 'amq.topic', 'a.b', new Map());
  api.vhost.addQueue('mine', api.connect(), { ...QUEUE, exclusive: true });
  const { json, headers } = await api.get('definitions?download=a"b%0A.json');
  expect(headers['content-disposition']).toBe('attachment; filename="a_b_.json"');
  expect(json).toMatchObject({
    rabbit_version: '4.2.0',
    rabbitmq_version: '4.2.0',
    product_name: 'Warren',
    rabbitmq_definition_format: 'cluster',
    users: [{ name: 'guest', tags: ['administrator'], limits: {} }],
    vhosts: [{ name: '/' }],
    permissions: [{ user: 'guest', vhost: '/', configure: '.*' }],
    queues: [{ name: 'q', vhost: '/', durable: true, auto_delete: false, arguments: {} }],
    exchanges: [],
    bindings: [{ source: 'amq.topic', vhost: '/', destination: 'q', destination_type: 'queue', routing_key: 'a.b' }],
  });
  expect((await api.get('all-configuration')).json).toEqual(json);
  expect(Object.keys((await api.get('definitions/%2F')).json)).not.toContain('users');
  expect(await api.get('definitions/none')).toMatchObject({ status: 400, json: { reason: 'vhost_not_found' } });
});

test('definitions are imported from JSON and from a form', async () => {
  const api = new TestApi();
  expect((await api.ask('POST', 'definitions', { body: DOCUMENT })).status).toBe(204);
  expect(api.broker.vhosts.get('v')?.queue('q')?.durable).toBe(true);
  const form = [
    '--x y',
    'Content-Disposition: form-data; name="other"',
    '',
    'no',
    '--x y',
    'Content-Disposition: form-data; name="file"; filename="d.json"',
    'Content-Type: application/json',
    '',
    JSON.stringify({ ...DOCUMENT, queues: [{ name: 'r', vhost: 'v' }] }),
    '--x y--',
    '',
  ].join('\r\n');
  const headers = { 'content-type': 'multipart/form-data; boundary="x y"' };
  expect((await api.ask('POST', 'definitions', { body: form, headers })).status).toBe(204);
  expect(api.broker.vhosts.get('v')?.queues.size).toBe(2);
  const none = await api.ask('POST', 'definitions', { body: form.replace('"file"', '"else"'), headers });
  expect([none.status, none.json.reason]).toEqual([400, "the form has no part 'file'"]);
});

test('definitions of a vhost are imported into the vhost of the path', async () => {
  const api = new TestApi();
  const body = { queues: [{ name: 'q' }] };
  expect((await api.ask('POST', 'definitions/%2F', { body })).status).toBe(204);
  expect(api.vhost.queues.has('q')).toBe(true);
  expect((await api.ask('POST', 'definitions/none', { body })).status).toBe(404);
});

test('what is no JSON is refused, and an empty body changes nothing', async () => {
  const api = new TestApi();
  expect((await api.ask('POST', 'definitions', { body: '{' })).json.reason).toBe('failed_to_parse_json');
  expect((await api.ask('POST', 'definitions')).status).toBe(204);
});

test('a dry run tells what an import would do and does nothing', async () => {
  const api = new TestApi();
  api.session().declareQueue('q', QUEUE);
  const body = { ...DOCUMENT, bindings: [{ source: 'none', vhost: 'v', destination: 'q', destination_type: 'queue' }] };
  const { status, json } = await api.ask('POST', 'definitions?dry_run=true', { body });
  expect(status).toBe(200);
  expect(json).toEqual({
    create: 2,
    change: 0,
    equal: 0,
    conflict: 0,
    skip: 1,
    items: [
      { kind: 'vhosts', vhost: null, name: 'v', verdict: 'create' },
      { kind: 'queues', vhost: 'v', name: 'q', verdict: 'create' },
      {
        kind: 'bindings',
        vhost: 'v',
        name: 'none to queue q by ~',
        verdict: 'skip',
        reason: 'the source does not exist',
      },
    ],
  });
  expect(api.broker.vhosts.has('v')).toBe(false);
});

test('definitions are for administrators', async () => {
  const api = new TestApi();
  for (const tag of ['management', 'policymaker', 'monitoring']) {
    api.allow(api.addUser(tag, [tag]), '/');
    for (const path of ['definitions', 'definitions/%2F', 'all-configuration']) {
      expect((await api.get(path, { as: tag })).status).toBe(401);
      expect((await api.ask('POST', path, { as: tag, body: {} })).status).toBe(401);
    }
  }
});
