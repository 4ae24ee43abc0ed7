import { describe, expect, test } from 'vitest';
import { TestApi } from '@/server/management/test-api';

const put = (api: TestApi, path: string, body: unknown) => api.ask('PUT', path, { body });

describe.each(['policies', 'operator-policies'])('%s', (kind) => {
  test('are created with 201, changed with 204 and taken away', async () => {
    const api = new TestApi();
    const path = `${kind}/%2F/p`;
    expect((await put(api, path, { pattern: 'x', definition: { 'max-length': 1 } })).status).toBe(201);
    const body = { pattern: '^a', definition: { 'max-length': 2 }, priority: 3, 'apply-to': 'queues', name: 'ignored' };
    expect((await put(api, path, body)).status).toBe(204);
    const shown = {
      ...{ vhost: '/', name: 'p', pattern: '^a', 'apply-to': 'queues', definition: { 'max-length': 2 }, priority: 3 },
    };
    expect((await api.get(path)).json).toEqual(shown);
    expect((await api.get(kind)).json).toEqual([shown]);
    expect((await api.get(`${kind}/%2F`)).json).toEqual([shown]);
    expect((await api.ask('DELETE', path)).status).toBe(204);
    expect((await api.ask('DELETE', path)).status).toBe(404);
    expect((await api.get(path)).status).toBe(404);
  });

  test('are listed by priority, and to who may use the vhost', async () => {
    const api = new TestApi();
    api.broker.addVHost('other');
    api.addUser('ann', ['management']);
    const definition = { 'max-length': 1 };
    await put(api, `${kind}/%2F/strong`, { pattern: '', definition, priority: 9 });
    await put(api, `${kind}/other/weak`, { pattern: '', definition, priority: 1 });
    const names = async (as: string) =>
      (await api.get(kind, { as })).json.map(({ name }: { readonly name: string }) => name);
    expect(await names('guest')).toEqual(['weak', 'strong']);
    expect(await names('ann')).toEqual([]);
  });

  test.each<readonly [body: unknown, reason: string]>([
    [{}, '[{key_missing,pattern},{key_missing,definition}]'],
    [{ pattern: 'x', definition: {} }, 'Validation failed\n\nno policy provided\n'],
    [
      { pattern: 'x', definition: { nope: 1 } },
      'Validation failed\n\n[{<<"nope">>,1}] are not recognised policy settings\n',
    ],
    [
      { pattern: 'x', definition: { 'max-length': -1 }, priority: 'high' },
      'Validation failed\n\npriority should be a number, actually was <<"high">>\n-1 is not a valid maximum length\n',
    ],
  ])('%j is refused', async (body, reason) => {
    const { status, json } = await put(new TestApi(), `${kind}/%2F/p`, body);
    expect([status, json.reason]).toEqual([400, reason]);
  });

  test('belong to a vhost', async () => {
    const api = new TestApi();
    expect((await api.get(`${kind}/none`)).status).toBe(404);
    const { status, json } = await put(api, `${kind}/none/p`, { pattern: '', definition: { 'max-length': 1 } });
    expect([status, json.reason]).toEqual([404, 'vhost_not_found']);
  });
});

describe('what a policy applies to', () => {
  const queue = async (api: TestApi, name: string) =>
    (await api.get(`queues/%2F/${name}?columns=policy,operator_policy,effective_policy_definition`)).json;

  test('shows it at once, old or new', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'queues/%2F/a');
    expect(await queue(api, 'a')).toEqual({ policy: null, operator_policy: null, effective_policy_definition: {} });
    await put(api, 'policies/%2F/p', { pattern: '^[ab]$', definition: { 'max-length': 10, overflow: 'drop-head' } });
    await put(api, 'operator-policies/%2F/o', { pattern: '', definition: { 'max-length': 5, expires: 1000 } });
    await api.ask('PUT', 'queues/%2F/b');
    const both = {
      policy: 'p',
      operator_policy: 'o',
      effective_policy_definition: { 'max-length': 5, overflow: 'drop-head', expires: 1000 },
    };
    expect(await queue(api, 'a')).toEqual(both);
    expect(await queue(api, 'b')).toEqual(both);
    await api.ask('DELETE', 'policies/%2F/p');
    expect(await queue(api, 'a')).toEqual({
      policy: null,
      operator_policy: 'o',
      effective_policy_definition: { 'max-length': 5, expires: 1000 },
    });
  });

  test('is the kind of object and type of queue that the policy names', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'queues/%2F/classic', { body: { durable: true } });
    const quorum = { durable: true, arguments: { 'x-queue-type': 'quorum' } };
    await api.ask('PUT', 'queues/%2F/quorum', { body: quorum });
    await api.ask('PUT', 'exchanges/%2F/x');
    const definition = { 'alternate-exchange': 'amq.fanout' };
    const applies = async (applyTo: string) => {
      await put(api, 'policies/%2F/p', { pattern: '', definition, 'apply-to': applyTo });
      const queues = (await api.get('queues/%2F?columns=name,policy')).json;
      const exchange = (await api.get('exchanges/%2F/x')).json;
      return [...queues, exchange].filter(({ policy }) => policy === 'p').map(({ name }) => name);
    };
    expect(await applies('all')).toEqual(['classic', 'quorum', 'x']);
    expect(await applies('queues')).toEqual(['classic', 'quorum']);
    expect(await applies('classic_queues')).toEqual(['classic']);
    expect(await applies('quorum_queues')).toEqual(['quorum']);
    expect(await applies('streams')).toEqual([]);
    expect(await applies('exchanges')).toEqual(['x']);
  });

  test('is subject to the one of the highest priority', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'queues/%2F/a');
    for (const [name, priority] of Object.entries({ weak: 1, strong: 9, middle: 5 })) {
      await put(api, `policies/%2F/${name}`, { pattern: '', definition: { expires: priority }, priority });
    }
    expect(await queue(api, 'a')).toMatchObject({ policy: 'strong', effective_policy_definition: { expires: 9 } });
  });

  test('is an exchange too, which says so only then', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'exchanges/%2F/x');
    const keys = async () => Object.keys((await api.get('exchanges/%2F/x')).json);
    expect(await keys()).not.toContain('policy');
    await put(api, 'policies/%2F/p', { pattern: '^x$', definition: { 'alternate-exchange': 'amq.fanout' } });
    expect((await api.get('exchanges/%2F/x')).json).toMatchObject({
      policy: 'p',
      effective_policy_definition: { 'alternate-exchange': 'amq.fanout' },
    });
    expect(await keys()).not.toContain('operator_policy');
  });
});
