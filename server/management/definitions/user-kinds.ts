import { USER_LIMITS } from '@/server/broker/limits';
import type { PasswordHash } from '@/server/broker/ports';
import { CompiledPermission, HASHING_ALGORITHMS, topicAllows, type User } from '@/server/broker/user';
import { type Body, stringOf } from '@/server/management/body';
import { badRequest } from '@/server/management/http-error';
import { canonicalJson, findingOf, type Item, type Kind, vhostFor } from './item';
import { readLimits, replaceLimits, sameLimits } from './limits';

export const userKind: Kind = {
  key: 'users',
  isOfVHost: false,
  read(entry): Item {
    const name = entry.name();
    if (name === '') throw entry.refusal('the name is empty');
    const { hash, plain, tags, limits } = entry.read(['tags'], readUser);
    const hasPassword = (user: User, verify: (stored: PasswordHash, password: string) => boolean): boolean =>
      plain === null ? samePassword(user.password, hash) : user.password !== null && verify(user.password, plain);
    return {
      kind: 'users',
      name,
      vhost: null,
      entry,
      compare({ access, ports }) {
        const user = access.users.get(name);
        const isEqual =
          user !== undefined &&
          hasPassword(user, ports.passwords.verify) &&
          canonicalJson([...user.tags].sort()) === canonicalJson([...tags].sort()) &&
          (limits === null || sameLimits(user.limits, limits));
        return findingOf(user !== undefined, isEqual);
      },
      apply({ access, ports }) {
        const user = access.putUser(name, plain === null ? hash : ports.passwords.hash(plain), tags);
        if (limits !== null) replaceLimits(user.limits, limits);
      },
    };
  },
};

function samePassword(one: PasswordHash | null, other: PasswordHash | null): boolean {
  return one?.hash === other?.hash && one?.algorithm === other?.algorithm;
}

/** A hash, or rarely a plain password. An empty hash is that of a user who cannot sign in with one (RabbitMQ). */
function readUser(body: Body) {
  const hash = stringOf(body, 'password_hash', '');
  const algorithm = stringOf(body, 'hashing_algorithm', HASHING_ALGORITHMS[0] as string);
  if (!HASHING_ALGORITHMS.includes(algorithm))
    throw badRequest(`unknown hashing_algorithm '${algorithm.slice(0, 100)}'`);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(hash) || hash.length % 4 !== 0) throw badRequest('password_hash is not base64');
  return {
    hash: hash === '' ? null : { hash, algorithm },
    plain: hash === '' && body['password'] !== undefined ? stringOf(body, 'password', '') : null,
    tags: readTags(body['tags']),
    limits: body['limits'] === undefined ? null : readLimits(body['limits'], USER_LIMITS, 'user-limits'),
  };
}

/** A list, or a text with commas. */
export function readTags(given: unknown): readonly string[] {
  const list: unknown = typeof given === 'string' ? given.split(',') : given;
  if (!Array.isArray(list) || !list.every((tag) => typeof tag === 'string')) throw badRequest('not_list: tags');
  return list.map((tag: string) => tag.trim()).filter((tag) => tag !== '');
}

export const permissionKind: Kind = {
  key: 'permissions',
  isOfVHost: false,
  read(entry): Item {
    const user = entry.name('user');
    const permission = entry.read(['configure', 'write', 'read'], (body) => ({
      configure: stringOf(body, 'configure', ''),
      write: stringOf(body, 'write', ''),
      read: stringOf(body, 'read', ''),
    }));
    entry.check(() => new CompiledPermission(permission));
    const item: Item = {
      kind: 'permissions',
      name: user,
      vhost: entry.vhost,
      entry,
      compare({ access }) {
        const existing = access.users.get(user)?.permissions.get(entry.vhost);
        const isEqual =
          existing?.configure === permission.configure &&
          existing.write === permission.write &&
          existing.read === permission.read;
        return findingOf(existing !== undefined, isEqual);
      },
      apply(broker) {
        broker.access.setPermission(userFor(item, broker), vhostFor(item, broker).name, permission);
      },
    };
    return item;
  },
};

export const topicPermissionKind: Kind = {
  key: 'topic_permissions',
  isOfVHost: false,
  read(entry): Item {
    const user = entry.name('user');
    const exchange = entry.name('exchange');
    const permission = entry.read(['write', 'read'], (body) => ({
      write: stringOf(body, 'write', ''),
      read: stringOf(body, 'read', ''),
    }));
    for (const operation of ['write', 'read'] as const) {
      entry.check(() => topicAllows(permission, operation, '', { username: '', vhost: '' }));
    }
    const item: Item = {
      kind: 'topic_permissions',
      name: `${user} on ${exchange === '' ? 'the default exchange' : exchange}`,
      vhost: entry.vhost,
      entry,
      compare({ access }) {
        const existing = access.users.get(user)?.topicPermissions.get(entry.vhost)?.get(exchange);
        return findingOf(existing !== undefined, canonicalJson(existing) === canonicalJson(permission));
      },
      apply(broker) {
        const { name } = vhostFor(item, broker);
        broker.access.setTopicPermission(userFor({ ...item, name: user }, broker), name, exchange, permission);
      },
    };
    return item;
  },
};

function userFor(
  { name, entry }: Item,
  broker: { readonly access: { readonly users: ReadonlyMap<string, User> } },
): User {
  const user = broker.access.users.get(name);
  if (!user) throw entry.refusal(`the user '${name}' does not exist and is not among the definitions`);
  return user;
}
