/** What a shovel is told to do, read from the value of its parameter. */
export interface ShovelSettings {
  readonly source: SourceSettings;
  readonly destination: DestinationSettings;
  readonly ackMode: AckMode;
  /** Seconds between a failure and the next try; 0 gives up at the first failure. */
  readonly reconnectDelaySeconds: number;
}

/** When the source is told that a message may go: once it is safe, once it is sent, or before. */
export type AckMode = 'on-confirm' | 'on-publish' | 'no-ack';

export const ACK_MODES: readonly AckMode[] = ['no-ack', 'on-publish', 'on-confirm'];

export interface SourceSettings {
  /** One is chosen by chance at each try. */
  readonly uris: readonly string[];
  /** Null when messages come from an exchange. */
  readonly queue: string | null;
  readonly exchange: string | null;
  readonly exchangeKey: string;
  /** For the queue, when the shovel has to declare it. */
  readonly queueArguments: JsonObject;
  readonly consumerArguments: JsonObject;
  readonly prefetchCount: number;
  /** After how many messages the shovel has done its work and deletes itself. */
  readonly deleteAfter: 'never' | 'queue-length' | number;
}

export type DestinationSettings = AmqpDestinationSettings | WebhookSettings;

export interface AmqpDestinationSettings {
  readonly protocol: 'amqp091';
  readonly uris: readonly string[];
  /** Null when messages go to an exchange. */
  readonly queue: string | null;
  readonly queueArguments: JsonObject;
  /** Null keeps the exchange, or the routing key, that a message came with. */
  readonly exchange: string | null;
  readonly exchangeKey: string | null;
  /** Properties to set on every message, under AMQP's names with underscores. */
  readonly properties: JsonObject;
  readonly addsForwardHeaders: boolean;
  readonly addsTimestampHeader: boolean;
}

export interface WebhookSettings {
  readonly protocol: 'http';
  readonly uris: readonly string[];
}

export type JsonObject = Readonly<Record<string, unknown>>;
