import type { Channel, ConsumeMessage } from 'amqplib';
import { keepHeaderTypes } from './exact-headers';
import { closeQuietly, ensureQueue, openConnection, type ShovelConnection } from './shovel-connection';
import type { LocalBroker } from './shovel-messages';
import type { JsonObject, SourceSettings } from './shovel-settings';

export interface SourceOptions {
  readonly settings: SourceSettings;
  readonly uri: string;
  readonly local: LocalBroker;
  readonly connectionName: string;
  readonly onFailure: (failure: Error) => void;
}

/** The queue that a shovel takes from: its own one when the messages come from an exchange. */
export class Source {
  readonly shownUri: string;
  /** Messages that waited when the shovel came. */
  readonly messageCount: number;
  readonly #connection: ShovelConnection;
  readonly #channel: Channel;
  readonly #queue: string;
  readonly #settings: SourceSettings;
  readonly #onFailure: (failure: Error) => void;
  #consumerTag = '';

  private constructor(
    options: SourceOptions,
    connection: ShovelConnection,
    channel: Channel,
    queue: { readonly name: string; readonly messageCount: number },
  ) {
    this.#settings = options.settings;
    this.#onFailure = options.onFailure;
    this.#connection = connection;
    this.#channel = channel;
    this.#queue = queue.name;
    this.messageCount = queue.messageCount;
    this.shownUri = connection.shownUri;
    channel.on('error', options.onFailure);
    channel.on('close', () => options.onFailure(new Error('the channel to the source was closed')));
  }

  static async open(options: SourceOptions): Promise<Source> {
    const { settings, onFailure } = options;
    const connection = await openConnection({ ...options, onFailure });
    keepHeaderTypes(connection.model);
    try {
      const channel = await connection.model.createChannel();
      channel.on('error', onFailure);
      if (settings.queue !== null) {
        const messageCount = await ensureQueue(connection.model, settings.queue, settings.queueArguments);
        return new Source(options, connection, channel, { name: settings.queue, messageCount });
      }
      const { queue } = await channel.assertQueue('', { exclusive: true, arguments: settings.queueArguments });
      await channel.bindQueue(queue, settings.exchange ?? '', settings.exchangeKey);
      return new Source(options, connection, channel, { name: queue, messageCount: 0 });
    } catch (failure) {
      await closeQuietly(connection);
      throw failure;
    }
  }

  /** What a message on its way says of where it came from (RabbitMQ's names). */
  get description(): JsonObject {
    const { exchange, exchangeKey, queue } = this.#settings;
    return {
      'src-uri': this.shownUri,
      ...(exchange !== null && { 'src-exchange': exchange, 'src-exchange-key': exchangeKey }),
      ...(queue !== null && { 'src-queue': queue }),
    };
  }

  /** `prefetchCount` 0 is without a limit. */
  async consume(prefetchCount: number, onMessage: (message: ConsumeMessage) => void): Promise<void> {
    if (prefetchCount > 0) await this.#channel.prefetch(prefetchCount);
    const receive = (message: ConsumeMessage | null): void => {
      if (message === null) this.#onFailure(new Error(`the source queue '${this.#queue}' is gone`));
      else onMessage(message);
    };
    const options = { noAck: false, arguments: this.#settings.consumerArguments };
    this.#consumerTag = (await this.#channel.consume(this.#queue, receive, options)).consumerTag;
  }

  ack(message: ConsumeMessage): void {
    this.#channel.ack(message);
  }

  /** Takes no more; what it has taken may still be acknowledged. */
  async cancel(): Promise<void> {
    if (this.#consumerTag !== '') await this.#channel.cancel(this.#consumerTag);
  }

  /** What is not acknowledged goes back to its place in the queue. */
  async close(): Promise<void> {
    await closeQuietly(this.#connection, this.#channel);
  }
}
