import { limitOf, type UserLimit } from './limits';
import { compilePattern, type Pattern } from './pattern';
import type { PasswordHash } from './ports';

/** The right to configure, write and read the resources of one vhost whose names match (RabbitMQ's access control). */
export interface Permission {
  readonly configure: string;
  readonly write: string;
  readonly read: string;
}

/** The right to publish to (write) and bind to (read) one topic exchange by routing keys that match. */
export interface TopicPermission {
  readonly write: string;
  readonly read: string;
}

export type Operation = keyof Permission;

/** RabbitMQ's names of the ways to hash a password. */
export const HASHING_ALGORITHMS: readonly string[] = [
  'rabbit_password_hashing_sha256',
  'rabbit_password_hashing_sha512',
  'rabbit_password_hashing_md5',
];

/** The empty pattern allows nothing but the empty name: RabbitMQ's rule. */
function compile(pattern: string): Pattern {
  return compilePattern(pattern === '' ? '^$' : pattern);
}

/** A permission with its patterns compiled, unanchored as in RabbitMQ. */
export class CompiledPermission implements Permission {
  readonly configure: string;
  readonly write: string;
  readonly read: string;
  readonly #patterns: Readonly<Record<Operation, Pattern>>;

  /** Throws a SyntaxError when a pattern is no regular expression. */
  constructor(permission: Permission) {
    this.configure = permission.configure;
    this.write = permission.write;
    this.read = permission.read;
    this.#patterns = {
      configure: compile(permission.configure),
      write: compile(permission.write),
      read: compile(permission.read),
    };
  }

  allows(operation: Operation, name: string): boolean {
    return this.#patterns[operation].test(name);
  }
}

/** Whether a topic permission allows a routing key; `{username}` and `{vhost}` in its patterns stand for the user's own. */
export function topicAllows(
  permission: TopicPermission,
  operation: keyof TopicPermission,
  routingKey: string,
  variables: Readonly<Record<string, string>>,
): boolean {
  const expanded = permission[operation].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = variables[name];
    return value === undefined ? whole : value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  return compile(expanded).test(routingKey);
}

export class User {
  readonly name: string;
  /** Null for a user who cannot sign in with a password. */
  password: PasswordHash | null;
  tags: readonly string[];
  /** By vhost. */
  readonly permissions = new Map<string, CompiledPermission>();
  /** By vhost, then by exchange. */
  readonly topicPermissions = new Map<string, Map<string, TopicPermission>>();
  readonly limits = new Map<UserLimit, number>();

  constructor(name: string, password: PasswordHash | null, tags: readonly string[]) {
    this.name = name;
    this.password = password;
    this.tags = tags;
  }

  /** Whether the user may send messages in the name of another (the property user-id). */
  maySendAs(name: string): boolean {
    return name === this.name || this.tags.includes('impersonator');
  }

  /** The limit, or null when there is none. */
  limit(name: UserLimit): number | null {
    return limitOf(this.limits, name);
  }
}
