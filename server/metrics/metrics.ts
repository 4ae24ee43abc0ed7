import type { Broker } from '@/server/broker/broker';
import { authenticate, authorize } from '@/server/management/auth';
import { failureResponse } from '@/server/management/http-error';
import type { ManagementOptions, ManagementRequest, ManagementResponse } from '@/server/management/request';
import {
  alarmMetrics,
  authMetrics,
  globalMetrics,
  identityMetrics,
  type NodeSubject,
  nodeFamilies,
  nodeMetrics,
  objectTotals,
  processMetrics,
} from './node-families';
import { eachOfObjects, OBJECT_FAMILIES, topologyMetrics, totalsOfObjects } from './object-metrics';
import { TotalCounts } from './totals';

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
const PREFIX = 'rabbitmq_';
const DETAILED_PREFIX = 'rabbitmq_detailed_';

export interface MetricsApi {
  /** Answers a request for `/metrics` or below it. Rejects only when it has an error of its own. */
  handle(request: ManagementRequest): Promise<ManagementResponse>;
}

/**
 * Prometheus metrics under the names of RabbitMQ's plugin, which serves them without credentials on a port of their own.
 * Here they are on the HTTP port, without credentials too: they tell names and numbers, never what is in a message.
 * With `metricsNeedUser` they ask for a monitoring user (RabbitMQ's `prometheus.authentication.enabled`).
 */
export function createMetrics(broker: Broker, options: ManagementOptions): MetricsApi {
  const subject: NodeSubject = { broker, options };
  const counts = new TotalCounts(broker);
  const makers: Readonly<Record<string, (query: URLSearchParams) => Promise<string>>> = {
    '/metrics': () => aggregated(subject, counts),
    '/metrics/default': () => aggregated(subject, counts),
    '/metrics/per-object': () => perObject(subject, counts),
    '/metrics/detailed': (query) => detailed(subject, query),
  };
  return {
    async handle(request) {
      const { method, path, query } = request;
      const plain = path.replace(/\/$/, '');
      const make = Object.hasOwn(makers, plain) ? makers[plain] : undefined;
      if (!make) return text(404, 'Unknown registry\n');
      if (method === 'OPTIONS') return text(200, '', { allow: 'HEAD, GET, OPTIONS' });
      if (method !== 'GET' && method !== 'HEAD') return text(405, '', { allow: 'HEAD, GET, OPTIONS' });
      const refusal = options.metricsNeedUser ? refuse(broker, request) : null;
      if (refusal !== null) return refusal;
      const body = await make(new URLSearchParams(query));
      const length = { 'content-length': String(Buffer.byteLength(body)) };
      return text(200, method === 'HEAD' ? '' : body, length);
    },
  };
}

/** The answer to who may not see metrics; null for who may. */
function refuse(broker: Broker, request: ManagementRequest): ManagementResponse | null {
  try {
    authorize({ broker }, authenticate({ broker }, request), { access: 'monitoring', vhost: undefined });
    return null;
  } catch (failure) {
    const response = failureResponse(failure);
    if (response === null) throw failure;
    return response;
  }
}

function text(status: number, body: string, headers: Readonly<Record<string, string>> = {}): ManagementResponse {
  return { status, headers: { 'content-type': CONTENT_TYPE, 'cache-control': 'no-store', ...headers }, body };
}

/** Everything summed up: its length does not depend on the number of queues. */
async function aggregated(subject: NodeSubject, counts: TotalCounts): Promise<string> {
  return ofNode(subject, counts) + (await totalsOfObjects(PREFIX, subject.broker, counts.now()));
}

async function perObject(subject: NodeSubject, counts: TotalCounts): Promise<string> {
  const wanted = { families: OBJECT_FAMILIES, vhosts: null };
  return ofNode(subject, counts) + (await eachOfObjects(PREFIX, subject.broker, wanted));
}

function ofNode(subject: NodeSubject, counts: TotalCounts): string {
  return [
    identityMetrics(PREFIX, subject),
    processMetrics(subject),
    ...[...nodeFamilies.keys()].map((family) => nodeMetrics(PREFIX, family, subject)),
    authMetrics(PREFIX, subject),
    alarmMetrics(PREFIX, subject),
    objectTotals(PREFIX, subject),
    globalMetrics(subject, counts.now()),
  ].join('');
}

/** Only the families that were asked for, and of queues only those in the vhosts that were asked for. */
async function detailed(subject: NodeSubject, query: URLSearchParams): Promise<string> {
  const families = new Set(query.getAll('family'));
  const vhosts = query.has('vhost') ? new Set(query.getAll('vhost')) : null;
  const ofNodeAlone = [...nodeFamilies.keys()].filter((family) => families.has(family));
  return [
    identityMetrics(DETAILED_PREFIX, subject),
    ...ofNodeAlone.map((family) => nodeMetrics(DETAILED_PREFIX, family, subject)),
    families.has('auth_attempt_metrics') ? authMetrics(DETAILED_PREFIX, subject) : '',
    await eachOfObjects(DETAILED_PREFIX, subject.broker, { families, vhosts }),
    topologyMetrics(families, subject.broker),
  ].join('');
}
