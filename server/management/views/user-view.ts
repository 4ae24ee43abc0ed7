import type { Permission, User } from '@/server/broker/user';
import type { Fields } from '@/server/management/fields';

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
