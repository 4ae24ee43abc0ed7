import type { Channel, ConfirmChannel, ConsumeMessage, Options } from 'amqplib';
import type { Destination, DestinationEvents } from './destination';
import { closeQuietly, ensureQueue, openConnection, type ShovelConnection } from './shovel-connection';
import type { ShovelOrder } from './shovel-messages';
import type { AmqpDestinationSettings, JsonObject } from './shovel-settings';

/** AMQP's names of the properties, and those of amqplib. */
const PROPERTY_NAMES: Readonly<Record<string, keyof Options.Publish>> = {
  content_type: 'contentType',
  content_encoding: 'contentEncoding',
  delivery_mode: 'deliveryMode',
  priority: 'priority',
  correlation_id: 'correlationId',
  reply_to: 'replyTo',
  expiration: 'expiration',
  message_id: 'messageId',
  timestamp: 'timestamp',
  type: 'type',
  user_id: 'userId',
  app_id: 'appId',
};

export interface AmqpDestinationOptions {
  readonly order: ShovelOrder;
  readonly settings: AmqpDestinationSettings;
  readonly uri: string;
  /** What the forward headers say of where a message came from. */
  readonly cameFrom: JsonObject;
  readonly connectionName: string;
  readonly events: DestinationEvents;
}

/** Publishes to an AMQP server. A message to a queue that is gone comes back instead of getting lost. */
export class AmqpDestination implements Destination {
  readonly shownUri: string;
  isReady = true;
  isBlocked = false;
  readonly #connection: ShovelConnection;
  readonly #channel: Channel | ConfirmChannel;
  readonly #options: AmqpDestinationOptions;
  readonly #fixed: Options.Publish;
  readonly #forwardHeader: JsonObject;

  private constructor(options: AmqpDestinationOptions, connection: ShovelConnection, channel: Channel) {
    this.#options = options;
    this.#connection = connection;
    this.#channel = channel;
    this.shownUri = connection.shownUri;
    this.#fixed = Object.fromEntries(
      Object.entries(options.settings.properties).map(([name, value]) => [PROPERTY_NAMES[name] ?? name, value]),
    );
    this.#forwardHeader = this.#makeForwardHeader();
    const { onChange, onFailure } = options.events;
    channel.on('error', onFailure);
    channel.on('close', () => onFailure(new Error('the channel to the destination was closed')));
    channel.on('return', ({ fields }: { fields: { routingKey: string } }) =>
      onFailure(new Error(`the destination queue '${fields.routingKey}' is gone`)),
    );
    channel.on('drain', () => {
      this.isReady = true;
      onChange();
    });
    connection.model.on('blocked', () => {
      this.isBlocked = true;
      onChange();
    });
    connection.model.on('unblocked', () => {
      this.isBlocked = false;
      onChange();
    });
  }

  static async open(options: AmqpDestinationOptions): Promise<AmqpDestination> {
    const { uri, order, settings, connectionName, events } = options;
    const { local } = order;
    const connection = await openConnection({ uri, local, connectionName, onFailure: events.onFailure });
    try {
      if (settings.queue !== null) await ensureQueue(connection.model, settings.queue, settings.queueArguments);
      const isConfirmed = order.settings.ackMode === 'on-confirm';
      const channel = await (isConfirmed ? connection.model.createConfirmChannel() : connection.model.createChannel());
      return new AmqpDestination(options, connection, channel);
    } catch (failure) {
      await closeQuietly(connection);
      throw failure;
    }
  }

  send(message: ConsumeMessage, settled: (failure: Error | null) => void): void {
    const { settings, order } = this.#options;
    const { exchange, routingKey } = this.#addressOf(message);
    const publish = { ...this.#propertiesOf(message), ...this.#fixed, mandatory: settings.queue !== null };
    if (order.settings.ackMode === 'on-confirm') {
      const refused = (failure: unknown): void => {
        settled(failure ? new Error(`the destination has refused a message: ${String(failure)}`) : null);
      };
      this.isReady = (this.#channel as ConfirmChannel).publish(exchange, routingKey, message.content, publish, refused);
    } else {
      this.isReady = this.#channel.publish(exchange, routingKey, message.content, publish);
      settled(null);
    }
  }

  async close(): Promise<void> {
    await closeQuietly(this.#connection, this.#channel);
  }

  #addressOf({ fields }: ConsumeMessage) {
    const { queue, exchange, exchangeKey } = this.#options.settings;
    if (queue !== null) return { exchange: '', routingKey: queue };
    return { exchange: exchange ?? fields.exchange, routingKey: exchangeKey ?? fields.routingKey };
  }

  #propertiesOf({ properties }: ConsumeMessage): Options.Publish {
    const { addsForwardHeaders, addsTimestampHeader } = this.#options.settings;
    const { headers, clusterId: _, ...rest } = properties;
    if (!addsForwardHeaders && !addsTimestampHeader) return { ...rest, headers };
    const former: unknown = headers?.['x-shovelled'];
    const shovelled = [this.#forwardHeader, ...(Array.isArray(former) ? former : [])];
    return {
      ...rest,
      headers: {
        ...headers,
        ...(addsForwardHeaders && { 'x-shovelled': shovelled }),
        ...(addsTimestampHeader && { 'x-shovelled-timestamp': Math.floor(Date.now() / 1000) }),
      },
    };
  }

  /** RabbitMQ's fields in RabbitMQ's order. */
  #makeForwardHeader(): JsonObject {
    const { order, settings, cameFrom } = this.#options;
    const given = (key: string, value: string | null): JsonObject => (value === null ? {} : { [key]: value });
    return {
      'shovelled-by': order.clusterName,
      'shovel-type': 'dynamic',
      'shovel-name': order.name,
      'shovel-vhost': order.vhost,
      ...cameFrom,
      'dest-uri': this.shownUri,
      ...given('dest-exchange', settings.exchange),
      ...given('dest-exchange-key', settings.exchangeKey),
      ...given('dest-queue', settings.queue),
    };
  }
}
