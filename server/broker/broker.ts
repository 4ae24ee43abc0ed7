import { Channel, type ChannelPort } from './channel';
import { Connection, type ConnectionInfo, type ConnectionPort } from './connection';
import { BrokerError } from './errors';
import { MessageMemory } from './message-memory';
import type { BrokerObserver } from './observer';
import type { BrokerPorts } from './ports';
import type { Queue } from './queue';
import { CompiledPermission, type Permission, User } from './user';
import { VHost } from './vhost';

export interface BrokerOptions {
  /** Bytes of waiting messages above which publishers are blocked. */
  readonly memoryLimitBytes: number;
  /** Users that may connect from this machine only (RabbitMQ's `loopback_users`). */
  readonly loopbackUsers: readonly string[];
}

type Arguments<K extends keyof BrokerObserver> = Parameters<BrokerObserver[K]>;

/** Everything that the broker knows: vhosts, users, connections. Synchronous; time and randomness come in by ports. */
export class Broker {
  readonly ports: BrokerPorts;
  readonly options: BrokerOptions;
  readonly memory = new MessageMemory();
  readonly vhosts = new Map<string, VHost>();
  readonly users = new Map<string, User>();
  /** Open connections by name. */
  readonly connections = new Map<string, Connection>();
  /** Why publishers are blocked; null while they are not. */
  alarm: string | null = null;
  readonly #observers = new Set<Partial<BrokerObserver>>();
  #scheduled: Queue[] = [];
  // Counters since the start.
  connectionsOpened = 0;
  connectionsClosed = 0;
  channelsOpened = 0;
  channelsClosed = 0;
  queuesDeclared = 0;
  queuesCreated = 0;
  queuesDeleted = 0;

  constructor(ports: BrokerPorts, options: BrokerOptions) {
    this.ports = ports;
    this.options = options;
  }

  // Observers

  observe(observer: Partial<BrokerObserver>): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  notify<K extends keyof BrokerObserver>(event: K, ...args: Arguments<K>): void {
    for (const observer of this.#observers) {
      const method = observer[event] as ((...args: Arguments<K>) => void) | undefined;
      method?.call(observer, ...args);
    }
  }

  // Users and vhosts

  addUser(name: string, password: string, tags: readonly string[]): User {
    const user = new User(name, this.ports.passwords.hash(password), tags);
    this.users.set(name, user);
    return user;
  }

  setPermission(user: User, vhost: string, permission: Permission): void {
    user.permissions.set(vhost, new CompiledPermission(permission));
    // Routes remember that publishing was allowed.
    const affected = this.vhosts.get(vhost);
    if (affected) affected.topologyVersion += 1;
  }

  /** The user, or null when the name or the password is wrong. */
  authenticate(name: string, password: string): User | null {
    const user = this.users.get(name);
    if (!user || user.passwordHash === '' || !this.ports.passwords.verify(user.passwordHash, password)) return null;
    return user;
  }

  /** Whether a user may sign in from an address: RabbitMQ keeps guest to this machine. */
  mayConnectFrom(user: User, peerHost: string): boolean {
    return !this.options.loopbackUsers.includes(user.name) || isLoopback(peerHost);
  }

  addVHost(name: string, description = '', tags: readonly string[] = []): VHost {
    const vhost = new VHost(this, name, description, tags);
    this.vhosts.set(name, vhost);
    this.notify('vhostCreated', name);
    return vhost;
  }

  /** Deletes a vhost with all that is in it; its connections are closed. */
  removeVHost(vhost: VHost): void {
    if (this.vhosts.get(vhost.name) !== vhost) return;
    // Connections leave while the vhost can still be found, so that they give back what they hold in it.
    for (const connection of [...vhost.connections]) connection.port.close(`vhost '${vhost.name}' is deleted`);
    this.vhosts.delete(vhost.name);
    for (const queue of [...vhost.queues.values()]) vhost.removeQueue(queue);
    for (const exchange of [...vhost.exchanges.values()]) vhost.removeExchange(exchange);
    for (const user of this.users.values()) user.permissions.delete(vhost.name);
    this.notify('vhostDeleted', vhost.name);
  }

  // Connections and channels

  /** Throws not-allowed when the vhost is missing or the user has no permission there (RabbitMQ's texts). */
  checkVHostAccess(user: User, vhost: string): VHost {
    const found = this.vhosts.get(vhost);
    if (!found) throw new BrokerError('not-allowed', `vhost ${vhost} not found`);
    if (!user.permissions.has(vhost)) {
      throw new BrokerError('not-allowed', `access to vhost '${vhost}' refused for user '${user.name}'`);
    }
    return found;
  }

  openConnection(vhost: VHost, user: User, info: ConnectionInfo, port: ConnectionPort): Connection {
    const connection = new Connection(vhost.name, user, info, port);
    this.connections.set(connection.name, connection);
    vhost.connections.add(connection);
    this.connectionsOpened += 1;
    this.notify('connectionOpened', connection);
    return connection;
  }

  /** Ends its channels and deletes its exclusive queues. */
  closeConnection(connection: Connection): void {
    if (!this.connections.delete(connection.name)) return;
    for (const channel of [...connection.channels.values()]) this.closeChannel(channel);
    const vhost = this.vhosts.get(connection.vhost);
    vhost?.connections.delete(connection);
    for (const queue of [...connection.exclusiveQueues]) vhost?.removeQueue(queue);
    this.connectionsClosed += 1;
    this.notify('connectionClosed', connection);
  }

  openChannel(connection: Connection, number: number, port: ChannelPort): Channel {
    const channel = new Channel(connection, number, port);
    connection.channels.set(number, channel);
    this.channelsOpened += 1;
    this.notify('channelOpened', channel);
    return channel;
  }

  /** Cancels its consumers and puts its unacked messages back. */
  closeChannel(channel: Channel): void {
    if (!channel.connection.channels.delete(channel.number)) return;
    const vhost = this.vhosts.get(channel.connection.vhost);
    const consumers = [...channel.consumers.values()];
    // Consumers leave first, so that nothing is dealt to this channel again while its messages go back.
    for (const consumer of consumers) consumer.isCancelled = true;
    channel.requeueAll();
    for (const consumer of consumers) {
      consumer.isCancelled = false;
      vhost?.removeConsumer(consumer);
    }
    this.channelsClosed += 1;
    this.notify('channelClosed', channel);
  }

  // Turns

  schedule(queue: Queue): void {
    this.#scheduled.push(queue);
  }

  /** Ends a turn: dispatches every queue that has something to do, then looks at the alarm. */
  endTurn(): void {
    while (this.#scheduled.length > 0) {
      const queues = this.#scheduled;
      this.#scheduled = [];
      for (const queue of queues) if (!queue.isDeleted) queue.dispatch();
    }
    this.#checkAlarm();
  }

  /** Lets go at nine tenths, so that the alarm does not flutter at the limit. */
  #checkAlarm(): void {
    const used = this.memory.usedBytes;
    const limit = this.options.memoryLimitBytes;
    if (this.alarm === null ? used <= limit : used > limit * 0.9) return;
    this.alarm = this.alarm === null ? 'low on memory' : null;
    for (const connection of this.connections.values()) {
      if (connection.hasPublished || connection.isBlocked) this.block(connection);
    }
    this.notify('alarmChanged', this.alarm);
  }

  /** Applies the present alarm, or its end, to a connection. */
  block(connection: Connection): void {
    const isBlocked = this.alarm !== null;
    if (connection.isBlocked === isBlocked) return;
    connection.isBlocked = isBlocked;
    connection.port.block(this.alarm);
  }
}

/** Whether an address is this machine's own: 127.0.0.0/8, ::1, or the former mapped into IPv6. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
