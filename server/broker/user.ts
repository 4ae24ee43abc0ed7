/** The right to configure, write and read the resources of one vhost whose names match (RabbitMQ's access control). */
export interface Permission {
  readonly configure: string;
  readonly write: string;
  readonly read: string;
}

export type Operation = keyof Permission;

/** The empty pattern allows nothing but the empty name: RabbitMQ's rule. */
function compile(pattern: string): RegExp {
  return new RegExp(pattern === '' ? '^$' : pattern);
}

/** A permission with its patterns compiled, unanchored as in RabbitMQ. */
export class CompiledPermission implements Permission {
  readonly configure: string;
  readonly write: string;
  readonly read: string;
  readonly #patterns: Readonly<Record<Operation, RegExp>>;

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

export class User {
  readonly name: string;
  /** RabbitMQ's format; the empty string lets nobody sign in with a password. */
  passwordHash: string;
  tags: readonly string[];
  readonly permissions = new Map<string, CompiledPermission>();

  constructor(name: string, passwordHash: string, tags: readonly string[]) {
    this.name = name;
    this.passwordHash = passwordHash;
    this.tags = tags;
  }
}
