import { z } from 'zod';
import type { Parameter } from '@/server/broker/parameters';
import { assertShort } from '@/server/management/body';
import { given, parseBody } from '@/server/management/body-schema';
import { type Call, found, param, type Route, vhostOf } from '@/server/management/call';
import type { Fields } from '@/server/management/fields';
import { objectNotFound } from '@/server/management/http-error';
import { listReply } from '@/server/management/list';
import { deleteParameter, findParameter, type Place, parametersOf, putParameter } from '@/server/management/parameters';
import { empty, json, putReply } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import { listedVHosts } from '@/server/management/visibility';

const valueBody = z.object({ value: given() });

const clusterNameBody = z.object({ name: z.string({ error: 'not_string: name' }) });

export const parameterRoutes: readonly Route[] = [
  { path: 'parameters', access: 'policymaker', methods: { GET: listParameters } },
  { path: 'parameters/:component', access: 'policymaker', methods: { GET: listParameters } },
  { path: 'parameters/:component/:vhost', access: 'policymaker', methods: { GET: listParameters } },
  {
    path: 'parameters/:component/:vhost/:name',
    access: 'policymaker',
    methods: { GET: showParameter, PUT: put, DELETE: remove },
    bodies: { PUT: valueBody },
  },
  { path: 'global-parameters', access: 'policymaker', methods: { GET: listGlobal } },
  {
    path: 'global-parameters/:name',
    access: 'policymaker',
    writeAccess: 'administrator',
    methods: { GET: showGlobal, PUT: putGlobal, DELETE: deleteGlobal },
    bodies: { PUT: valueBody },
  },
  {
    path: 'cluster-name',
    access: 'management',
    writeAccess: 'administrator',
    methods: { GET: showClusterName, PUT: putClusterName },
    bodies: { PUT: clusterNameBody },
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
  const { value } = parseBody(call, valueBody);
  const existed = findParameter(call.broker, place) !== undefined;
  putParameter(place, value, call);
  call.broker.endTurn();
  return putReply(existed);
}

function remove(call: Call) {
  const place = placeOf(call);
  found(findParameter(call.broker, place));
  deleteParameter(place, call);
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
  const { value } = parseBody(call, valueBody);
  const { global } = call.broker.parameters;
  const existed = global.has(name);
  global.set(name, value);
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
  const { name } = parseBody(call, clusterNameBody);
  assertShort('name', name);
  call.broker.parameters.global.set('cluster_name', name);
  return empty(204);
}
