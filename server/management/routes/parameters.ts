import type { Parameter } from '@/server/broker/parameters';
import { assertShort, readBody, requireKeys } from '@/server/management/body';
import { type Call, found, param, type Route, vhostOf } from '@/server/management/call';
import type { Fields } from '@/server/management/fields';
import { badRequest, objectNotFound } from '@/server/management/http-error';
import { listReply } from '@/server/management/list';
import { deleteParameter, findParameter, type Place, parametersOf, putParameter } from '@/server/management/parameters';
import { empty, json, putReply } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import { listedVHosts } from '@/server/management/visibility';

export const parameterRoutes: readonly Route[] = [
  { path: 'parameters', access: 'policymaker', methods: { GET: listParameters } },
  { path: 'parameters/:component', access: 'policymaker', methods: { GET: listParameters } },
  { path: 'parameters/:component/:vhost', access: 'policymaker', methods: { GET: listParameters } },
  {
    path: 'parameters/:component/:vhost/:name',
    access: 'policymaker',
    methods: { GET: showParameter, PUT: put, DELETE: remove },
  },
  { path: 'global-parameters', access: 'policymaker', methods: { GET: listGlobal } },
  {
    path: 'global-parameters/:name',
    access: 'policymaker',
    writeAccess: 'administrator',
    methods: { GET: showGlobal, PUT: putGlobal, DELETE: deleteGlobal },
  },
  {
    path: 'cluster-name',
    access: 'management',
    writeAccess: 'administrator',
    methods: { GET: showClusterName, PUT: putClusterName },
  },
];

const parameterFields: Fields<Parameter> = {
  value: ({ value }) => value,
  vhost: ({ vhost }) => vhost,
  component: ({ component }) => component,
  name: ({ name }) => name,
};

function listParameters(call: Call) {
  const things = parametersOf(call.broker, listedVHosts(call), call.params['component'] ?? null);
  return listReply(call, { things, fields: parameterFields });
}

function placeOf(call: Call): Place {
  return { component: param(call, 'component'), vhost: vhostOf(call), name: param(call, 'name') };
}

function showParameter(call: Call) {
  return showReply(call, found(findParameter(call.broker, placeOf(call))), parameterFields);
}

function put(call: Call) {
  const place = placeOf(call);
  assertShort('parameter', place.name);
  const body = readBody(call);
  requireKeys(body, ['value']);
  const existed = findParameter(call.broker, place) !== undefined;
  putParameter(place, body['value']);
  call.broker.endTurn();
  return putReply(existed);
}

function remove(call: Call) {
  const place = placeOf(call);
  found(findParameter(call.broker, place));
  deleteParameter(call.broker, place);
  call.broker.endTurn();
  return empty(204);
}

interface GlobalParameter {
  readonly name: string;
  readonly value: unknown;
}

const globalFields: Fields<GlobalParameter> = { name: ({ name }) => name, value: ({ value }) => value };

function listGlobal(call: Call) {
  const things = [...call.broker.parameters.global].map(([name, value]) => ({ name, value }));
  return listReply(call, { things, fields: globalFields });
}

function showGlobal(call: Call) {
  const name = param(call, 'name');
  const { global } = call.broker.parameters;
  if (!global.has(name)) throw objectNotFound();
  return showReply(call, { name, value: global.get(name) }, globalFields);
}

function putGlobal(call: Call) {
  const name = param(call, 'name');
  assertShort('parameter', name);
  const body = readBody(call);
  requireKeys(body, ['value']);
  const { global } = call.broker.parameters;
  const existed = global.has(name);
  global.set(name, body['value']);
  return putReply(existed);
}

function deleteGlobal(call: Call) {
  if (!call.broker.parameters.global.delete(param(call, 'name'))) throw objectNotFound();
  return empty(204);
}

function showClusterName({ broker, options }: Call) {
  return json(200, { name: broker.parameters.clusterName ?? options.clusterName });
}

function putClusterName(call: Call) {
  const body = readBody(call);
  requireKeys(body, ['name']);
  const name = body['name'];
  if (typeof name !== 'string') throw badRequest('not_string: name');
  assertShort('name', name);
  call.broker.parameters.global.set('cluster_name', name);
  return empty(204);
}
