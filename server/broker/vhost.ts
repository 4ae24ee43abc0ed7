import { Binding, bindingIdentity, Edge } from './binding';
import type { Broker } from './broker';
import type { Channel } from './channel';
import type { Connection } from './connection';
import { type ConsumeOptions, Consumer } from './consumer';
import type { Deadlines } from './deadlines';
import type { DeathReason } from './death';
import { DecodedContent } from './decoded-content';
import { ReplyQueues } from './direct-reply';
import { BrokerError } from './errors';
import { Exchange, type ExchangeOptions } from './exchange';
import { ExchangeHost } from './exchange-host';
import { EMPTY_TABLE, type FieldTable, type FieldValue, stringOf } from './field-table';
import { Firehose } from './firehose';
import { limitOf, type VHostLimit } from './limits';
import type { Address, Message } from './message';
import { MessageLife } from './message-life';
import type { MessageMemory } from './message-memory';
import { hasExpiration, headerOf, priorityOf, withHeaders, withNumber } from './message-properties';
import { INTERNAL_ACTOR } from './names';
import type { Tracer } from './observer';
import { PolicySet } from './policy';
import { Queue } from './queue';
import type { QueueHost, QueueOptions } from './queue-host';
import { type Destinations, type Lookup, lasting, type PublishCounter, type Route, resolve, type Start } from './route';
import type { MessageStore, QueueLog } from './store';
import { StreamQueue } from './stream-queue';
import type { TurnClock } from './turn-clock';

const PREDECLARED: readonly (readonly [name: string, type: string, internal: boolean])[] = [
  ['', 'direct', false],
  ['amq.direct', 'direct', false],
  ['amq.fanout', 'fanout', false],
  ['amq.topic', 'topic', false],
  ['amq.headers', 'headers', false],
  ['amq.match', 'headers', false],
  ['amq.rabbitmq.trace', 'topic', true],
];

/**
 * A virtual host: its exchanges, queues and bindings, and the rules by which they come and go. It checks no permissions;
 * `Session` does, and is the way in.
 */
export class VHost implements QueueHost, Lookup {
  readonly name: string;
  readonly broker: Broker;
  readonly memory: MessageMemory;
  description: string;
  tags: readonly string[];
  /** The type that a queue gets when it is declared without one; null means classic. */
  defaultQueueType: string | null = null;
  /** True while the vhost may not be deleted. */
  isProtected = false;
  /** Null unless the firehose was asked for. */
  firehose: Firehose | null = null;
  readonly limits = new Map<VHostLimit, number>();
  readonly policies = new PolicySet();
  readonly operatorPolicies = new PolicySet();
  readonly exchanges = new Map<string, Exchange>();
  readonly queues = new Map<string, Queue>();
  /** All bindings by identity. The implicit ones of the default exchange are not among them. */
  readonly bindings = new Map<string, Binding>();
  /** The ways from exchanges to their alternate exchanges that a message has taken. */
  readonly alternateEdges = new Map<Exchange, Edge>();
  readonly connections = new Set<Connection>();
  tracer: Tracer | null = null;
  readonly #exchangeHost: ExchangeHost;
  /** The queues of direct reply-to. */
  readonly replyQueues: ReplyQueues;
  /** Whether a queue refused the message that was published last: a confirming publisher gets a nack. */
  hasRefused = false;
  /** Counts the changes that can make a route stale. */
  topologyVersion = 1;
  // Counters since the vhost was created.
  published = 0;
  confirmed = 0;
  returned = 0;
  dropped = 0;

  constructor(broker: Broker, name: string, description = '', tags: readonly string[] = []) {
    this.broker = broker;
    this.memory = broker.memory;
    this.name = name;
    this.description = description;
    this.tags = tags;
    this.#exchangeHost = new ExchangeHost(this);
    this.replyQueues = new ReplyQueues(this);
    for (const [exchange, type, internal] of PREDECLARED) {
      const options = { type, durable: true, autoDelete: false, internal, arguments: EMPTY_TABLE };
      this.exchanges.set(exchange, new Exchange(name, exchange, options, this.#exchangeHost));
    }
  }

  get store(): MessageStore | null {
    return this.broker.store;
  }

  scheduleDispatch(queue: Queue): void {
    queue.isScheduled = true;
    this.broker.schedule(queue);
  }

  dispatchWhenSynced(queue: Queue): void {
    this.broker.scheduleWhenSynced(queue);
  }

  /** Whether the firehose was asked for. */
  get isTraced(): boolean {
    return this.firehose !== null;
  }

  set isTraced(isTraced: boolean) {
    this.firehose = isTraced ? (this.firehose ?? new Firehose(this)) : null;
    for (const connection of this.connections) {
      for (const channel of connection.channels.values()) channel.firehose = this.firehose;
    }
  }

  // Lookups

  queue(name: string): Queue | undefined {
    return this.queues.get(name);
  }

  replyQueue(name: string): Queue | undefined {
    return this.replyQueues.find(name);
  }

  exchange(name: string): Exchange | undefined {
    return this.exchanges.get(name);
  }

  /** Throws not-found. */
  getQueue(name: string): Queue {
    const queue = this.queues.get(name);
    if (!queue) throw new BrokerError('not-found', `no queue '${name}' in vhost '${this.name}'`);
    return queue;
  }

  /** Throws not-found. */
  getExchange(name: string): Exchange {
    const exchange = this.exchanges.get(name);
    if (!exchange) throw new BrokerError('not-found', `no exchange '${name}' in vhost '${this.name}'`);
    return exchange;
  }

  defaultEdge(queue: Queue): Edge {
    queue.defaultEdge ??= new Edge(this.getExchange(''), queue);
    return queue.defaultEdge;
  }

  alternateEdge(exchange: Exchange, alternate: Exchange): Edge {
    const known = this.alternateEdges.get(exchange);
    if (known?.destination === alternate) return known;
    const edge = new Edge(exchange, alternate);
    this.alternateEdges.set(exchange, edge);
    return edge;
  }

  /** The limit, or null when there is none. */
  limit(name: VHostLimit): number | null {
    return limitOf(this.limits, name);
  }

  // Policies

  /** Finds the policies of every exchange and queue anew, after a policy has come, gone or changed. */
  applyPolicies(): void {
    for (const exchange of this.exchanges.values()) {
      if (this.#applyPolicies(exchange)) this.broker.notify('exchangeChanged', exchange);
    }
    for (const queue of this.queues.values()) {
      if (this.#applyPolicies(queue)) this.broker.notify('queueChanged', queue);
    }
    this.topologyVersion += 1;
  }

  /** Whether other policies apply than before. */
  #applyPolicies(object: Queue | Exchange): boolean {
    const { policy, operatorPolicy } = object;
    object.policy = this.policies.match(object);
    object.operatorPolicy = this.operatorPolicies.match(object);
    if (object.kind === 'queue') object.policiesChanged();
    return object.policy !== policy || object.operatorPolicy !== operatorPolicy;
  }

  // Topology

  addExchange(name: string, options: ExchangeOptions): Exchange {
    const exchange = new Exchange(this.name, name, options, this.#exchangeHost);
    exchange.createdBy = this.broker.actor;
    this.#applyPolicies(exchange);
    this.exchanges.set(name, exchange);
    this.topologyVersion += 1;
    this.broker.notify('exchangeCreated', exchange);
    return exchange;
  }

  removeExchange(exchange: Exchange): void {
    if (exchange.isDeleted) return;
    exchange.close();
    this.exchanges.delete(exchange.name);
    this.alternateEdges.delete(exchange);
    for (const [identity, binding] of [...exchange.outgoing, ...exchange.incoming]) this.unbind(identity, binding);
    this.topologyVersion += 1;
    this.broker.notify('exchangeDeleted', exchange);
  }

  addQueue(name: string, owner: Connection | null, options: QueueOptions): Queue {
    const isStream = stringOf(options.arguments.get('x-queue-type')) === 'stream';
    const queue = isStream ? new StreamQueue(this, name, options) : new Queue(this, name, owner, options);
    queue.idleSince = this.broker.ports.clock.now();
    this.#applyPolicies(queue);
    this.queues.set(name, queue);
    owner?.exclusiveQueues.add(queue);
    this.topologyVersion += 1;
    this.broker.notify('queueCreated', queue);
    return queue;
  }

  /** Deletes a queue with its messages and bindings and tells its consumers; returns the number of ready messages. */
  removeQueue(queue: Queue): number {
    if (queue.isDeleted) return 0;
    queue.isDeleted = true;
    this.queues.delete(queue.name);
    queue.owner?.exclusiveQueues.delete(queue);
    for (const [identity, binding] of [...queue.incoming]) this.unbind(identity, binding);
    for (const consumer of [...queue.consumers]) {
      this.#detach(consumer);
      consumer.channel.port.consumerCancelled(consumer);
    }
    const count = queue.purge();
    if (queue.log !== null) this.#closeLog(queue, queue.log);
    this.broker.queuesDeleted += 1;
    this.topologyVersion += 1;
    this.broker.notify('queueDeleted', queue);
    return count;
  }

  /** What consumers still hold of a queue that is gone is needed no longer on disk either. */
  #closeLog(queue: Queue, log: QueueLog): void {
    if (queue.unackedCount > 0) {
      this.broker.forEachUnacked((message, holder) => {
        if (holder === queue && message.record !== null) log.settle(message.record);
      });
    }
    log.close();
  }

  /** Does nothing when the binding is there already. Returns it. */
  bind(source: Exchange, destination: Queue | Exchange, bindingKey: string, args: FieldTable): Binding {
    const identity = bindingIdentity(source, destination, bindingKey, args);
    const existing = this.bindings.get(identity);
    if (existing) return existing;
    source.routingType.validateBinding?.(bindingKey, args, destination);
    let edge = source.edges.get(destination);
    if (!edge) {
      edge = new Edge(source, destination);
      source.edges.set(destination, edge);
    }
    edge.bindings += 1;
    const binding = new Binding(edge, bindingKey, args);
    this.bindings.set(identity, binding);
    source.outgoing.set(identity, binding);
    destination.incoming.set(identity, binding);
    source.router.add(binding);
    this.topologyVersion += 1;
    this.broker.notify('bindingCreated', binding);
    for (const message of source.router.replay?.() ?? []) this.#exchangeHost.replay(message, binding);
    return binding;
  }

  /** Removes a binding, and its source when that is auto-delete and has lost its last binding. */
  unbind(identity: string, binding: Binding): void {
    if (!this.bindings.delete(identity)) return;
    const { source, destination, edge } = binding;
    source.outgoing.delete(identity);
    destination.incoming.delete(identity);
    source.router.remove(binding);
    edge.bindings -= 1;
    if (edge.bindings === 0) source.edges.delete(destination);
    this.topologyVersion += 1;
    this.broker.notify('bindingDeleted', binding);
    if (source.autoDelete && source.outgoing.size === 0) this.removeExchange(source);
  }

  // Consumers

  addConsumer(channel: Channel, queue: Queue, options: ConsumeOptions): Consumer {
    const consumer = new Consumer(channel, queue, channel.prefetchCount, options);
    channel.consumers.set(consumer.consumerTag, consumer);
    queue.addConsumer(consumer);
    this.broker.notify('consumerCreated', consumer);
    return consumer;
  }

  /** Ends a consumer, and its queue when that is auto-delete and has lost its last consumer. */
  removeConsumer(consumer: Consumer): void {
    if (consumer.isCancelled || this.replyQueues.remove(consumer)) return;
    this.#detach(consumer);
    const { queue } = consumer;
    if (!queue.autoDelete || queue.consumers.size > 0) return;
    this.broker.actAs(INTERNAL_ACTOR, () => this.removeQueue(queue));
  }

  #detach(consumer: Consumer): void {
    consumer.channel.consumers.delete(consumer.consumerTag);
    consumer.queue.removeConsumer(consumer);
    this.broker.notify('consumerDeleted', consumer);
  }

  // Messages

  /** The route of an address as of now. What depends on more than the routing key is left open. */
  route(exchange: Exchange, address: Address, counter: PublishCounter | null): Route {
    const routingKeys = [address.routingKey];
    const found = resolve({ exchange, routingKeys }, null, this);
    return { address, exchange, routingKeys, counter, version: this.topologyVersion, ...found };
  }

  /** The same route, for the message at hand and with more routing keys than the first (CC and BCC). */
  routeTo(route: Route, moreKeys: readonly string[]): Route {
    return { ...route, routingKeys: [...route.routingKeys, ...moreKeys], isDynamic: true };
  }

  /** The same route in the topology of now. */
  refresh(route: Route): Route {
    return { ...route, version: this.topologyVersion, ...resolve(route, null, this) };
  }

  /**
   * Gives a message to every queue of its route and returns how many took it; an exchange that keeps it counts as well. A
   * message that nobody took is freed when the caller calls `discard`.
   */
  publish(route: Route, message: Message, channel: Channel | null): number {
    this.hasRefused = false;
    route.exchange.publishedIn += 1;
    this.published += 1;
    if (route.counter !== null) route.counter.published += 1;
    if (this.tracer !== null) message.trace = this.tracer.published(channel, message);
    const found = route.isDynamic ? this.destinations(route, message) : route;
    if (this.firehose !== null) this.firehose.published(channel, message, route.routingKeys, found.queues);
    const queues = this.distribute(route.exchange, found, message, channel);
    if (queues > 0 || !found.isTaken) return queues;
    // What an exchange keeps in the store is confirmed when it is safe there.
    if (channel !== null && this.broker.store !== null && message.isPersistent) channel.hasStored = true;
    if (message.holders === 0) this.memory.free(message);
    return 1;
  }

  /** Counts a message on its ways and gives it to its queues; returns their number. */
  distribute(
    exchange: Exchange,
    { queues, durableQueues, edges, isTaken }: Pick<Route, 'queues' | 'durableQueues' | 'edges'> & Partial<Route>,
    message: Message,
    channel: Channel | null = null,
  ): number {
    for (let i = 0; i < edges.length; i++) (edges[i] as Edge).routed += 1;
    if (message.trace !== 0) this.#traceRoute(message.trace, edges);
    if (durableQueues.length > 0 && this.broker.store !== null) {
      const keepers = message.isPersistent ? durableQueues : keepersOfAll(durableQueues);
      if (keepers.length > 0) {
        this.broker.store.append(message, keepers);
        if (channel !== null) channel.hasStored = true;
      }
    }
    if (queues.length > 0) this.#enqueue(queues, message);
    else if (isTaken !== true) exchange.foundNoQueue(channel, message, this.turn);
    exchange.publishedOut += queues.length;
    return queues.length;
  }

  #enqueue(queues: readonly Queue[], message: Message): void {
    message.enteredAt = this.broker.turn.ms;
    this.limitLife(message);
    if (queues.length === 1) {
      if (!(queues[0] as Queue).enqueue(message)) this.#refused(message);
      return;
    }
    // A queue may drop the message at once, while the next one has not seen it.
    message.holders += 1;
    for (let i = 0; i < queues.length; i++) if (!(queues[i] as Queue).enqueue(message)) this.hasRefused = true;
    message.holders -= 1;
    if (message.holders === 0) this.memory.free(message);
  }

  #refused(message: Message): void {
    this.hasRefused = true;
    if (message.holders === 0) this.memory.free(message);
  }

  limitLife(message: Message, arrivedAt?: number): void {
    if (!hasExpiration(message)) return;
    const { clock, codec } = this.broker.ports;
    const { trace } = message;
    message.life = new MessageLife(arrivedAt ?? clock.now(), Number(codec.decodeExpiration(message.properties())));
    message.trace = trace;
  }

  /** Publishes a message of the broker's own making to those queues that it may reach. */
  publishAgain(start: Start, message: Message, mayReach: (queue: Queue) => boolean): void {
    const found = this.destinations(start, message);
    const queues = found.queues.filter(mayReach);
    const edges = found.edges.filter(
      ({ destination }) => destination.kind === 'exchange' || queues.includes(destination),
    );
    if (
      this.distribute(start.exchange, { queues, durableQueues: lasting(queues), edges }, message) === 0 &&
      message.holders === 0
    ) {
      this.memory.free(message);
    }
  }

  // What queues ask for

  priorityOf(message: Message, normal: number): number {
    return priorityOf(message, normal, this.broker.ports.codec);
  }

  withHeaders(message: Message, change: (headers: FieldTable) => FieldTable | null): Message {
    return withHeaders(message, change, this.memory, this.broker.ports.codec);
  }

  withNumber(message: Message, name: string, value: number): Message {
    return withNumber(message, { name, value }, this.memory, this.broker.ports.codec);
  }

  headerOf(message: Message, name: string): FieldValue | undefined {
    return headerOf(message, name, this.broker.ports.codec);
  }

  deadLetter(queue: Queue, message: Message, reason: DeathReason): void {
    this.broker.deadLetters.accept(this, queue, message, reason);
  }

  /** Frees a message that was routed nowhere, after it has been returned to the publisher if that was asked. */
  discard(message: Message, wasReturned: boolean): void {
    if (message.trace !== 0) this.tracer?.unroutable(message.trace, message.address.exchange, wasReturned);
    if (wasReturned) this.returned += 1;
    else this.dropped += 1;
    // An exchange may remember a message that no queue has taken.
    if (message.holders === 0) this.memory.free(message);
  }

  /** Where the message at hand goes. */
  destinations(start: Start, message: Message): Destinations {
    return resolve(start, new DecodedContent(message, start.routingKeys, this.broker.ports.codec), this);
  }

  get turn(): TurnClock {
    return this.broker.turn;
  }

  get deadlines(): Deadlines {
    return this.broker.deadlines;
  }

  #traceRoute(trace: number, edges: readonly Edge[]): void {
    for (const edge of edges) this.tracer?.routed(trace, edge.source.name, edge.destination);
  }
}

const NO_QUEUES: readonly Queue[] = [];

/** Those that keep transient messages as well. */
function keepersOfAll(queues: readonly Queue[]): readonly Queue[] {
  for (let i = 0; i < queues.length; i++) {
    if ((queues[i] as Queue).keepsAllMessages) return queues.filter((queue) => queue.keepsAllMessages);
  }
  return NO_QUEUES;
}
