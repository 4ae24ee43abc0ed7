import type {
  BindingEdge,
  ConsumerNode,
  ExchangeNode,
  ProducerNode,
  QueueNode,
  Snapshot,
  TopologyOp,
} from './live-events';

/** The structure of one vhost. Immutable: a patch gives a new model that shares the maps it did not touch. */
export interface LiveModel {
  readonly vhost: string;
  readonly exchanges: ReadonlyMap<string, ExchangeNode>;
  readonly queues: ReadonlyMap<string, QueueNode>;
  readonly bindings: ReadonlyMap<string, BindingEdge>;
  readonly producers: ReadonlyMap<string, ProducerNode>;
  readonly consumers: ReadonlyMap<string, ConsumerNode>;
  /** The vhost itself was deleted. */
  readonly removed: boolean;
}

export function bindingKeyOf(binding: BindingEdge): string {
  return [binding.source, binding.destinationType, binding.destination, binding.propertiesKey].join('\u0000');
}

export function consumerKeyOf(channel: string, consumerTag: string): string {
  return `${channel}\u0000${consumerTag}`;
}

export function modelOf(snapshot: Snapshot): LiveModel {
  return {
    vhost: snapshot.vhost,
    exchanges: new Map(snapshot.exchanges.map((exchange) => [exchange.name, exchange])),
    queues: new Map(snapshot.queues.map((queue) => [queue.name, queue])),
    bindings: new Map(snapshot.bindings.map((binding) => [bindingKeyOf(binding), binding])),
    producers: new Map(snapshot.producers.map((producer) => [producer.channel, producer])),
    consumers: new Map(
      snapshot.consumers.map((consumer) => [consumerKeyOf(consumer.channel, consumer.consumerTag), consumer]),
    ),
    removed: false,
  };
}

export function applyOps(model: LiveModel, ops: readonly TopologyOp[]): LiveModel {
  const draft = new Draft(model);
  for (const op of ops) draft.apply(op);
  return draft.finish();
}

type Collection = 'exchanges' | 'queues' | 'bindings' | 'producers' | 'consumers';

class Draft {
  readonly #base: LiveModel;
  readonly #copies: Partial<Record<Collection, Map<string, unknown>>> = {};
  #removed: boolean;

  constructor(base: LiveModel) {
    this.#base = base;
    this.#removed = base.removed;
  }

  apply(op: TopologyOp): void {
    switch (op.op) {
      case 'put-exchange':
        return this.#put('exchanges', op.value.name, op.value);
      case 'remove-exchange':
        return this.#remove('exchanges', op.name);
      case 'put-queue':
        return this.#put('queues', op.value.name, op.value);
      case 'remove-queue':
        return this.#remove('queues', op.name);
      case 'put-binding':
        return this.#put('bindings', bindingKeyOf(op.value), op.value);
      case 'remove-binding':
        return this.#remove('bindings', bindingKeyOf(op.value));
      case 'put-producer':
        return this.#put('producers', op.value.channel, op.value);
      case 'remove-producer':
        return this.#remove('producers', op.channel);
      case 'put-consumer':
        return this.#put('consumers', consumerKeyOf(op.value.channel, op.value.consumerTag), op.value);
      case 'remove-consumer':
        return this.#remove('consumers', consumerKeyOf(op.channel, op.consumerTag));
      case 'remove-vhost':
        this.#removed = true;
    }
  }

  finish(): LiveModel {
    return { ...this.#base, ...(this.#copies as Partial<LiveModel>), removed: this.#removed };
  }

  #put(collection: Collection, key: string, value: unknown): void {
    this.#writable(collection).set(key, value);
  }

  #remove(collection: Collection, key: string): void {
    this.#writable(collection).delete(key);
  }

  #writable(collection: Collection): Map<string, unknown> {
    const copy = this.#copies[collection] ?? new Map<string, unknown>(this.#base[collection]);
    this.#copies[collection] = copy;
    return copy;
  }
}
