import { z } from 'zod';
import { USER_LIMITS } from '@/server/broker/limits';
import type { PasswordHash } from '@/server/broker/ports';
import { HASHING_ALGORITHMS, type User } from '@/server/broker/user';
import { assertShort, type Body, stringOf, tagsOf } from '@/server/management/body';
import { given, parseBody, perhaps, TAGS_SHAPE } from '@/server/management/body-schema';
import { type Call, found, param, type Route } from '@/server/management/call';
import { readLimits, replaceLimits } from '@/server/management/definitions/limits';
import { badRequest } from '@/server/management/http-error';
import { listReply } from '@/server/management/list';
import { empty, json, putReply } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import { userFields } from '@/server/management/views/user-view';

const userBody = z.object({
  tags: given(TAGS_SHAPE, 'tags_not_present').transform((value) => tagsOf({ tags: value })),
  // Without one of these the user cannot sign in with a password any more.
  password: perhaps({ type: 'string' }),
  password_hash: perhaps({ type: 'string', description: 'base64 of the salt and the digest' }),
  hashing_algorithm: perhaps({ type: 'string', enum: HASHING_ALGORITHMS }),
  limits: perhaps({ type: 'object' }).transform((value) =>
    value === undefined ? null : readLimits(value, USER_LIMITS, 'user-limits'),
  ),
});

const namesBody = z.object({ users: z.array(z.unknown().meta({ type: 'string' }), { error: 'not_list: users' }) });

const passwordBody = z.object({ password: z.string({ error: 'password must be a string' }) });

export const userRoutes: readonly Route[] = [
  { path: 'users', access: 'administrator', methods: { GET: listUsers } },
  { path: 'users/without-permissions', access: 'administrator', methods: { GET: listWithoutPermissions } },
  { path: 'users/bulk-delete', access: 'administrator', methods: { POST: deleteUsers }, bodies: { POST: namesBody } },
  {
    path: 'users/:user',
    access: 'administrator',
    methods: { GET: showUser, PUT: putUser, DELETE: deleteUser },
    bodies: { PUT: userBody },
  },
  {
    path: 'auth/hash_password',
    access: 'administrator',
    methods: { POST: hashGivenPassword },
    bodies: { POST: passwordBody },
  },
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
  const { tags, limits, ...body } = parseBody(call, userBody);
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
  const { users: names } = parseBody(call, namesBody);
  const users = new Set<User>();
  for (const name of names) {
    const user = access.users.get(name as string);
    if (!user) throw badRequest(`no_such_user: ${String(name).slice(0, 255)}`);
    users.add(user);
  }
  for (const user of users) access.removeUser(user);
  call.broker.endTurn();
  return empty(204);
}

/** For those who put a hash into definitions. Newer versions take the password in a body, where no log sees it. */
function hashGivenPassword(call: Call) {
  return hashReply(call, parseBody(call, passwordBody).password);
}

function hashReply({ broker }: Call, password: string) {
  return json(200, { ok: broker.ports.passwords.hash(password).hash });
}
