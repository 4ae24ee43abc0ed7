import { copyKeys, readWishes } from './admission';
import { type Binding, bindingIdentity } from './binding';
import type { Broker } from './broker';
import type { Channel } from './channel';
import type { Connection } from './connection';
import type { ConsumeOptions, Consumer } from './consumer';
import type { DelayedMessages } from './delayed-messages';
import { DIRECT_REPLY_TO, isReplyAddress } from './direct-reply';
import { assertSameExchange, assertSameQueue } from './equivalence';
import { BrokerError } from './errors';
import type { Exchange, ExchangeOptions } from './exchange';
import { assertExchangeArguments } from './exchange-arguments';
import { exchangeTypes, routingTypeOf } from './exchange-types';
import type { MatchedMessage } from './exchange-types/exchange-type';
import { type Explanation, explainRoute } from './explanation';
import { type FieldTable, stringOf } from './field-table';
import type { Address, Message } from './message';
import { assertNotDefaultExchange, assertNotReserved, cleanName } from './names';
import type { Queue } from './queue';
import { checkQueueOptions, generatedPrefix } from './queue-arguments';
import type { QueueOptions } from './queue-host';
import { assertConsumable, assertDeletable, assertGettable, assertPurgeable } from './queue-refusals';
import { copyWithProperties } from './rewrite-message';
import { locked, Rights } from './rights';
import type { PublishCounter, Route } from './route';
import type { Unacked } from './unacked';
import type { User } from './user';
import type { VHost } from './vhost';

export interface QueueCounts {
  readonly queue: Queue;
  readonly messageCount: number;
  readonly consumerCount: number;
}

export interface Fetched {
  readonly queue: Queue;
  readonly message: Message;
  readonly order: number;
  readonly redelivered: boolean;
  /** What the receiver sees of the message; `queue.forget` frees it when it is another one. */
  readonly content: Message;
  /** Ready messages that remain. */
  readonly remaining: number;
}

/**
 * Who acts where: a user in a vhost, with the connection that owns exclusive queues (null for the management API). The
 * one way in for every operation: permissions, ownership and AMQP's rules are checked here. Every method throws a
 * BrokerError with RabbitMQ's reason and text.
 */
export class Session {
  readonly broker: Broker;
  readonly vhost: VHost;
  readonly user: User;
  readonly connection: Connection | null;
  readonly #rights: Rights;

  constructor(broker: Broker, vhost: VHost, user: User, connection: Connection | null) {
    this.broker = broker;
    this.vhost = vhost;
    this.user = user;
    this.connection = connection;
    this.#rights = new Rights(broker, vhost, user, connection);
  }

  // Exchanges

  /** Creates the exchange unless it is there with the same properties. */
  declareExchange(givenName: string, options: ExchangeOptions): Exchange {
    const name = cleanName(givenName);
    assertNotDefaultExchange(name);
    const type = exchangeTypes.get(options.type);
    if (!type) throw new BrokerError('precondition-failed', `unknown exchange type '${options.type}'`);
    this.#rights.check('configure', 'exchange', name);
    const existing = this.vhost.exchange(name);
    if (existing) {
      assertSameExchange(existing, options);
      return existing;
    }
    assertNotReserved('exchange', name);
    routingTypeOf(type, options.arguments).validate?.(options.arguments);
    assertExchangeArguments(`exchange '${name}' in vhost '${this.vhost.name}'`, options.arguments);
    const field = options.arguments.get('alternate-exchange');
    const alternate = stringOf(field);
    if (field !== undefined && alternate === undefined) {
      throw new BrokerError(
        'precondition-failed',
        `invalid type '${field.type}' for arg 'alternate-exchange' in exchange '${name}' in vhost '${this.vhost.name}'`,
      );
    }
    if (alternate !== undefined) {
      this.#rights.check('read', 'exchange', name);
      this.#rights.check('write', 'exchange', alternate);
    }
    return this.#act(() => this.vhost.addExchange(name, options));
  }

  /** Throws not-found when the exchange is missing (passive declare). */
  findExchange(givenName: string): Exchange {
    const name = cleanName(givenName);
    assertNotDefaultExchange(name);
    return this.vhost.getExchange(name);
  }

  /** Deleting a missing exchange succeeds (RabbitMQ). */
  deleteExchange(givenName: string, ifUnused: boolean): void {
    const name = cleanName(givenName);
    assertNotDefaultExchange(name);
    if (name.startsWith('amq.')) {
      throw new BrokerError(
        'access-refused',
        `deletion of system exchange '${name}' in vhost '${this.vhost.name}' not allowed`,
      );
    }
    this.#rights.check('configure', 'exchange', name);
    const exchange = this.vhost.exchange(name);
    if (!exchange) return;
    if (ifUnused && exchange.outgoing.size > 0) {
      throw new BrokerError('precondition-failed', `exchange '${name}' in vhost '${this.vhost.name}' in use`);
    }
    this.#act(() => this.vhost.removeExchange(exchange));
  }

  // Queues

  /** Creates the queue unless it is there with the same properties. The empty name asks for a generated one. */
  declareQueue(givenName: string, given: QueueOptions): QueueCounts {
    this.broker.queuesDeclared += 1;
    return this.restoreQueue(givenName, this.#withDefaultType(given));
  }

  /** As a declaration, but exactly as defined: the vhost's default type says nothing about a queue that was elsewhere. */
  restoreQueue(givenName: string, options: QueueOptions): QueueCounts {
    const asked = cleanName(givenName);
    const name = asked === '' ? `${generatedPrefix(this.vhost.name, options)}${this.broker.ports.randomName()}` : asked;
    this.#rights.check('configure', 'queue', name);
    const existing = this.vhost.queue(name);
    if (existing) {
      if (options.exclusive !== (existing.owner !== null)) throw locked(existing);
      this.#rights.checkOwner(existing);
      assertSameQueue(existing, options);
      existing.touch();
      return counts(existing);
    }
    if (asked !== '') assertNotReserved('queue', name);
    checkQueueOptions(name, this.vhost.name, options);
    const deadLetterExchange = stringOf(options.arguments.get('x-dead-letter-exchange'));
    if (deadLetterExchange !== undefined) {
      this.#rights.check('read', 'queue', name);
      this.#rights.check('write', 'exchange', deadLetterExchange);
    }
    this.#checkQueueLimit(name);
    const owner = options.exclusive ? this.connection : null;
    const queue = this.#act(() => this.vhost.addQueue(name, owner, options));
    this.broker.queuesCreated += 1;
    return counts(queue);
  }

  /** The vhost's default queue type goes to durable shared queues that are declared without one (RabbitMQ). */
  #withDefaultType(options: QueueOptions): QueueOptions {
    const type = this.vhost.defaultQueueType;
    const isShared = options.durable && !options.exclusive && !options.autoDelete;
    if (type === null || !isShared || options.arguments.has('x-queue-type')) return options;
    const args = new Map(options.arguments).set('x-queue-type', { type: 'longstr', value: type });
    return { ...options, arguments: args };
  }

  #checkQueueLimit(name: string): void {
    const limit = this.vhost.limit('max-queues');
    if (limit === null || this.vhost.queues.size < limit) return;
    throw new BrokerError(
      'precondition-failed',
      `cannot declare queue '${name}': queue limit in vhost '${this.vhost.name}' (${limit}) is reached`,
    );
  }

  /** Throws not-found or resource-locked (passive declare). */
  findQueue(name: string): QueueCounts {
    return counts(this.#queue(name));
  }

  /** Deleting a missing queue succeeds with 0 (RabbitMQ). Returns the number of ready messages deleted. */
  deleteQueue(name: string, conditions: { readonly ifUnused: boolean; readonly ifEmpty: boolean }): number {
    this.#rights.check('configure', 'queue', name);
    const queue = this.vhost.queue(name);
    if (!queue) return 0;
    this.#rights.checkOwner(queue);
    assertDeletable(queue, conditions);
    const what = `queue '${name}' in vhost '${this.vhost.name}'`;
    if (conditions.ifUnused && queue.consumers.size > 0) throw new BrokerError('precondition-failed', `${what} in use`);
    if (conditions.ifEmpty && queue.readyCount > 0) throw new BrokerError('precondition-failed', `${what} not empty`);
    return this.#act(() => this.vhost.removeQueue(queue));
  }

  /** Drops the first `limit` ready messages, all unless given; returns how many there were. */
  purgeQueue(name: string, limit?: number): number {
    const queue = this.readableQueue(name);
    assertPurgeable(queue);
    return queue.purge(limit);
  }

  /** For those who may read it: to look at its messages. */
  readableQueue(name: string): Queue {
    this.#rights.check('read', 'queue', name);
    return this.#queue(name);
  }

  /** For those who may read it: to look at what it keeps. */
  readableExchange(name: string): Exchange {
    this.#rights.check('read', 'exchange', name);
    return this.vhost.getExchange(name);
  }

  /** Whether what goes through an exchange may be shown to the user. */
  mayReadExchange(name: string): boolean {
    return this.#rights.has('read', 'exchange', name);
  }

  /**
   * What an exchange delays, for those who may see it, and publish there, or delete all of it with the exchange; null when
   * it delays nothing.
   */
  delayedIn(name: string, act: 'publish' | 'drop'): DelayedMessages | null {
    this.#rights.check(act === 'publish' ? 'write' : 'configure', 'exchange', name);
    return this.readableExchange(name).delayed;
  }

  /** Stops the deliveries of a queue or lets them go on; messages come in all the while. */
  pauseQueue(name: string, isPaused: boolean): void {
    this.#rights.check('configure', 'queue', name);
    const queue = this.#queue(name);
    queue.pause(isPaused);
    this.vhost.broker.notify('queueChanged', queue);
  }

  // Bindings

  bindQueue(queueName: string, exchangeName: string, bindingKey: string, args: FieldTable): Binding {
    this.#rights.check('write', 'queue', queueName);
    if (queueName === DIRECT_REPLY_TO || isReplyAddress(queueName)) {
      throw new BrokerError('access-refused', `queue '${queueName}' in vhost '${this.vhost.name}' cannot be bound`);
    }
    const queue = this.#queue(queueName);
    const source = this.#bindingSource(exchangeName, bindingKey);
    return this.#act(() => this.vhost.bind(source, queue, bindingKey, args));
  }

  /** Unbinding what is not bound, or not there, succeeds (RabbitMQ). */
  unbindQueue(queueName: string, exchangeName: string, bindingKey: string, args: FieldTable): void {
    this.#rights.check('write', 'queue', queueName);
    const queue = this.vhost.queue(queueName);
    if (queue) this.#rights.checkOwner(queue);
    this.#unbind(exchangeName, queue, bindingKey, args);
  }

  bindExchange(destination: string, sourceName: string, bindingKey: string, args: FieldTable): Binding {
    const target = this.#bindingTarget(destination);
    const source = this.#bindingSource(sourceName, bindingKey);
    return this.#act(() => this.vhost.bind(source, target, bindingKey, args));
  }

  unbindExchange(destination: string, source: string, bindingKey: string, args: FieldTable): void {
    assertNotDefaultExchange(destination);
    this.#rights.check('write', 'exchange', destination);
    this.#unbind(source, this.vhost.exchange(destination), bindingKey, args);
  }

  // Consuming

  /** Throws not-found, resource-locked, or access-refused when somebody consumes exclusively. */
  consume(channel: Channel, queueName: string, options: ConsumeOptions): Consumer {
    if (queueName === DIRECT_REPLY_TO) return this.#consumeReplies(channel, options);
    this.#rights.check('read', 'queue', queueName);
    const queue = this.#queue(queueName);
    assertConsumable(queue, channel, options);
    assertNewConsumerTag(channel, options.consumerTag);
    const isShared = queue.consumers.size > 0 || queue.singleActive !== null;
    if (queue.exclusiveConsumer || (options.exclusive && isShared)) {
      throw new BrokerError('access-refused', `queue '${queueName}' in vhost '${this.vhost.name}' in exclusive use`);
    }
    const named = { ...options, consumerTag: this.#consumerTag(options) };
    return this.#act(() => this.vhost.addConsumer(channel, queue, named));
  }

  #consumerTag({ consumerTag }: ConsumeOptions): string {
    return consumerTag === '' ? `amq.ctag-${this.broker.ports.randomName()}` : consumerTag;
  }

  #consumeReplies(channel: Channel, options: ConsumeOptions): Consumer {
    assertNewConsumerTag(channel, options.consumerTag);
    const named = { ...options, consumerTag: this.#consumerTag(options) };
    return this.vhost.replyQueues.consume(channel, named, this.broker.ports.randomName());
  }

  /** Declaring a reply queue asks whether somebody waits there. Throws not-found. */
  assertReplyQueue(name: string): void {
    if (name !== DIRECT_REPLY_TO && !this.vhost.replyQueue(name)) this.vhost.getQueue(name);
  }

  cancel(consumer: Consumer): void {
    this.#act(() => this.vhost.removeConsumer(consumer));
  }

  /**
   * Takes the first ready message; undefined when the queue is empty. With `noAck` the caller gives it back by
   * `queue.release`, otherwise by `queue.acknowledge`, `reject` or `requeue`.
   */
  get(queueName: string, noAck: boolean, channel: Channel | null): Fetched | undefined {
    this.#rights.check('read', 'queue', queueName);
    const queue = this.#queue(queueName);
    assertGettable(queue);
    // The management API looks at the messages of a paused queue; clients get none.
    const taken = queue.isPaused && channel !== null ? undefined : queue.take(noAck);
    if (!taken) return undefined;
    if (taken.message.trace !== 0) {
      this.vhost.tracer?.delivered(taken.message.trace, queue, channel, null, taken.redelivered);
    }
    this.vhost.firehose?.delivered(channel, queue, taken.content, taken.redelivered);
    return { queue, ...taken, remaining: queue.readyCount };
  }

  /** Settles a message that `get` took for the management API. */
  settle(fetched: Fetched, outcome: 'ack' | 'reject' | 'requeue'): void {
    const unacked: Unacked = { ...fetched, consumer: null, deliveredAt: 0 };
    if (outcome === 'ack') fetched.queue.acknowledge(unacked);
    else if (outcome === 'reject') fetched.queue.reject(unacked);
    else fetched.queue.requeue(unacked);
  }

  // Publishing

  /** Finds where messages for an address go, once; `publish` uses it until the topology changes. */
  route(address: Address, channel: Channel | null): Route {
    const exchange = this.#publishTarget(address.exchange, address.routingKey);
    return this.vhost.route(exchange, address, channel ? this.#counter(channel, exchange.name) : null);
  }

  /** What would become of a message that the user published there. */
  explainRoute(exchange: string, message: MatchedMessage): Explanation {
    const target = this.#publishTarget(exchange, message.routingKey);
    const moreKeys = copyKeys({ headers: message.headers });
    return explainRoute(target, message, this.vhost, moreKeys);
  }

  #publishTarget(givenName: string, routingKey: string): Exchange {
    const name = cleanName(givenName);
    this.#rights.check('write', 'exchange', name);
    const exchange = this.vhost.getExchange(name);
    if (exchange.internal) {
      throw new BrokerError(
        'access-refused',
        `cannot publish to internal exchange '${name}' in vhost '${this.vhost.name}'`,
      );
    }
    this.#rights.checkTopic('write', exchange, routingKey);
    return exchange;
  }

  /**
   * Does what the properties of a message ask for: more routing keys, another reply address, a hidden header. Frees the
   * message and throws precondition-failed or access-refused when they may not ask for it.
   */
  admit(route: Route, message: Message, channel: Channel | null): { readonly route: Route; readonly message: Message } {
    const { codec } = this.broker.ports;
    const { memory } = this.vhost;
    try {
      const { moreKeys, changed } = readWishes(codec.decode(message.properties()), this.user, channel);
      for (const key of moreKeys) this.#rights.checkTopic('write', route.exchange, key);
      const widened = moreKeys.length === 0 ? route : this.vhost.routeTo(route, moreKeys);
      if (changed === null) return { route: widened, message };
      const copy = copyWithProperties(memory, message, codec.encode(changed));
      memory.free(message);
      return { route: widened, message: copy };
    } catch (error) {
      memory.free(message);
      throw error;
    }
  }

  #counter(channel: Channel, exchange: string): PublishCounter {
    let counter = channel.publishes.get(exchange);
    if (!counter) {
      counter = { exchange, published: 0 };
      channel.publishes.set(exchange, counter);
      this.broker.notify('producerSeen', channel, exchange);
    }
    return counter;
  }

  #act<Result>(action: () => Result): Result {
    return this.broker.actAs(this.user.name, action);
  }

  // Lookups

  #queue(name: string): Queue {
    const queue = this.vhost.getQueue(name);
    this.#rights.checkOwner(queue);
    return queue;
  }

  #bindingSource(name: string, bindingKey: string): Exchange {
    assertNotDefaultExchange(name);
    this.#rights.check('read', 'exchange', name);
    const exchange = this.vhost.getExchange(name);
    this.#rights.checkTopic('read', exchange, bindingKey);
    return exchange;
  }

  #bindingTarget(name: string): Exchange {
    assertNotDefaultExchange(name);
    this.#rights.check('write', 'exchange', name);
    return this.vhost.getExchange(name);
  }

  #unbind(sourceName: string, destination: Queue | Exchange | undefined, bindingKey: string, args: FieldTable): void {
    assertNotDefaultExchange(sourceName);
    this.#rights.check('read', 'exchange', sourceName);
    const source = this.vhost.exchange(sourceName);
    if (source) this.#rights.checkTopic('read', source, bindingKey);
    if (!source || !destination) return;
    const identity = bindingIdentity(source, destination, bindingKey, args);
    const binding = this.vhost.bindings.get(identity);
    if (binding) this.#act(() => this.vhost.unbind(identity, binding));
  }
}

function assertNewConsumerTag(channel: Channel, consumerTag: string): void {
  if (!channel.consumers.has(consumerTag)) return;
  throw new BrokerError('not-allowed', `attempt to reuse consumer tag '${consumerTag}'`);
}

function counts(queue: Queue): QueueCounts {
  return { queue, messageCount: queue.readyCount, consumerCount: queue.consumers.size };
}
