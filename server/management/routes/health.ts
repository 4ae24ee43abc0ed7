import type { Broker } from '@/server/broker/broker';
import { type Call, param, type Route } from '@/server/management/call';
import { badRequest, objectNotFound } from '@/server/management/http-error';
import { json } from '@/server/management/reply';
import type { ManagementResponse } from '@/server/management/request';

const ok = () => json(200, { status: 'ok' });

function failed(reason: string, rest: Readonly<Record<string, unknown>> = {}): ManagementResponse {
  return json(503, { status: 'failed', reason, ...rest });
}

/** A cluster of one node has a quorum for as long as there is somebody to answer. */
const singleNode = () => json(200, { status: 'ok', reason: 'single node cluster' });

const WITHOUT_LEADERS = 'health/checks/quorum-queues-without-elected-leaders';

/** Checks of what cannot fail here answer as a healthy single node of RabbitMQ does. */
export const healthRoutes: readonly Route[] = [
  check('alarms', (call) => alarms(call, 'There are alarms in effect in the cluster')),
  check('local-alarms', (call) => alarms(call, 'There are alarms in effect on the node')),
  check('virtual-hosts', ok),
  check('port-listener/:port', portListener),
  check('protocol-listener/:protocols', protocolListener),
  check('certificate-expiration/:within/:unit', certificateExpiration),
  check('node-is-quorum-critical', singleNode),
  check('node-is-mirror-sync-critical', singleNode),
  check('metadata-store/initialized', ok),
  check('metadata-store/initialized/with-data', ok),
  { path: `${WITHOUT_LEADERS}/all-vhosts`, access: 'management', methods: { GET: ok } },
  { path: `${WITHOUT_LEADERS}/all-vhosts/pattern/:pattern`, access: 'management', methods: { GET: ok } },
  { path: `${WITHOUT_LEADERS}/vhost/:vhost`, access: 'management', methods: { GET: ofVHost } },
  { path: `${WITHOUT_LEADERS}/vhost/:vhost/pattern/:pattern`, access: 'management', methods: { GET: ofVHost } },
  { ...check('is-in-service', ready), access: 'open' },
  { ...check('ready-to-serve-clients', ready), access: 'open' },
  { ...check('below-node-connection-limit', ok), access: 'open' },
  { ...check('reached-target-cluster-size', ok), access: 'open' },
  { path: 'healthchecks/node', access: 'management', methods: { GET: nodeHealth } },
  { path: 'healthchecks/node/:node', access: 'management', methods: { GET: nodeHealth } },
];

function check(path: string, handler: (call: Call) => ManagementResponse): Route {
  return { path: `health/checks/${path}`, access: 'management', methods: { GET: handler } };
}

/** What is low, in RabbitMQ's words. */
function resourcesOf(broker: Broker): string[] {
  return [...(broker.isMemoryLow ? ['memory'] : []), ...(broker.isDiskLow ? ['disk'] : [])];
}

function alarms({ broker, options }: Call, reason: string) {
  if (broker.alarm === null) return ok();
  return failed(reason, { alarms: resourcesOf(broker).map((resource) => ({ node: options.nodeName, resource })) });
}

function portListener(call: Call) {
  const text = param(call, 'port');
  if (!/^\d{1,5}$/.test(text)) throw badRequest('Invalid port');
  const port = Number(text);
  const ports = [...new Set(call.options.listeners().map((listener) => listener.port))];
  if (ports.includes(port)) return json(200, { status: 'ok', port });
  return failed('No active listener', { missing: port, ports });
}

/** Names that people give AMQP 0-9-1. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['amqp091', 'amqp'],
  ['amqp0.9.1', 'amqp'],
  ['amqp0-9-1', 'amqp'],
  ['amqp/tls', 'amqp/ssl'],
  ['amqps', 'amqp/ssl'],
]);

/** Several are asked for with commas between them; all of them have to be there. */
function protocolListener(call: Call) {
  const asked = param(call, 'protocols');
  const canonical = (name: string): string => ALIASES.get(name.toLowerCase()) ?? name.toLowerCase();
  const active = [...new Set(call.options.listeners().map(({ protocol }) => protocol))];
  const names = new Set(active.map(canonical));
  const isActive = asked.split(',').every((name) => names.has(canonical(name.trim())));
  if (isActive) return json(200, { status: 'ok', protocol: asked });
  return failed('No active listener', { missing: asked, protocols: active });
}

const DAY_MS = 86_400_000;
const UNIT_DAYS: ReadonlyMap<string, number> = new Map([
  ['day', 1],
  ['week', 7],
  ['month', 30],
  ['year', 365],
]);

function certificateExpiration(call: Call) {
  const unit = UNIT_DAYS.get(param(call, 'unit').replace(/s$/, ''));
  if (unit === undefined) throw badRequest('Time unit not recognised. Supported units: days, weeks, months, years.');
  const within = param(call, 'within');
  if (!/^\d{1,6}$/.test(within)) throw badRequest('Invalid expiration value.');
  const { broker, options } = call;
  const latest = broker.ports.clock.now() + Number(within) * unit * DAY_MS;
  const expired = options.listeners().filter(({ certificateExpiresAt }) => (certificateExpiresAt ?? latest) < latest);
  if (expired.length === 0) return ok();
  const shown = expired.map(({ protocol, host, port, certificateExpiresAt }) => ({
    node: options.nodeName,
    protocol,
    interface: host,
    port,
    certfile_expires_on: [new Date(certificateExpiresAt as number).toISOString()],
  }));
  return failed('Certificates expiring', { expired: shown });
}

/** Whether clients can come in. */
function ready({ options }: Call) {
  const isListening = options.listeners().some(({ protocol }) => protocol.startsWith('amqp'));
  return isListening ? ok() : failed('the node does not accept AMQP connections yet');
}

function ofVHost(call: Call) {
  if (!call.broker.vhosts.has(param(call, 'vhost'))) throw objectNotFound();
  return ok();
}

/** An older form, which fails with 200 (RabbitMQ). */
function nodeHealth(call: Call) {
  const { broker, options, params } = call;
  if (params['node'] !== undefined && params['node'] !== options.nodeName) throw objectNotFound();
  if (broker.alarm === null) return ok();
  return json(200, { status: 'failed', reason: `resource alarm(s) in effect:[${resourcesOf(broker).join(',')}]` });
}
