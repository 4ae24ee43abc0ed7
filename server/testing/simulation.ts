import type { Broker } from '@/server/broker/broker';
import type { Channel, ChannelPort } from '@/server/broker/channel';
import type { Consumer } from '@/server/broker/consumer';
import { BrokerError, type Reason } from '@/server/broker/errors';
import { EMPTY_TABLE } from '@/server/broker/field-table';
import type { Message } from '@/server/broker/message';
import { CoreClient } from './core-client';
import { SeededRandom } from './seeded-random';
import { compare, expectSame } from './simulation-comparison';
import { Model, ModelChannel, type ModelConsumer, ModelQueue } from './simulation-model';
import { routes } from './simulation-routing';
import { createTestBroker } from './start-test-broker';

const QUEUES = ['q0', 'q1', 'q2', 'q3'];
const KEYS = ['k0', 'k1'];
const TOPIC_KEYS = ['a.b', 'a.*', '#', 'b.#', 'a.#.b'];
const SLAB_BYTES = 256 * 1024;

/** A body that says which message it is, and whose every byte can be checked. */
function bodyOf(id: number, size: number): Buffer {
  const body = Buffer.alloc(size + 4, id % 251);
  body.writeUInt32BE(id);
  return body;
}

function idOf(body: Uint8Array): number {
  const id = Buffer.from(body).readUInt32BE();
  if (body.subarray(4).some((byte) => byte !== id % 251)) throw new Error(`the body of message ${id} is damaged`);
  return id;
}

/** Tells the model of each delivery as it happens. */
class WatchedPort implements ChannelPort {
  readonly unconfirmedCount = 0;
  readonly #simulation: Simulation;
  isWritable = true;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  deliver(consumer: Consumer, message: Message, deliveryTag: number, redelivered: boolean): void {
    this.#simulation.deliveries += 1;
    this.#simulation.model.delivered(consumer.consumerTag, idOf(message.body()), deliveryTag, redelivered);
  }

  consumerCancelled(consumer: Consumer): void {
    this.#simulation.cancelled.push(consumer.consumerTag);
  }

  fail(error: BrokerError): void {
    throw error;
  }
}

interface Client {
  readonly key: string;
  readonly core: CoreClient;
}

interface OpenChannel {
  readonly client: Client;
  readonly channel: Channel;
  readonly port: WatchedPort;
  readonly model: ModelChannel;
}

/** A broker and a model of it that go through the same random actions, and must agree after each turn. */
export class Simulation {
  readonly model = new Model();
  readonly cancelled: string[] = [];
  readonly #random: SeededRandom;
  readonly #broker: Broker = createTestBroker();
  readonly #clients: Client[] = [];
  #channels: OpenChannel[] = [];
  /** Bindings as the model sees them: exchange, key and queue. */
  #bindings: (readonly [exchange: string, key: string, queue: ModelQueue])[] = [];
  #lastId = 0;
  #lastNumber = 0;
  /** Deliveries seen, so that a run that tests nothing can be told. */
  deliveries = 0;

  readonly #actions: readonly (readonly [weight: number, act: () => void])[] = [
    [30, () => this.#publish()],
    [12, () => this.#settle()],
    [6, () => this.#consume()],
    [5, () => this.#get()],
    [4, () => this.#declare()],
    [3, () => this.#bind()],
    [3, () => this.#openChannel()],
    [3, () => this.#qos()],
    [2, () => this.#cancel()],
    [2, () => this.#pauseOrResume()],
    [1, () => this.#recover()],
    [1, () => this.#purge()],
    [1, () => this.#delete()],
    [1, () => this.#closeChannel(this.#pickChannel())],
    [0.4, () => this.#closeClient()],
  ];

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
    const vhost = this.#broker.vhosts.get('/');
    for (const type of ['direct', 'fanout', 'topic']) {
      vhost?.addExchange(type, { type, durable: false, autoDelete: false, internal: false, arguments: EMPTY_TABLE });
    }
    for (let i = 0; i < 3; i++) this.#openClient();
  }

  run(turns: number): void {
    const weights = this.#actions.reduce((sum, [weight]) => sum + weight, 0);
    for (let turn = 0; turn < turns; turn++) {
      for (let i = this.#random.below(6); i >= 0; i--) {
        this.#act(this.#random.next() * weights);
      }
      this.#broker.endTurn();
      compare(this.#broker, this.model, this.#channels);
      expectSame('cancelled consumers', this.cancelled, []);
    }
    this.#end();
  }

  /** Does the action in whose share of the weights the number lies. */
  #act(number: number): void {
    let left = number;
    for (const [weight, act] of this.#actions) {
      left -= weight;
      if (left < 0) {
        act();
        return;
      }
    }
  }

  // Actions

  #openClient(): void {
    this.#lastNumber += 1;
    this.#clients.push({ key: `client${this.#lastNumber}`, core: new CoreClient(this.#broker) });
    this.#openChannel();
  }

  #openChannel(): void {
    if (this.#channels.length > 8) return;
    const client = this.#random.pick(this.#clients);
    this.#lastNumber += 1;
    const model = new ModelChannel(`channel${this.#lastNumber}`);
    const port = new WatchedPort(this);
    const channel = this.#broker.openChannel(client.core.connection, this.#lastNumber, port);
    this.model.channels.set(model.key, model);
    this.#channels.push({ client, channel, port, model });
  }

  #pickChannel(): OpenChannel {
    if (this.#channels.length === 0) this.#openChannel();
    return this.#random.pick(this.#channels);
  }

  #declare(): void {
    const name = this.#random.pick(QUEUES);
    if (this.model.queues.has(name)) return;
    const client = this.#random.pick(this.#clients);
    const [autoDelete, exclusive] = [this.#random.chance(0.3), this.#random.chance(0.2)];
    client.core.session.declareQueue(name, { durable: false, autoDelete, exclusive, arguments: EMPTY_TABLE });
    this.model.queues.set(name, new ModelQueue(name, autoDelete, exclusive ? client.key : null));
  }

  /** Runs an operation on a queue that must fail when the queue is missing or locked; true when it was done. */
  #attempt(client: Client, queue: ModelQueue | undefined, operation: () => void): queue is ModelQueue {
    const isLocked = queue !== undefined && queue.owner !== null && queue.owner !== client.key;
    const refusal: Reason | null = queue === undefined ? 'not-found' : isLocked ? 'resource-locked' : null;
    return this.#expectRefusal(refusal, operation);
  }

  #expectRefusal(refusal: Reason | null, operation: () => void): boolean {
    let reason: Reason | null = null;
    try {
      operation();
    } catch (error) {
      if (!(error instanceof BrokerError)) throw error;
      reason = error.reason;
    }
    if (reason !== refusal) throw new Error(`the broker answered ${reason}, should be ${refusal}`);
    return refusal === null;
  }

  #bind(): void {
    const { client } = this.#pickChannel();
    const name = this.#random.pick(QUEUES);
    const exchange = this.#random.pick(['direct', 'fanout', 'topic']);
    const key = this.#random.pick(exchange === 'topic' ? TOPIC_KEYS : KEYS);
    const queue = this.model.queues.get(name);
    const done = this.#attempt(client, queue, () => client.core.session.bindQueue(name, exchange, key, EMPTY_TABLE));
    if (done && queue) this.#bindings.push([exchange, key, queue]);
  }

  #publish(): void {
    const { client, channel } = this.#pickChannel();
    const exchange = this.#random.pick(['', '', 'direct', 'fanout', 'topic']);
    const key = this.#random.pick(exchange === '' ? QUEUES : exchange === 'topic' ? ['a.b', 'b', 'c'] : KEYS);
    const size = this.#random.chance(0.02) ? 30_000 + this.#random.below(60_000) : this.#random.below(200);
    this.#lastId += 1;
    const targets = this.#route(exchange, key);
    const taken = client.core.publish(exchange, key, bodyOf(this.#lastId, size), channel);
    if (taken !== targets.length) throw new Error(`${taken} queues took the message, should be ${targets.length}`);
    for (const queue of targets) this.model.enqueue(queue, this.#lastId);
  }

  #route(exchange: string, key: string): ModelQueue[] {
    if (exchange === '') return [this.model.queues.get(key)].filter((queue) => queue !== undefined);
    const matching = this.#bindings.filter(
      ([name, pattern, queue]) => name === exchange && !queue.isDeleted && routes(exchange, pattern, key),
    );
    return [...new Set(matching.map(([, , queue]) => queue))];
  }

  #consume(): void {
    const { client, channel, model } = this.#pickChannel();
    const name = this.#random.pick(QUEUES);
    const queue = this.model.queues.get(name);
    this.#lastNumber += 1;
    const consumerTag = `consumer${this.#lastNumber}`;
    const [noAck, exclusive, priority] = [this.#random.chance(0.2), this.#random.chance(0.05), this.#random.below(3)];
    const args = new Map([['x-priority', { type: 'signedint', value: priority } as const]]);
    const consume = () =>
      client.core.session.consume(channel, name, { consumerTag, noAck, exclusive, arguments: args });
    const inUse = [...(queue?.consumers.values() ?? [])];
    if (queue?.owner === null || queue?.owner === client.key) {
      if (inUse.some((consumer) => consumer.exclusive) || (exclusive && inUse.length > 0)) {
        this.#expectRefusal('access-refused', consume);
        return;
      }
    }
    if (!this.#attempt(client, queue, consume)) return;
    const consumer: ModelConsumer = {
      key: consumerTag,
      channel: model.key,
      queue,
      noAck,
      prefetch: model.prefetch,
      priority,
      exclusive,
    };
    queue.consumers.set(consumer.key, consumer);
    this.model.consumers.set(consumer.key, consumer);
  }

  #cancel(): void {
    const { channel } = this.#pickChannel();
    for (const consumer of [...channel.consumers.values()].slice(0, 1)) {
      this.#broker.vhosts.get('/')?.removeConsumer(consumer);
      this.model.removeConsumer(this.model.consumers.get(consumer.consumerTag) as ModelConsumer);
    }
  }

  #get(): void {
    const { client, channel, model } = this.#pickChannel();
    const name = this.#random.pick(QUEUES);
    const noAck = this.#random.chance(0.3);
    const queue = this.model.queues.get(name);
    this.#attempt(client, queue, () => {
      const fetched = client.core.session.get(name, noAck, channel);
      if (!fetched) {
        if (queue && queue.ready.length > 0) throw new Error(`nothing to get from ${name}`);
        return;
      }
      const { message, redelivered, order } = fetched;
      const unacked = noAck ? null : { message, queue: fetched.queue, order, consumer: null, deliveredAt: 0 };
      const tag = channel.numberGet(unacked, redelivered);
      this.model.taken(queue as ModelQueue, model.key, null, idOf(message.body()), tag, redelivered, noAck);
      if (noAck) fetched.queue.release(message);
    });
  }

  #settle(): void {
    const { channel, model } = this.#pickChannel();
    const tags = [...model.unacked.keys()];
    const tag = tags.length > 0 && this.#random.chance(0.95) ? this.#random.pick(tags) : this.#random.below(20);
    const multiple = this.#random.chance(0.3);
    const outcome = this.#random.pick(['ack', 'ack', 'ack', 'drop', 'requeue'] as const);
    const isKnown =
      outcome === 'ack' ? channel.acknowledge(tag, multiple) : channel.reject(tag, multiple, outcome === 'requeue');
    const expected = this.model.settle(model, tag, multiple, outcome);
    if (isKnown !== expected)
      throw new Error(`tag ${tag} (multiple: ${multiple}) is known: ${isKnown}, not ${expected}`);
  }

  #recover(): void {
    const { channel, model } = this.#pickChannel();
    channel.requeueAll();
    this.model.settle(model, 0, true, 'requeue');
  }

  #qos(): void {
    const { channel, model } = this.#pickChannel();
    const count = this.#random.below(5);
    if (this.#random.chance(0.3)) {
      channel.setGlobalPrefetch(count);
      model.globalPrefetch = count;
    } else {
      channel.prefetchCount = count;
      model.prefetch = count;
    }
  }

  /** Flow and back-pressure. */
  #pauseOrResume(): void {
    const { channel, port, model } = this.#pickChannel();
    const isOn = this.#random.chance(0.6);
    if (this.#random.chance(0.5)) channel.isFlowing = model.isFlowing = isOn;
    else port.isWritable = model.isWritable = isOn;
    if (isOn) channel.wake();
  }

  #purge(): void {
    const { client } = this.#pickChannel();
    const name = this.#random.pick(QUEUES);
    const queue = this.model.queues.get(name);
    this.#attempt(client, queue, () => {
      const count = client.core.session.purgeQueue(name);
      if (count !== queue?.ready.length) throw new Error(`purged ${count}, should be ${queue?.ready.length}`);
      queue.ready.length = 0;
    });
  }

  #delete(): void {
    const { client } = this.#pickChannel();
    const name = this.#random.pick(QUEUES);
    const queue = this.model.queues.get(name);
    if (!queue) return;
    this.#attempt(client, queue, () => {
      const count = client.core.session.deleteQueue(name, { ifUnused: false, ifEmpty: false });
      if (count !== queue.ready.length) throw new Error(`deleted ${count}, should be ${queue.ready.length}`);
      const expected = this.model.deleteQueue(queue).join();
      if (this.cancelled.splice(0).join() !== expected) throw new Error(`${expected} should have been cancelled`);
    });
  }

  #closeChannel(open: OpenChannel): void {
    this.#broker.closeChannel(open.channel);
    this.model.closeChannel(open.model);
    this.#channels = this.#channels.filter((other) => other !== open);
  }

  #closeClient(): void {
    const [client] = this.#clients.splice(this.#random.below(this.#clients.length), 1);
    this.#broker.closeConnection((client as Client).core.connection);
    for (const open of this.#channels.filter((each) => each.client === client)) this.model.closeChannel(open.model);
    this.#channels = this.#channels.filter((each) => each.client !== client);
    for (const queue of [...this.model.queues.values()]) if (queue.owner === client?.key) this.model.deleteQueue(queue);
    this.#openClient();
  }

  /** With everybody gone and every queue deleted nothing may be left. */
  #end(): void {
    for (const { core } of this.#clients) this.#broker.closeConnection(core.connection);
    const vhost = this.#broker.vhosts.get('/');
    for (const queue of [...(vhost?.queues.values() ?? [])]) vhost?.removeQueue(queue);
    this.#broker.endTurn();
    const { memory, connections } = this.#broker;
    const left = [connections.size, vhost?.connections.size, vhost?.bindings.size, memory.messages, memory.heldBytes];
    expectSame('what is left at the end', left, [0, 0, 0, 0, SLAB_BYTES]);
  }
}
