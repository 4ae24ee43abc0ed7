import type { Broker } from '@/server/broker/broker';
import { User } from '@/server/broker/user';
import { authenticate, authorize } from './auth';
import type { Call, Handler, Management, Method, Route } from './call';
import { failureResponse, objectNotFound } from './http-error';
import { memoryOnly } from './machine';
import { Meters } from './meters';
import { BACKGROUND_WORK_MS, runPaced } from './paced';
import { empty, json } from './reply';
import { lengthOf, type ManagementOptions, type ManagementRequest, type ManagementResponse } from './request';
import { allowedMethods, type Match, Router } from './router';
import { allRoutes } from './routes/all';
import { WarmUp } from './warm-up';

/** How often the caller should call `sample`. */
export const SAMPLE_INTERVAL_MS = 5000;

export interface ManagementApi {
  /** Answers a request under `/api/`. Never rejects. */
  handle(request: ManagementRequest): Promise<ManagementResponse>;
  /** Measures all rates; to be called every SAMPLE_INTERVAL_MS. Milliseconds since the epoch. */
  sample(now: number): void;
  /** The same without holding up the thread for long. Does nothing while the one before is not through. */
  samplePaced(now: number): Promise<void>;
}

/** The RabbitMQ-compatible management API of a broker. */
export function createManagement(broker: Broker, options: ManagementOptions): ManagementApi {
  const management: Management = { broker, options, meters: new Meters(broker, options.machine ?? memoryOnly) };
  const router = new Router(allRoutes);
  let isSampling = false;
  const warmUp = new WarmUp();
  return {
    sample: (now) => management.meters.sample(broker, now),
    async samplePaced(now) {
      if (isSampling) return;
      isSampling = true;
      try {
        await runPaced(management.meters.sampleSteps(broker, now), BACKGROUND_WORK_MS);
        await warmUp.onceWorthwhile(management);
      } finally {
        isSampling = false;
      }
    },
    async handle(request) {
      return withLength(await answer(management, router, request), request.method === 'HEAD');
    },
  };
}

async function answer(management: Management, router: Router, request: ManagementRequest): Promise<ManagementResponse> {
  try {
    const match = router.match(request.path);
    if (!match) throw objectNotFound();
    return await dispatch(management, match, request);
  } catch (failure) {
    const response = failureResponse(failure);
    if (response) return response;
    management.options.onInternalError?.(failure);
    return json(500, { error: 'internal_error', reason: 'The request could not be processed.' });
  }
}

function dispatch(management: Management, match: Match, request: ManagementRequest) {
  const { route, params } = match;
  if (request.method === 'OPTIONS') return empty(200, { allow: allowedMethods(route) });
  const method = (request.method === 'HEAD' ? 'GET' : request.method) as Method;
  const handler = Object.hasOwn(route.methods, method) ? route.methods[method] : undefined;
  if (!handler) return empty(405, { allow: allowedMethods(route) });
  const query = new URLSearchParams(request.query);
  const call: Call = { ...management, request, query, params, user: admit(management, match, request) };
  return method === 'GET' ? handler(call) : act(call, handler);
}

/** What changes is changed in the name of the user who asks. */
async function act(call: Call, handler: Handler): Promise<ManagementResponse> {
  const { broker, options, user } = call;
  try {
    return await broker.actAs(user.name, () => handler(call));
  } finally {
    options.onWritten?.(user.name);
  }
}

/** Who asks at a route that is open to everybody: nobody, who may do nothing. */
const NOBODY = new User('', null, []);

/** The user who asks, once it is sure that they may. */
function admit(management: Management, { route, params }: Match, request: ManagementRequest): User {
  if (route.access === 'open') return NOBODY;
  const user = authenticate(management, request);
  authorize(management, user, { access: accessFor(route, request.method), vhost: params['vhost'] });
  return user;
}

function accessFor({ access, writeAccess }: Route, method: string) {
  return method === 'GET' || method === 'HEAD' ? access : (writeAccess ?? access);
}

/** The answer to HEAD tells the length of what GET would send. A 204 has none. */
function withLength(response: ManagementResponse, isHead: boolean): ManagementResponse {
  if (response.status === 204) return response;
  const headers = { ...response.headers, 'content-length': String(lengthOf(response.body)) };
  return { ...response, headers, body: isHead ? '' : response.body };
}
