import { Access } from './access';
import { Channel, type ChannelPort } from './channel';
import { Connection, type ConnectionInfo, type ConnectionPort } from './connection';
import { DeadLetters } from './dead-letters';
import { Deadlines } from './deadlines';
import type { LoginLimits } from './login-guard';
import type { Message } from './message';
import { MessageMemory } from './message-memory';
import { INTERNAL_ACTOR } from './names';
import type { BrokerObserver } from './observer';
import { ParameterStore } from './parameters';
import type { BrokerPorts } from './ports';
import type { Queue } from './queue';
import type { DefinitionLog, MessageHolder, MessageStore, StoredRecord } from './store';
import type { User } from './user';
import { VHost } from './vhost';

export interface BrokerOptions {
  /** Bytes of waiting messages above which publishers are blocked. */
  readonly memoryLimitBytes: number;
  /** Bytes of waiting messages above which new ones wait on disk, when there is a store. */
  readonly pageAboveBytes?: number;
  /** Users that may connect from this machine only (RabbitMQ's `loopback_users`). */
  readonly loopbackUsers: readonly string[];
  /** DEFAULT_LOGIN_LIMITS unless given. */
  readonly login?: LoginLimits;
  /** As it is written into traced messages; warren@localhost unless given. */
  readonly nodeName?: string;
}

type Arguments<K extends keyof BrokerObserver> = Parameters<BrokerObserver[K]>;

/** Everything that the broker knows: vhosts, users, connections. Synchronous; time and randomness come in by ports. */
export class Broker {
  readonly ports: BrokerPorts;
  readonly options: BrokerOptions;
  readonly memory = new MessageMemory();
  readonly vhosts = new Map<string, VHost>();
  readonly access: Access;
  readonly nodeName: string;
  readonly parameters = new ParameterStore();
  readonly deadlines: Deadlines;
  readonly deadLetters: DeadLetters;
  /** Ends the turn of something that was due; a server that has sockets to write to puts its own here. */
  endDueTurn = (): void => this.endTurn();
  /** Null when messages live in memory alone. */
  store: MessageStore | null = null;
  /** Null when definitions live in memory alone. */
  definitions: DefinitionLog | null = null;
  /** Open connections by name. */
  readonly connections = new Map<string, Connection>();
  isMemoryLow = false;
  /** The disk is nearly full, or it refuses to take messages. */
  isDiskLow = false;
  #actor = INTERNAL_ACTOR;
  readonly #observers = new Set<Partial<BrokerObserver>>();
  #scheduled: Queue[] = [];
  /** Queues that show nothing before it is safe. */
  readonly #unsafe = new Set<Queue>();
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
    this.nodeName = options.nodeName ?? 'warren@localhost';
    this.access = new Access(this);
    this.deadlines = new Deadlines(ports.clock, ports.timer, () => this.endDueTurn());
    this.deadLetters = new DeadLetters(this.deadlines);
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

  // Who does what

  /** In whose name something happens now. */
  get actor(): string {
    return this.#actor;
  }

  /** Does something in somebody's name: the events about it tell it. */
  actAs<Result>(actor: string, action: () => Result): Result {
    const former = this.#actor;
    this.#actor = actor;
    try {
      return action();
    } finally {
      this.#actor = former;
    }
  }

  // VHosts

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
    this.access.forgetVHost(vhost.name);
    this.parameters.forgetVHost(vhost.name);
    this.notify('vhostDeleted', vhost.name);
  }

  // Connections and channels

  /** Throws not-allowed when a limit is reached. */
  openConnection(vhost: VHost, user: User, info: ConnectionInfo, port: ConnectionPort): Connection {
    this.access.checkConnectionLimits(user, vhost);
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
    this.actAs(INTERNAL_ACTOR, () => {
      for (const queue of [...connection.exclusiveQueues]) vhost?.removeQueue(queue);
    });
    this.connectionsClosed += 1;
    this.notify('connectionClosed', connection);
  }

  /** Throws not-allowed when a limit is reached. */
  openChannel(connection: Connection, number: number, port: ChannelPort): Channel {
    this.access.checkChannelLimit(connection.user);
    const channel = new Channel(connection, number, port);
    channel.firehose = this.vhosts.get(connection.vhost)?.firehose ?? null;
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
    channel.transaction?.rollback(this.memory);
    channel.requeueAll(true);
    this.actAs(channel.connection.user.name, () => {
      for (const consumer of consumers) {
        consumer.isCancelled = false;
        vhost?.removeConsumer(consumer);
      }
    });
    this.channelsClosed += 1;
    this.notify('channelClosed', channel);
  }

  // Turns

  schedule(queue: Queue): void {
    this.#scheduled.push(queue);
  }

  scheduleWhenSynced(queue: Queue): void {
    this.#unsafe.add(queue);
  }

  /** To be called when the store has synced something: the turn that ends next dispatches those who waited for it. */
  synced(): void {
    for (const queue of this.#unsafe) if (!queue.isScheduled) queue.host.scheduleDispatch(queue);
    this.#unsafe.clear();
  }

  /** Ends a turn: dispatches every queue that has something to do, looks at the alarm, and lets the store write. */
  endTurn(): void {
    while (this.#scheduled.length > 0 || !this.deadLetters.isEmpty) {
      this.deadLetters.publishAll();
      const queues = this.#scheduled;
      this.#scheduled = [];
      for (const queue of queues) if (!queue.isDeleted) queue.dispatch();
    }
    this.#checkMemory();
    this.store?.endTurn();
    this.definitions?.endTurn();
  }

  /** Visits the records of all messages in memory that are in the store too, once for each holder of each of them. */
  forEachStored(visit: (record: StoredRecord, holder: MessageHolder) => void): void {
    for (const vhost of this.vhosts.values()) {
      for (const queue of vhost.queues.values()) {
        if (queue.isStored) queue.forEachReady(({ record }) => record !== null && visit(record, queue));
      }
      for (const { delayed } of vhost.exchanges.values()) {
        delayed?.forEachStored((record) => visit(record, delayed));
      }
    }
    const visitHeld = ({ record }: Message, queue: Queue): void => {
      if (record !== null && queue.isStored && !queue.isDeleted) visit(record, queue);
    };
    this.forEachUnacked(visitHeld);
    this.deadLetters.forEach(visitHeld);
  }

  forEachUnacked(visit: (message: Message, queue: Queue) => void): void {
    for (const connection of this.connections.values()) {
      for (const channel of connection.channels.values()) {
        for (const [, { message, queue }] of channel.unacked.entries()) visit(message, queue);
      }
    }
  }

  // Alarms

  /** Why publishers are blocked, in RabbitMQ's words; null while they are not. */
  get alarm(): string | null {
    if (this.isMemoryLow) return this.isDiskLow ? 'low on memory & disk' : 'low on memory';
    return this.isDiskLow ? 'low on disk' : null;
  }

  /** Lets go at nine tenths, so that the alarm does not flutter at the limit. */
  #checkMemory(): void {
    const used = this.memory.usedBytes;
    const { memoryLimitBytes, pageAboveBytes } = this.options;
    if (pageAboveBytes !== undefined) this.memory.isTight = used > pageAboveBytes;
    if (this.isMemoryLow ? used > memoryLimitBytes * 0.9 : used <= memoryLimitBytes) return;
    this.isMemoryLow = !this.isMemoryLow;
    this.#alarmChanged();
  }

  setDiskLow(isLow: boolean): void {
    if (this.isDiskLow === isLow) return;
    this.isDiskLow = isLow;
    this.#alarmChanged();
  }

  #alarmChanged(): void {
    for (const connection of this.connections.values()) {
      if (connection.hasPublished || connection.isBlocked) this.block(connection);
    }
    this.notify('alarmChanged', this.alarm);
  }

  /** Applies the present alarm, or its end, to a connection. A blocked one is told again only when it is let go. */
  block(connection: Connection): void {
    const isBlocked = this.alarm !== null;
    if (connection.isBlocked === isBlocked) return;
    connection.isBlocked = isBlocked;
    connection.port.block(this.alarm);
  }
}
