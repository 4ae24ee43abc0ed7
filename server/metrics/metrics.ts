import type { Broker } from '@/server/broker/broker';
import { authenticate, authorize } from '@/server/management/auth';
import { failureResponse } from '@/server/management/http-error';
import { LongBody } from '@/server/management/long-body';
import {
  lengthOf,
  type ManagementBody,
  type ManagementOptions,
  type ManagementRequest,
  type ManagementResponse,
} from '@/server/management/request';
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
import { OBJECT_FAMILIES } from './object-families';
import { EachObject, topologyMetrics, totalsOfObjects } from './object-metrics';
import { TotalCounts, type Totals } from './totals';

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
const PREFIX = 'rabbitmq_';
const DETAILED_PREFIX = 'rabbitmq_detailed_';

export interface MetricsApi {
  /** Answers a request for `/metrics` or below it. Rejects only when it has an error of its own. */
  handle(request: ManagementRequest): Promise<ManagementResponse>;
  close(): void;
}

/**
 * Prometheus metrics under the names of RabbitMQ's plugin, which serves them without credentials on a port of their own.
 * Here they are on the HTTP port, without credentials too: they tell names and numbers, never what is in a message.
 * With `metricsNeedUser` they ask for a monitoring user (RabbitMQ's `prometheus.authentication.enabled`).
 */
export function createMetrics(broker: Broker, options: ManagementOptions): MetricsApi {
  const subject: NodeSubject = { broker, options };
  const counts = new TotalCounts(broker);
  const objects = new EachObject(broker);
  const makers: Readonly<Record<string, (query: URLSearchParams) => Promise<ManagementBody>>> = {
    '/metrics': () => aggregated(subject, counts),
    '/metrics/default': () => aggregated(subject, counts),
    '/metrics/per-object': () => perObject(subject, counts, objects),
    '/metrics/detailed': (query) => detailed(subject, objects, query),
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
      const length = { 'content-length': String(lengthOf(body)) };
      return text(200, method === 'HEAD' ? '' : body, length);
    },
    close: () => objects.close(),
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

function text(
  status: number,
  body: ManagementBody,
  headers: Readonly<Record<string, string>> = {},
): ManagementResponse {
  return { status, headers: { 'content-type': CONTENT_TYPE, 'cache-control': 'no-store', ...headers }, body };
}

/** Everything summed up: its length does not depend on the number of queues. */
async function aggregated(subject: NodeSubject, counts: TotalCounts): Promise<string> {
  const totals = await counts.now();
  return ofNode(subject, totals) + (await totalsOfObjects(PREFIX, subject.broker, totals));
}

/** A number for each object. */
async function perObject(subject: NodeSubject, counts: TotalCounts, objects: EachObject): Promise<ManagementBody> {
  const body = new LongBody();
  body.add(ofNode(subject, await counts.now()));
  body.addAll(await objects.write(PREFIX, { families: OBJECT_FAMILIES, vhosts: null }));
  return body.end();
}

function ofNode(subject: NodeSubject, totals: Totals): string {
  return [
    identityMetrics(PREFIX, subject),
    processMetrics(subject),
    ...[...nodeFamilies.keys()].map((family) => nodeMetrics(PREFIX, family, subject)),
    authMetrics(PREFIX, subject),
    alarmMetrics(PREFIX, subject),
    objectTotals(PREFIX, subject),
    globalMetrics(subject, totals),
  ].join('');
}

/** Only the families that were asked for, and of queues only those in the vhosts that were asked for. */
async function detailed(subject: NodeSubject, objects: EachObject, query: URLSearchParams): Promise<ManagementBody> {
  const families = new Set(query.getAll('family'));
  const vhosts = query.has('vhost') ? new Set(query.getAll('vhost')) : null;
  const ofNodeAlone = [...nodeFamilies.keys()].filter((family) => families.has(family));
  const body = new LongBody();
  body.add(identityMetrics(DETAILED_PREFIX, subject));
  for (const family of ofNodeAlone) body.add(nodeMetrics(DETAILED_PREFIX, family, subject));
  if (families.has('auth_attempt_metrics')) body.add(authMetrics(DETAILED_PREFIX, subject));
  body.addAll(await objects.write(DETAILED_PREFIX, { families, vhosts }));
  body.add(topologyMetrics(families, subject.broker));
  return body.end();
}
