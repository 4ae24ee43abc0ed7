import { USER_LIMITS } from '@/server/broker/limits';
import type { PasswordHash } from '@/server/broker/ports';
import { HASHING_ALGORITHMS, type User } from '@/server/broker/user';
import { assertShort, type Body, readBody, requireKeys, stringOf, tagsOf } from '@/server/management/body';
import { type Call, found, param, type Route } from '@/server/management/call';
import { readLimits, replaceLimits } from '@/server/management/definitions/limits';
import { badRequest } from '@/server/management/http-error';
import { listReply } from '@/server/management/list';
import { empty, json, putReply } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import { userFields } from '@/server/management/views/user-view';

export const userRoutes: readonly Route[] = [
  { path: 'users', access: 'administrator', methods: { GET: listUsers } },
  { path: 'users/without-permissions', access: 'administrator', methods: { GET: listWithoutPermissions } },
  { path: 'users/bulk-delete', access: 'administrator', methods: { POST: deleteUsers } },
  {
    path: 'users/:user',
    access: 'administrator',
    methods: { GET: showUser, PUT: putUser, DELETE: deleteUser },
  },
  { path: 'auth/hash_password', access: 'administrator', methods: { POST: hashGivenPassword } },
  {
    path: 'auth/hash_password/:password',
    access: 'administrator',
    methods: { GET: (call) => hashReply(call, param(call, 'password')) },
  },
];

/** The user of the path. */
export function userOf(call: Call): User {
  return found(call.broker.access.users.get(param(call, 'user')));
}

function listUsers(call: Call) {
  return listReply(call, { things: [...call.broker.access.users.values()], fields: userFields });
}

function listWithoutPermissions(call: Call) {
  const things = [...call.broker.access.users.values()].filter((user) => user.permissions.size === 0);
  return listReply(call, { things, fields: userFields });
}

function showUser(call: Call) {
  return showReply(call, userOf(call), userFields);
}

/** Without a password or a hash the user cannot sign in with one any more (RabbitMQ). */
function putUser(call: Call) {
  const { access } = call.broker;
  const name = param(call, 'user');
  assertShort('user', name);
  if (name === '') throw badRequest('the user needs a name');
  const body = readBody(call);
  if (body['tags'] === undefined) throw badRequest('tags_not_present');
  const tags = tagsOf(body);
  const limits = body['limits'] === undefined ? null : readLimits(body['limits'], USER_LIMITS, 'user-limits');
  const password = passwordOf(call, body);
  const existed = access.users.has(name);
  const user = access.putUser(name, password, tags);
  if (limits !== null) replaceLimits(user.limits, limits);
  return putReply(existed);
}

/** The reasons never repeat what was given: it is a secret. */
function passwordOf({ broker }: Call, body: Body): PasswordHash | null {
  const { password, password_hash: hash } = body;
  if (password !== undefined && hash !== undefined) throw badRequest('both_password_and_password_hash_are_provided');
  if (password !== undefined) {
    if (typeof password !== 'string') throw badRequest('not_string: password');
    return broker.ports.passwords.hash(password);
  }
  if (hash === undefined) return null;
  if (typeof hash !== 'string' || !isBase64(hash)) throw badRequest('not_base64: password_hash');
  const algorithm = stringOf(body, 'hashing_algorithm', HASHING_ALGORITHMS[0] as string);
  if (!HASHING_ALGORITHMS.includes(algorithm))
    throw badRequest(`unknown hashing_algorithm: ${algorithm.slice(0, 100)}`);
  return hash === '' ? null : { hash, algorithm };
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function deleteUser(call: Call) {
  call.broker.access.removeUser(userOf(call));
  call.broker.endTurn();
  return empty(204);
}

/** All or none. */
function deleteUsers(call: Call) {
  const { access } = call.broker;
  const body = readBody(call);
  requireKeys(body, ['users']);
  const names = body['users'];
  if (!Array.isArray(names)) throw badRequest('not_list: users');
  const users = new Set<User>();
  for (const name of names) {
    const user = access.users.get(name);
    if (!user) throw badRequest(`no_such_user: ${String(name).slice(0, 255)}`);
    users.add(user);
  }
  for (const user of users) access.removeUser(user);
  call.broker.endTurn();
  return empty(204);
}

/** For those who put a hash into definitions. Newer versions take the password in a body, where no log sees it. */
function hashGivenPassword(call: Call) {
  const body = readBody(call);
  requireKeys(body, ['password']);
  const password = body['password'];
  if (typeof password !== 'string') throw badRequest('password must be a string');
  return hashReply(call, password);
}

function hashReply({ broker }: Call, password: string) {
  return json(200, { ok: broker.ports.passwords.hash(password).hash });
}
