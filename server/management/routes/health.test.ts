import { describe, expect, test } from 'vitest';
import { TestApi } from '@/server/management/test-api';

describe('a healthy node', () => {
  test.each([
    ['alarms', {}],
    ['local-alarms', {}],
    ['virtual-hosts', {}],
    ['port-listener/5672', { port: 5672 }],
    ['protocol-listener/amqp', { protocol: 'amqp' }],
    ['protocol-listener/AMQP091,http', { protocol: 'AMQP091,http' }],
    ['certificate-expiration/1/months', {}],
    ['certificate-expiration/2/year', {}],
    ['node-is-quorum-critical', { reason: 'single node cluster' }],
    ['node-is-mirror-sync-critical', { reason: 'single node cluster' }],
    ['metadata-store/initialized', {}],
    ['metadata-store/initialized/with-data', {}],
    ['quorum-queues-without-elected-leaders/all-vhosts', {}],
    ['quorum-queues-without-elected-leaders/all-vhosts/pattern/%5Ea', {}],
    ['quorum-queues-without-elected-leaders/vhost/%2F', {}],
    ['quorum-queues-without-elected-leaders/vhost/%2F/pattern/a', {}],
  ])('passes %s', async (path, rest) => {
    const api = new TestApi();
    const { status, json } = await api.get(`health/checks/${path}`);
    expect([status, json]).toEqual([200, { status: 'ok', ...rest }]);
    expect((await api.get(`health/checks/${path}`, { as: null })).status).toBe(401);
  });

  test.each(['is-in-service', 'below-node-connection-limit', 'ready-to-serve-clients', 'reached-target-cluster-size'])(
    'passes %s, for anybody',
    async (path) => {
      const { status, json } = await new TestApi().get(`health/checks/${path}`, { as: null });
      expect([status, json]).toEqual([200, { status: 'ok' }]);
    },
  );

  test('passes the older check', async () => {
    const api = new TestApi();
    expect((await api.get('healthchecks/node')).json).toEqual({ status: 'ok' });
    expect((await api.get('healthchecks/node/warren%40test')).json).toEqual({ status: 'ok' });
    expect((await api.get('healthchecks/node/other')).status).toBe(404);
  });
});

describe('a check that fails', () => {
  test('tells of alarms', async () => {
    const api = new TestApi();
    api.broker.isMemoryLow = true;
    const { status, json } = await api.get('health/checks/alarms');
    expect(status).toBe(503);
    expect(json).toEqual({
      status: 'failed',
      reason: 'There are alarms in effect in the cluster',
      alarms: [{ node: 'warren@test', resource: 'memory' }],
    });
    expect((await api.get('health/checks/local-alarms')).json.reason).toBe('There are alarms in effect on the node');
    expect((await api.get('healthchecks/node')).json.status).toBe('failed');
  });

  test('tells which ports and protocols there are', async () => {
    const api = new TestApi();
    expect(await api.get('health/checks/port-listener/1')).toMatchObject({
      status: 503,
      json: { status: 'failed', reason: 'No active listener', missing: 1, ports: [5672, 15_672] },
    });
    expect(await api.get('health/checks/protocol-listener/amqp,mqtt')).toMatchObject({
      status: 503,
      json: { status: 'failed', reason: 'No active listener', missing: 'amqp,mqtt', protocols: ['amqp', 'http'] },
    });
  });

  test('tells which certificates expire', async () => {
    const listener = { protocol: 'https', host: '127.0.0.1', port: 15_671 };
    const api = new TestApi({ listeners: () => [{ ...listener, certificateExpiresAt: Date.UTC(2026, 0, 11) }] });
    expect((await api.get('health/checks/certificate-expiration/9/days')).status).toBe(200);
    expect(await api.get('health/checks/certificate-expiration/2/weeks')).toMatchObject({
      status: 503,
      json: {
        reason: 'Certificates expiring',
        expired: [{ protocol: 'https', port: 15_671, certfile_expires_on: ['2026-01-11T00:00:00.000Z'] }],
      },
    });
  });

  test('tells that AMQP is not served yet', async () => {
    const api = new TestApi({ listeners: () => [] });
    for (const path of ['is-in-service', 'ready-to-serve-clients']) {
      expect((await api.get(`health/checks/${path}`, { as: null })).status).toBe(503);
    }
  });
});

test.each([
  ['port-listener/abc', 'Invalid port'],
  ['port-listener/-1', 'Invalid port'],
  ['certificate-expiration/1/foo', 'Time unit not recognised. Supported units: days, weeks, months, years.'],
  ['certificate-expiration/1/constructor', 'Time unit not recognised. Supported units: days, weeks, months, years.'],
  ['certificate-expiration/x/days', 'Invalid expiration value.'],
])('%s is refused', async (path, reason) => {
  const { status, json } = await new TestApi().get(`health/checks/${path}`);
  expect([status, json.reason]).toEqual([400, reason]);
});

test('a vhost that is not there has no queues to look at', async () => {
  const path = 'health/checks/quorum-queues-without-elected-leaders/vhost/none';
  expect((await new TestApi().get(path)).status).toBe(404);
});
