import type { Connection } from '@/server/broker/connection';
import { isAdministrator } from '@/server/management/auth';
import { type Call, found, param, type Route, vhostOf } from '@/server/management/call';
import { notAuthorized } from '@/server/management/http-error';
import { listReply } from '@/server/management/list';
import { empty } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import { connectionFields, trackedConnectionFields } from '@/server/management/views/connection-view';
import { assertSeesClientsOf, seesClientsOf } from '@/server/management/visibility';

export const connectionRoutes: readonly Route[] = [
  {
    path: 'connections',
    access: 'management',
    methods: { GET: (call) => reply(call, [...call.broker.connections.values()]) },
  },
  {
    path: 'vhosts/:vhost/connections',
    access: 'vhost',
    methods: { GET: (call) => reply(call, [...vhostOf(call).connections]) },
  },
  {
    path: 'connections/username/:username',
    access: 'management',
    methods: { GET: listOfUser, DELETE: closeOfUser },
  },
  { path: 'connections/:connection', access: 'management', methods: { GET: showConnection, DELETE: closeConnection } },
];

function reply(call: Call, connections: readonly Connection[]) {
  const things = connections.filter((connection) => seesClientsOf(call, connection.user));
  return listReply(call, { things, fields: connectionFields, nameOf: (connection) => connection.name });
}

function showConnection(call: Call) {
  return showReply(call, connectionOf(call), connectionFields);
}

/** Throws unless the user may see it. */
export function connectionOf(call: Call): Connection {
  const connection = found(call.broker.connections.get(param(call, 'connection')));
  assertSeesClientsOf(call, connection.user);
  return connection;
}

function connectionsOfUser(call: Call): Connection[] {
  const name = param(call, 'username');
  const all = [...call.broker.connections.values()];
  return all.filter((connection) => connection.user.name === name && seesClientsOf(call, connection.user));
}

function listOfUser(call: Call) {
  return listReply(call, { things: connectionsOfUser(call), fields: trackedConnectionFields });
}

function closeOfUser(call: Call) {
  for (const connection of connectionsOfUser(call)) close(call, connection);
  call.broker.endTurn();
  return empty(204);
}

function closeConnection(call: Call) {
  close(call, connectionOf(call));
  call.broker.endTurn();
  return empty(204);
}

/** The client reads the reason in its connection.close. */
function close(call: Call, connection: Connection): void {
  if (connection.user.name !== call.user.name && !isAdministrator(call.user)) {
    throw notAuthorized('User not authorised to access object');
  }
  connection.port.close(call.request.headers['x-reason'] || 'Closed via management plugin');
}
