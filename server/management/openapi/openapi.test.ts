import { beforeEach, describe, expect, test } from 'vitest';
import type { Method } from '@/server/management/call';
import { allRoutes } from '@/server/management/routes/all';
import { QUEUE, TestApi } from '@/server/management/test-api';
import type { OpenApi } from './document';
import { ROUTE_NOTES } from './route-notes';

let api: TestApi;
let document: OpenApi;

beforeEach(async () => {
  api = new TestApi();
  api.addUser('target', []);
  api.vhost.addQueue('q', null, QUEUE);
  document = (await api.get('openapi.json', { as: null })).json;
});

const SERVED = allRoutes.flatMap((route) =>
  (Object.keys(route.methods) as Method[]).map((method) => ({ method, path: route.path, route })),
);
const templated = (path: string): string => `/api/${path.replace(/:(\w+)/g, '{$1}')}`;

const NAMES: Readonly<Record<string, string>> = { vhost: '%2F', user: 'target', node: 'warren@test', queue: 'q' };
const filled = (path: string): string => path.replace(/:(\w+)/g, (_whole, name: string) => NAMES[name] ?? 'amq.topic');

describe('the description', () => {
  test('has every route that is served, and no other', () => {
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(SERVED.map(({ method, path }) => `${method} ${templated(path)}`).sort());
    expect(document.openapi).toBe('3.1.0');
  });

  test('every operation that it has is served under its path', async () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      const asked = path.slice('/api/'.length).replace(/\{(\w+)\}/g, (_whole, name: string) => NAMES[name] ?? 'x');
      const { allow = '' } = (await api.ask('OPTIONS', asked)).headers;
      expect([
        path,
        allow
          .split(', ')
          .filter((name) => name !== 'HEAD' && name !== 'OPTIONS')
          .sort(),
      ]).toEqual([
        path,
        Object.keys(operations)
          .map((method) => method.toUpperCase())
          .sort(),
      ]);
    }
  });

  test.each(SERVED)('$method $path is answered as described', async ({ method, path }) => {
    const operation = document.paths[templated(path)]?.[method.toLowerCase()];
    for (const body of [undefined, '{"users": 3}', 'nonsense']) {
      const { status } = await api.ask(method, filled(path), { body });
      expect(Object.keys(operation?.responses ?? {})).toContain(String(status));
    }
    expect(operation?.summary).toMatch(/^[A-Z]\w+ ./);
    expect(operation?.['x-access']).toBeTruthy();
    expect(api.failures).toEqual([]);
  });

  test('names the parameters of each path', () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const { parameters } of Object.values(operations)) {
        expect(parameters.filter((parameter) => parameter['in'] === 'path').map(({ name }) => name)).toEqual(names);
      }
    }
  });

  test('has notes on nothing that is gone', () => {
    const paths = new Set(allRoutes.map(({ path }) => path));
    expect(Object.keys(ROUTE_NOTES).filter((path) => !paths.has(path))).toEqual([]);
  });
});

interface Schema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

const WITH_SCHEMA = SERVED.filter(({ route, method }) => route.bodies?.[method]);

test('most changes say what their bodies may be', () => {
  expect(WITH_SCHEMA.length).toBeGreaterThan(20);
});

test.each(WITH_SCHEMA)('$method $path asks for the keys that its description requires', async ({ method, path }) => {
  const body = document.paths[templated(path)]?.[method.toLowerCase()]?.requestBody as {
    readonly content: { readonly 'application/json': { readonly schema: Schema } };
  };
  const { required = [], properties = {} } = body.content['application/json'].schema;
  expect(Object.keys(properties)).toEqual(expect.arrayContaining([...required]));
  const { status, json } = await api.ask(method, filled(path), { body: {} });
  if (required.length === 0) return;
  expect(status).toBe(400);
  const missing = required.map((key) => `{key_missing,${key}}`).join(',');
  expect([`[${missing}]`, 'tags_not_present']).toContain(json.reason);
});

describe('the page', () => {
  test.each(['', '?x=1'])('is served without credentials or scripts: /api/%s', async (query) => {
    const { status, headers, text } = await api.get(query, { as: null });
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    for (const path of Object.keys(document.paths)) expect(text).toContain(`<code>${path}</code>`);
    expect(text).not.toMatch(/<script|style="|\son\w+=/);
  });

  test('is at /api too', async () => {
    const request = { method: 'GET', path: '/api', query: '', headers: {}, body: new Uint8Array(), peer: '127.0.0.1' };
    expect((await api.api.handle(request)).status).toBe(200);
  });
});
