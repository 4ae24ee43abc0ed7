import type { Broker } from './broker';
import { BrokerError } from './errors';
import { LoginCounts, type LoginProtocol } from './login-counts';
import { DEFAULT_LOGIN_LIMITS, LoginGuard, type LoginLimits } from './login-guard';
import type { PasswordHash } from './ports';
import { CompiledPermission, type Permission, type TopicPermission, topicAllows, User } from './user';
import type { VHost } from './vhost';

export interface Login {
  readonly name: string;
  readonly password: string;
}

export interface LoginOrigin {
  readonly address: string;
  readonly protocol: LoginProtocol;
}

export type LoginOutcome =
  | { readonly kind: 'accepted'; readonly user: User }
  | { readonly kind: 'refused' }
  /** The password is right, but the user may sign in from this machine only. */
  | { readonly kind: 'not-local' }
  /** Too many wrong passwords have come from there. */
  | { readonly kind: 'waiting'; readonly seconds: number };

/** Who may sign in, from where, and what users may do in which vhost. `Session` asks; the management API changes. */
export class Access {
  readonly #broker: Broker;
  readonly users = new Map<string, User>();
  readonly logins = new LoginCounts();
  readonly loginLimits: LoginLimits;
  readonly #guard: LoginGuard;
  readonly #ownLogins = new Map<string, { readonly password: string; readonly user: User }>();
  /** Compared with when there is no such user, so that the time of the answer does not tell. */
  #decoy: PasswordHash | null = null;

  constructor(broker: Broker) {
    this.#broker = broker;
    this.loginLimits = broker.options.login ?? DEFAULT_LOGIN_LIMITS;
    this.#guard = new LoginGuard(this.loginLimits, broker.ports.clock);
  }

  addUser(name: string, password: string, tags: readonly string[]): User {
    return this.putUser(name, this.#broker.ports.passwords.hash(password), tags);
  }

  /** Creates a user or changes one; permissions and limits of an existing one stay. */
  putUser(name: string, password: PasswordHash | null, tags: readonly string[]): User {
    const existing = this.users.get(name);
    if (existing) {
      existing.password = password;
      existing.tags = tags;
      this.#broker.notify('userChanged', existing);
      return existing;
    }
    const user = new User(name, password, tags);
    this.users.set(name, user);
    this.#broker.notify('userCreated', user);
    return user;
  }

  /** Deletes a user and closes the user's connections. */
  removeUser(user: User): void {
    if (!this.users.delete(user.name)) return;
    for (const connection of [...this.#broker.connections.values()]) {
      if (connection.user === user) connection.port.close(`user '${user.name}' is deleted`);
    }
    this.#broker.notify('userDeleted', user);
  }

  /**
   * A login for a part of this process that acts in one vhost and may do everything there. It is no user: nobody sees
   * it, nothing keeps it, and only who is given the secret can use it.
   */
  addOwnLogin(label: string, vhost: string): Login {
    const { randomName } = this.#broker.ports;
    const login = { name: `${label} ${randomName()}`, password: randomName() };
    // As whoever has sent a message: the part hands on what others have written.
    const user = new User(label, null, ['impersonator']);
    user.permissions.set(vhost, new CompiledPermission({ configure: '.*', write: '.*', read: '.*' }));
    this.#ownLogins.set(login.name, { password: login.password, user });
    return login;
  }

  /** The one door for passwords: AMQP and HTTP both come here. */
  signIn({ name, password }: Login, { address, protocol }: LoginOrigin): LoginOutcome {
    const outcome = this.#judge({ name, password }, address);
    this.logins.add(protocol, outcome.kind === 'accepted');
    this.#broker.notify('signedIn', name, outcome.kind === 'accepted', { address, protocol });
    return outcome;
  }

  /** The door for those whom something other than a password has made known, a certificate for instance. */
  signInWithoutPassword(name: string, { address, protocol }: LoginOrigin): LoginOutcome {
    const user = this.users.get(name);
    const outcome: LoginOutcome = user ? this.#from(address, user) : { kind: 'refused' };
    this.logins.add(protocol, outcome.kind === 'accepted');
    return outcome;
  }

  #judge({ name, password }: Login, address: string): LoginOutcome {
    const own = this.#ownLogins.get(name);
    if (own?.password === password) return { kind: 'accepted', user: own.user };
    const seconds = this.#guard.waitSeconds({ address, name });
    if (seconds > 0) return { kind: 'waiting', seconds };
    const user = this.authenticate(name, password);
    if (!user) {
      this.#guard.failed({ address, name });
      return { kind: 'refused' };
    }
    this.#guard.succeeded({ address, name });
    return this.#from(address, user);
  }

  /** The user, or null when the name or the password is wrong. A blank password is never right (RabbitMQ). */
  authenticate(name: string, password: string): User | null {
    const { passwords } = this.#broker.ports;
    const user = this.users.get(name);
    this.#decoy ??= passwords.hash('');
    const isRight = passwords.verify(user?.password ?? this.#decoy, password);
    return user?.password && isRight && password !== '' ? user : null;
  }

  /** RabbitMQ keeps guest to this machine. */
  #from(address: string, user: User): LoginOutcome {
    const mayConnect = !this.#broker.options.loopbackUsers.includes(user.name) || isLoopback(address);
    return mayConnect ? { kind: 'accepted', user } : { kind: 'not-local' };
  }

  /** Throws a SyntaxError when a pattern is no regular expression. */
  setPermission(user: User, vhost: string, permission: Permission): void {
    user.permissions.set(vhost, new CompiledPermission(permission));
    this.#broker.notify('permissionCreated', user, vhost, permission);
    this.#forgetRoutes(vhost);
  }

  clearPermission(user: User, vhost: string): void {
    if (user.permissions.delete(vhost)) this.#broker.notify('permissionDeleted', user, vhost);
    this.#forgetRoutes(vhost);
  }

  setTopicPermission(user: User, vhost: string, exchange: string, permission: TopicPermission): void {
    const ofVHost = user.topicPermissions.get(vhost) ?? new Map<string, TopicPermission>();
    user.topicPermissions.set(vhost, ofVHost.set(exchange, permission));
    this.#broker.notify('topicPermissionCreated', user, vhost, exchange, permission);
    this.#forgetRoutes(vhost);
  }

  /** With the exchange null, those of all exchanges of the vhost. */
  clearTopicPermission(user: User, vhost: string, exchange: string | null): void {
    if (exchange !== null) user.topicPermissions.get(vhost)?.delete(exchange);
    if (exchange === null || user.topicPermissions.get(vhost)?.size === 0) user.topicPermissions.delete(vhost);
    this.#broker.notify('topicPermissionDeleted', user, vhost);
    this.#forgetRoutes(vhost);
  }

  /** Forgets everything about a vhost that is gone. */
  forgetVHost(vhost: string): void {
    for (const user of this.users.values()) {
      user.permissions.delete(vhost);
      user.topicPermissions.delete(vhost);
    }
  }

  /** Throws not-allowed when the vhost is missing or the user has no permission there (RabbitMQ's texts). */
  checkVHost(user: User, name: string): VHost {
    const vhost = this.#broker.vhosts.get(name);
    if (!vhost) throw new BrokerError('not-allowed', `vhost ${name} not found`);
    if (!user.permissions.has(name)) {
      throw new BrokerError('not-allowed', `access to vhost '${name}' refused for user '${user.name}'`);
    }
    return vhost;
  }

  /** Throws not-allowed when the vhost or the user has as many connections as it may have (RabbitMQ's texts). */
  checkConnectionLimits(user: User, vhost: VHost): void {
    const ofVHost = vhost.limit('max-connections');
    if (ofVHost !== null && vhost.connections.size >= ofVHost) {
      throw new BrokerError(
        'not-allowed',
        `access to vhost '${vhost.name}' refused for user '${user.name}': connection limit (${ofVHost}) is reached`,
      );
    }
    const ofUser = user.limit('max-connections');
    if (ofUser !== null && this.#connections(user) >= ofUser) {
      throw new BrokerError(
        'not-allowed',
        `Connection refused for user '${user.name}': user connection limit (${ofUser}) is reached`,
      );
    }
  }

  /** Throws not-allowed when the user has as many channels open as the user may have. */
  checkChannelLimit(user: User): void {
    const limit = user.limit('max-channels');
    if (limit === null) return;
    let channels = 0;
    for (const connection of this.#broker.connections.values()) {
      if (connection.user === user) channels += connection.channels.size;
    }
    if (channels < limit) return;
    throw new BrokerError(
      'not-allowed',
      `number of channels opened for user '${user.name}' has reached the maximum allowed user limit of (${limit})`,
    );
  }

  /** Without a topic permission for the exchange every routing key is allowed (RabbitMQ). */
  mayUseTopic(
    user: User,
    vhost: string,
    exchange: string,
    operation: keyof TopicPermission,
    routingKey: string,
  ): boolean {
    const permission = user.topicPermissions.get(vhost)?.get(exchange);
    return !permission || topicAllows(permission, operation, routingKey, { username: user.name, vhost });
  }

  #connections(user: User): number {
    let count = 0;
    for (const connection of this.#broker.connections.values()) if (connection.user === user) count += 1;
    return count;
  }

  /** Routes remember that publishing was allowed. */
  #forgetRoutes(vhost: string): void {
    const affected = this.#broker.vhosts.get(vhost);
    if (affected) affected.topologyVersion += 1;
  }
}

/** Whether an address is this machine's own: 127.0.0.0/8, ::1, or the former mapped into IPv6. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
