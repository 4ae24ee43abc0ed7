/** What a broker should do, in the simplest form: lists, and a check of each delivery. Knows names and numbers only. */

export interface ModelMessage {
  readonly id: number;
  /** Its place in the queue, counted from the first message that the queue ever took. */
  readonly order: number;
  wasReturned: boolean;
}

export interface ModelConsumer {
  readonly key: string;
  readonly channel: string;
  readonly queue: ModelQueue;
  readonly noAck: boolean;
  readonly prefetch: number;
  readonly priority: number;
  readonly exclusive: boolean;
}

interface ModelUnacked {
  readonly queue: ModelQueue;
  readonly message: ModelMessage;
  readonly consumer: ModelConsumer | null;
}

export class ModelQueue {
  readonly name: string;
  readonly autoDelete: boolean;
  readonly owner: string | null;
  /** In order. */
  readonly ready: ModelMessage[] = [];
  readonly consumers = new Map<string, ModelConsumer>();
  isDeleted = false;
  unacked = 0;
  enqueued = 0;
  acked = 0;
  rejected = 0;
  redelivered = 0;

  constructor(name: string, autoDelete: boolean, owner: string | null) {
    this.name = name;
    this.autoDelete = autoDelete;
    this.owner = owner;
  }
}

export class ModelChannel {
  readonly key: string;
  readonly unacked = new Map<number, ModelUnacked>();
  prefetch = 0;
  globalPrefetch = 0;
  isFlowing = true;
  isWritable = true;
  lastTag = 0;

  constructor(key: string) {
    this.key = key;
  }
}

function check(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

export class Model {
  readonly queues = new Map<string, ModelQueue>();
  readonly channels = new Map<string, ModelChannel>();
  readonly consumers = new Map<string, ModelConsumer>();

  enqueue(queue: ModelQueue, id: number): void {
    queue.ready.push({ id, order: queue.enqueued, wasReturned: false });
    queue.enqueued += 1;
  }

  hasCapacity(consumer: ModelConsumer): boolean {
    const channel = this.channels.get(consumer.channel) as ModelChannel;
    if (!channel.isFlowing || !channel.isWritable) return false;
    if (consumer.noAck) return true;
    const held = [...channel.unacked.values()].filter((unacked) => unacked.consumer !== null);
    const own = held.filter((unacked) => unacked.consumer === consumer).length;
    if (consumer.prefetch !== 0 && own >= consumer.prefetch) return false;
    return channel.globalPrefetch === 0 || held.length < channel.globalPrefetch;
  }

  /** The broker delivered a message to a consumer: was that right? */
  delivered(consumerKey: string, id: number, deliveryTag: number, redelivered: boolean): void {
    const consumer = this.consumers.get(consumerKey);
    check(consumer !== undefined, `delivered ${id} to ${consumerKey}, which does not exist`);
    check(this.hasCapacity(consumer), `delivered ${id} to ${consumerKey}, which has no capacity`);
    for (const other of consumer.queue.consumers.values()) {
      const isPassedOver = other.priority > consumer.priority && this.hasCapacity(other);
      check(!isPassedOver, `delivered ${id} to ${consumerKey} although ${other.key} has a higher priority`);
    }
    this.taken(consumer.queue, consumer.channel, consumer, id, deliveryTag, redelivered, consumer.noAck);
  }

  /** A message left the queue: it must be the first one, with the right flag and the next tag. */
  taken(
    queue: ModelQueue,
    channelKey: string,
    consumer: ModelConsumer | null,
    id: number,
    deliveryTag: number,
    redelivered: boolean,
    noAck: boolean,
  ): void {
    const channel = this.channels.get(channelKey) as ModelChannel;
    const message = queue.ready.shift();
    check(message?.id === id, `took ${id} from ${queue.name}, but the first one is ${message?.id}`);
    check(
      message.wasReturned === redelivered,
      `${id} is redelivered: ${redelivered}, should be ${message.wasReturned}`,
    );
    channel.lastTag += 1;
    check(deliveryTag === channel.lastTag, `delivery tag ${deliveryTag} on ${channelKey}, not ${channel.lastTag}`);
    if (redelivered) queue.redelivered += 1;
    if (noAck) return;
    queue.unacked += 1;
    channel.unacked.set(deliveryTag, { queue, message, consumer });
  }

  /** Settles one delivery or all up to a tag; false when the tag is unknown. */
  settle(channel: ModelChannel, tag: number, multiple: boolean, outcome: 'ack' | 'drop' | 'requeue'): boolean {
    if (!channel.unacked.has(tag) && !(multiple && tag === 0)) return false;
    const tags = multiple ? [...channel.unacked.keys()].filter((each) => tag === 0 || each <= tag) : [tag];
    for (const each of tags) this.#settleOne(channel, each, outcome);
    return true;
  }

  #settleOne(channel: ModelChannel, tag: number, outcome: 'ack' | 'drop' | 'requeue'): void {
    const { queue, message } = channel.unacked.get(tag) as ModelUnacked;
    channel.unacked.delete(tag);
    queue.unacked -= 1;
    if (outcome === 'ack') queue.acked += 1;
    else if (outcome === 'drop') queue.rejected += 1;
    else if (!queue.isDeleted) {
      message.wasReturned = true;
      const at = queue.ready.findIndex((other) => other.order > message.order);
      queue.ready.splice(at === -1 ? queue.ready.length : at, 0, message);
    }
  }

  removeConsumer(consumer: ModelConsumer): void {
    this.consumers.delete(consumer.key);
    consumer.queue.consumers.delete(consumer.key);
    if (consumer.queue.autoDelete && consumer.queue.consumers.size === 0) this.deleteQueue(consumer.queue);
  }

  /** Returns the consumers that lose their queue. */
  deleteQueue(queue: ModelQueue): string[] {
    const cancelled = [...queue.consumers.keys()];
    for (const key of cancelled) this.consumers.delete(key);
    queue.consumers.clear();
    queue.ready.length = 0;
    queue.isDeleted = true;
    this.queues.delete(queue.name);
    return cancelled;
  }

  closeChannel(channel: ModelChannel): void {
    this.settle(channel, 0, true, 'requeue');
    for (const consumer of [...this.consumers.values()]) {
      if (consumer.channel === channel.key) this.removeConsumer(consumer);
    }
    this.channels.delete(channel.key);
  }
}
