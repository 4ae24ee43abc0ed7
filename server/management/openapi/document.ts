import { z } from 'zod';
import type { Access, Method, Route } from '@/server/management/call';
import { ROUTE_NOTES, type RouteNote } from './route-notes';

type Json = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly summary: string;
  readonly tags: readonly string[];
  readonly 'x-access': string;
  readonly parameters: readonly Json[];
  readonly responses: Readonly<Record<string, Json>>;
  readonly requestBody?: Json;
  readonly security?: readonly [];
}

export interface OpenApi {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly [part: string]: unknown;
}

const ACCESS: Readonly<Record<Access, string>> = {
  open: 'Everybody, without credentials',
  management: 'Users with the tag management or a higher one; lists show what they may see',
  vhost: 'Management users with permissions in the vhost, and administrators',
  'visible-vhost': 'Management users with permissions in the vhost, and monitoring users',
  monitoring: 'Users with the tag monitoring or administrator',
  policymaker: 'Users with the tag policymaker and permissions in the vhost, and administrators',
  administrator: 'Administrators',
};

/** An OpenAPI 3.1 description of the routes, made from what they are served and validated by. */
export function describeRoutes(routes: readonly Route[], version: string): OpenApi {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Warren management API',
      version,
      description:
        "RabbitMQ's management HTTP API and Warren's additions. HEAD is served wherever GET is, and OPTIONS everywhere.",
    },
    servers: [{ url: '/' }],
    security: [{ basic: [] }],
    paths: Object.fromEntries(routes.map((route) => [pathOf(route), operationsOf(route)])),
    components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } }, schemas: { Error: ERROR } },
  };
}

const ERROR = {
  type: 'object',
  properties: { error: { type: 'string' }, reason: { type: 'string' } },
  required: ['error', 'reason'],
};

function pathOf({ path }: Route): string {
  return `/api/${path.replace(/:(\w+)/g, '{$1}')}`;
}

function operationsOf(route: Route): Readonly<Record<string, Operation>> {
  const methods = Object.keys(route.methods) as Method[];
  return Object.fromEntries(methods.map((method) => [method.toLowerCase(), operationOf(route, method)]));
}

function operationOf(route: Route, method: Method): Operation {
  const note = ROUTE_NOTES[route.path] ?? { about: route.path };
  const access = method === 'GET' ? route.access : (route.writeAccess ?? route.access);
  const body = route.bodies?.[method];
  return {
    summary: summaryOf(note, method),
    tags: [route.path.split('/')[0] || 'description'],
    'x-access': ACCESS[access],
    ...(access === 'open' && { security: [] }),
    parameters: [...pathParameters(route), ...queryParameters(note, method)],
    ...(body && { requestBody: { content: { 'application/json': { schema: schemaOf(body) } } } }),
    responses: responsesOf(note, method, access),
  };
}

const VERBS: Readonly<Record<Method, string>> = {
  GET: 'Show',
  PUT: 'Create or change',
  POST: 'Create',
  DELETE: 'Delete',
};

function summaryOf({ about, summaries, list }: RouteNote, method: Method): string {
  return summaries?.[method] ?? `${method === 'GET' && list ? 'List' : VERBS[method]} ${about}`;
}

function schemaOf(body: z.ZodType): unknown {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(body, { io: 'input' });
  return schema;
}

function pathParameters({ path }: Route): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => {
    return { name, in: 'path', required: true, schema: { type: 'string' } };
  });
}

const COLUMNS = { columns: 'Keys to show, with commas between them; dots lead into objects' };
const SORTING = { sort: 'The key to sort by', sort_reverse: '`true` turns the order around' };
const PAGING = {
  page: 'The number of the page, from 1; without it the whole list comes back',
  page_size: 'Things on a page, 100 unless given, 500 at most',
  name: 'A text that the name contains',
  use_regex: '`true` makes the name a regular expression',
};

function queryParameters({ list, query }: RouteNote, method: Method): Json[] {
  const ofList = method === 'GET' && list ? { ...COLUMNS, ...SORTING, ...(list === 'paged' && PAGING) } : {};
  return Object.entries({ ...ofList, ...query }).map(([name, description]) => {
    return { name, in: 'query', description, schema: { type: 'string' } };
  });
}

const USUAL: Readonly<Record<Method, readonly number[]>> = { GET: [200], PUT: [201, 204], POST: [201], DELETE: [204] };

const MEANING: Readonly<Record<number, string>> = {
  200: 'What was asked for',
  201: 'Created',
  204: 'Done',
  400: 'The request is wrong; the reason says how',
  401: 'Not signed in, or not allowed',
  404: 'Not found',
  405: 'The method is not served here',
  412: 'Something stands against it; the reason says what',
  429: 'Too many failed logins from this address',
  500: 'A fault of the broker',
  503: 'The check has failed',
};

/** Every refusal that may come before the handler has its say, too. */
function responsesOf({ answers }: RouteNote, method: Method, access: Access): Readonly<Record<string, Json>> {
  const refusals = access === 'open' ? [400, 405, 500] : [400, 401, 404, 405, 429, 500];
  const precondition = method === 'DELETE' ? [412] : [];
  const statuses = [...(answers?.[method] ?? USUAL[method]), ...refusals, ...precondition];
  return Object.fromEntries(statuses.map((status) => [String(status), responseOf(status)]));
}

function responseOf(status: number): Json {
  const description = MEANING[status] as string;
  if (status === 200) return { description, content: { 'application/json': { schema: {} } } };
  const hasReason = status >= 400 && status !== 405 && status !== 503;
  if (!hasReason) return { description };
  return { description, content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } };
}
