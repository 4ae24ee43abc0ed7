import { Amount } from './amount';
import type { Binding, Edge } from './binding';
import type { Connection } from './connection';
import type { Consumer } from './consumer';
import { type FieldTable, stringOf } from './field-table';
import type { Message } from './message';
import { mergeDefinitions, type Policy, type PolicyDefinition } from './policy';
import type { QueueHost, QueueOptions } from './queue-host';
import { type QueueRules, rulesOf } from './queue-rules';
import type { QueueLog } from './store';
import type { Unacked } from './unacked';

/** What is known of a queue of any kind: how it was declared, what applies to it, and what it has counted. */
export abstract class QueueState {
  readonly kind = 'queue';
  readonly host: QueueHost;
  readonly name: string;
  readonly type: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly arguments: FieldTable;
  /** The connection that alone may use the queue, when it is exclusive. */
  readonly owner: Connection | null;
  /** Bindings in which this queue is the destination, by identity. */
  readonly incoming = new Map<string, Binding>();
  readonly consumers = new Set<Consumer>();
  /** What the arguments and policies come to. */
  rules: QueueRules;
  /** Those with a place in the store that outlives a restart, ready and unacked ones. */
  readonly persistent = new Amount();
  /** The store's side of the queue: from the start when it is durable, else once it has needed the disk. */
  log: QueueLog | null = null;
  /** The policies that apply, as the vhost found them. */
  policy: Policy | null = null;
  operatorPolicy: Policy | null = null;
  isScheduled = false;
  /** While true nothing is delivered. */
  isPaused = false;
  isDeleted = false;
  /** The connection between the default exchange and the queue, for its count. */
  defaultEdge: Edge | null = null;
  unackedCount = 0;
  readyBytes = 0;
  unackedBytes = 0;
  /** Milliseconds since the epoch of the last use, as the vhost's clock gave it. */
  idleSince = 0;
  // Counters since the queue was declared.
  enqueued = 0;
  delivered = 0;
  deliveredNoAck = 0;
  gotten = 0;
  gottenNoAck = 0;
  getEmpty = 0;
  redelivered = 0;
  acked = 0;
  rejected = 0;
  expired = 0;
  /** Messages dropped from the head because the queue was too long, and publishes that it refused. */
  droppedByLimit = 0;
  refused = 0;
  deadLettered = 0;
  /** Messages that came back more often than the delivery limit allows. */
  overDelivered = 0;

  constructor(host: QueueHost, name: string, owner: Connection | null, options: QueueOptions) {
    this.host = host;
    this.name = name;
    this.type = stringOf(options.arguments.get('x-queue-type')) ?? 'classic';
    this.durable = options.durable;
    this.autoDelete = options.autoDelete;
    this.arguments = options.arguments;
    this.owner = owner;
    this.rules = rulesOf(this.type, this.arguments, {});
  }

  get vhost(): string {
    return this.host.name;
  }

  /** Whether it outlives a restart. Exclusive queues end with their connection (RabbitMQ). */
  get isStored(): boolean {
    return this.durable && this.owner === null;
  }

  /** Whether its persistent messages outlive a restart. */
  get keepsMessages(): boolean {
    return this.isStored;
  }

  /** Whether transient messages outlive a restart as well. */
  get keepsAllMessages(): boolean {
    return false;
  }

  get effectivePolicy(): PolicyDefinition {
    return mergeDefinitions(this.policy, this.operatorPolicy);
  }

  protected readRules(): void {
    this.rules = rulesOf(this.type, this.arguments, this.effectivePolicy);
  }

  get exclusiveConsumer(): Consumer | undefined {
    for (const consumer of this.consumers) if (consumer.exclusive) return consumer;
    return undefined;
  }

  /** A message is with a consumer from now on. */
  protected hold(message: Message): void {
    this.unackedCount += 1;
    this.unackedBytes += message.bodyBytes;
  }

  /** It is not any more. */
  protected letGo({ message, queue }: Unacked, outcome: 'acked' | 'rejected' | 'requeued'): void {
    this.unackedCount -= 1;
    this.unackedBytes -= message.bodyBytes;
    if (message.trace !== 0) this.host.tracer?.settled(message.trace, queue, outcome);
  }
}
