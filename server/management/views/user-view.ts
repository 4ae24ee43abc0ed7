import type { Permission, TopicPermission, User } from '@/server/broker/user';
import type { Fields } from '@/server/management/fields';

/** For administrators alone. A user without a password has an empty hash (RabbitMQ). */
export const userFields: Fields<User> = {
  name: (user) => user.name,
  password_hash: (user) => user.password?.hash ?? '',
  hashing_algorithm: (user) => user.password?.algorithm ?? 'rabbit_password_hashing_sha256',
  tags: (user) => user.tags,
  limits: (user) => Object.fromEntries(user.limits),
};

export interface GrantedPermission {
  readonly user: string;
  readonly vhost: string;
  readonly permission: Permission;
}

export function permissionsOf(user: User): GrantedPermission[] {
  return [...user.permissions].map(([vhost, permission]) => ({ user: user.name, vhost, permission }));
}

export const permissionFields: Fields<GrantedPermission> = {
  user: ({ user }) => user,
  vhost: ({ vhost }) => vhost,
  configure: ({ permission }) => permission.configure,
  write: ({ permission }) => permission.write,
  read: ({ permission }) => permission.read,
};

export interface GrantedTopicPermission {
  readonly user: string;
  readonly vhost: string;
  readonly exchange: string;
  readonly permission: TopicPermission;
}

export function topicPermissionsOf(user: User): GrantedTopicPermission[] {
  return [...user.topicPermissions].flatMap(([vhost, byExchange]) =>
    [...byExchange].map(([exchange, permission]) => ({ user: user.name, vhost, exchange, permission })),
  );
}

export const topicPermissionFields: Fields<GrantedTopicPermission> = {
  user: ({ user }) => user,
  vhost: ({ vhost }) => vhost,
  exchange: ({ exchange }) => exchange,
  write: ({ permission }) => permission.write,
  read: ({ permission }) => permission.read,
};
