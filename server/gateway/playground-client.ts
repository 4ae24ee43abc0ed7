import type { Socket } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import type { Channel, ChannelModel } from 'amqplib';
import type { ConsumerSpec, PlaygroundClient, PlaygroundSpec, ProducerSpec, Verdict } from '@/lib/live-events';
import { brokerWords, openPlaygroundConnection } from './playground-connection';
import { PlaygroundConsumer } from './playground-consumer';
import { PlaygroundProducer } from './playground-producer';
import { Refusal } from './reply';
import { emptyTally } from './tally';

export interface Placement {
  readonly id: string;
  readonly owner: string;
  readonly username: string;
  readonly password: string;
  readonly amqpUrl: string;
  /** Something that the person sees has changed. `isUrgent`: the state itself. */
  readonly onChange: (client: StagedClient, isUrgent: boolean) => void;
}

type Driver = PlaygroundProducer | PlaygroundConsumer;

/** A producer or consumer that a person placed on the stage: one AMQP connection with one channel. */
export class StagedClient {
  readonly #placement: Placement;
  readonly #tally = emptyTally();
  #spec: PlaygroundSpec;
  #state: PlaygroundClient['state'] = 'connecting';
  #error: string | null = null;
  #connection: ChannelModel | null = null;
  #driver: Driver | null = null;
  /** Counts the starts: what an earlier start still has to say does not matter any more. */
  #generation = 0;

  constructor(placement: Placement, spec: PlaygroundSpec) {
    this.#placement = placement;
    this.#spec = spec;
  }

  get owner(): string {
    return this.#placement.owner;
  }

  get vhost(): string {
    return this.#spec.vhost;
  }

  get view(): PlaygroundClient {
    return {
      id: this.#placement.id,
      owner: this.#placement.owner,
      spec: this.#spec,
      state: this.#state,
      error: this.#error,
      ...this.#tally,
      held: this.#driver instanceof PlaygroundConsumer ? this.#driver.held : [],
    };
  }

  /** Connects and begins; settles when it runs or has failed. */
  async start(): Promise<void> {
    const generation = ++this.#generation;
    const isCurrent = (): boolean => generation === this.#generation;
    const fail = (error: unknown): void => {
      if (isCurrent()) this.#fail(brokerWords(error));
    };
    this.#enter('connecting');
    try {
      const connection = await this.#open();
      connection.on('error', fail);
      connection.on('close', (error?: Error) => fail(error ?? new Error('The connection was closed.')));
      if (!isCurrent()) {
        closeQuietly(connection);
        return;
      }
      this.#connection = connection;
      const channel = await this.#openChannel(connection, fail);
      connection.on('blocked', () => isCurrent() && this.#block(true));
      connection.on('unblocked', () => isCurrent() && this.#block(false));
      if (!isCurrent()) return;
      await this.#drive(channel, isCurrent, fail);
      if (isCurrent() && this.#state === 'connecting') this.#enter('running');
    } catch (error) {
      fail(error);
    }
  }

  /** Takes over the new settings: at once where AMQP allows it, with a new connection otherwise. */
  async update(spec: PlaygroundSpec): Promise<void> {
    if (spec.vhost !== this.#spec.vhost) throw new Refusal('A client cannot move to another virtual host.');
    const former = this.#spec;
    this.#spec = spec;
    const isRunning = this.#state === 'running' || this.#state === 'blocked';
    if (isRunning && isLiveChange(former, spec)) {
      this.#driver?.update(spec as ProducerSpec & ConsumerSpec);
      this.#placement.onChange(this, true);
    } else {
      this.#disconnect();
      await this.start();
    }
  }

  publish(count: number): void {
    if (this.#spec.kind !== 'producer') throw new Refusal('Only a producer publishes.');
    if (this.#state === 'blocked') throw new Refusal('The broker has blocked its publishers.');
    if (!(this.#driver instanceof PlaygroundProducer)) throw new Refusal('The producer is not connected.');
    this.#driver.publish(count);
  }

  settle(deliveryTag: number, verdict: Verdict): void {
    if (!(this.#driver instanceof PlaygroundConsumer)) throw new Refusal('The consumer is not connected.');
    this.#driver.settle(deliveryTag, verdict);
  }

  /** Its connection breaks off without a goodbye. It stays on the stage and can be started again. */
  crash(): void {
    if (this.#connection === null) throw new Refusal('The client is not connected.');
    const broken = this.#connection;
    this.#connection = null;
    cut(broken);
    this.#fail('It crashed: its connection broke off.');
  }

  stop(): void {
    this.#generation += 1;
    this.#disconnect();
    this.#enter('stopped');
  }

  #open(): Promise<ChannelModel> {
    const { id, amqpUrl, username, password } = this.#placement;
    const { vhost, name } = this.#spec;
    return openPlaygroundConnection({ amqpUrl, vhost, username, password, connectionName: name, playgroundId: id });
  }

  async #openChannel(connection: ChannelModel, fail: (error: unknown) => void): Promise<Channel> {
    const isProducer = this.#spec.kind === 'producer';
    const channel = await (isProducer ? connection.createConfirmChannel() : connection.createChannel());
    channel.on('error', fail);
    return channel;
  }

  async #drive(channel: Channel, isCurrent: () => boolean, fail: (error: unknown) => void): Promise<void> {
    const changed = (): void => {
      if (isCurrent()) this.#placement.onChange(this, false);
    };
    const spec = this.#spec;
    if (spec.kind === 'producer') {
      this.#driver = new PlaygroundProducer(channel as never, spec, this.#tally, changed);
      return;
    }
    const consumer = new PlaygroundConsumer(channel, spec, this.#tally, changed);
    this.#driver = consumer;
    await consumer.start(() => fail(new Error(`The broker cancelled the consumer: queue '${spec.queue}' is gone.`)));
  }

  #block(isBlocked: boolean): void {
    if (this.#driver instanceof PlaygroundProducer) this.#driver.block(isBlocked);
    this.#enter(isBlocked ? 'blocked' : 'running');
  }

  #fail(reason: string): void {
    this.#generation += 1;
    this.#disconnect();
    this.#enter('failed', reason);
  }

  #enter(state: PlaygroundClient['state'], error: string | null = null): void {
    this.#state = state;
    this.#error = error;
    this.#placement.onChange(this, true);
  }

  #disconnect(): void {
    this.#driver?.close();
    this.#driver = null;
    if (this.#connection) closeQuietly(this.#connection);
    this.#connection = null;
  }
}

/** Closing fails when the other end was quicker, which is as good. */
function closeQuietly(connection: ChannelModel): void {
  connection.close().catch(() => {});
}

/** amqplib has no call for it: the socket under the connection is destroyed. */
function cut(connection: ChannelModel): void {
  const { stream } = (connection as unknown as { readonly connection: { readonly stream: Socket } }).connection;
  stream.destroy();
}

const LIVE_PRODUCER_FIELDS = [
  'ratePerSecond',
  'shape',
  'routingKey',
  'payload',
  'contentType',
  'headers',
  'persistent',
  'mandatory',
];
const LIVE_CONSUMER_FIELDS = ['processingMs'];

/** Whether the settings differ only in what may change on an open channel. */
function isLiveChange(former: PlaygroundSpec, next: PlaygroundSpec): boolean {
  const live = next.kind === 'producer' ? LIVE_PRODUCER_FIELDS : LIVE_CONSUMER_FIELDS;
  return Object.entries(next).every(
    ([key, value]) => live.includes(key) || isDeepStrictEqual(value, former[key as keyof PlaygroundSpec]),
  );
}
