import type { AmqpArguments, MessageProperties, PublishBody } from '../management-api';

/** What a program that connects to the broker is to do. */
export interface SnippetSpec {
  readonly role: 'publish' | 'consume';
  /** Of the AMQP listener. */
  readonly host: string;
  readonly port: number;
  /** Of the management API, without a slash at the end. */
  readonly httpUrl: string;
  readonly vhost: string;
  readonly user: string;
  readonly exchange: SnippetExchange;
  /** To publish with, or to bind with. */
  readonly routingKey: string;
  /** Null: a queue of the program's own, bound to the exchange. */
  readonly queue: SnippetQueue | null;
  /** What to publish. */
  readonly message: SnippetMessage;
  /** How many deliveries may be unacknowledged at once. */
  readonly prefetch: number;
}

export interface SnippetExchange {
  /** Empty for the default exchange. */
  readonly name: string;
  readonly type: string;
  readonly durable: boolean;
  readonly arguments: AmqpArguments;
}

export interface SnippetQueue {
  readonly name: string;
  readonly type: string;
  readonly durable: boolean;
  readonly arguments: AmqpArguments;
  /** It is not there yet: the program declares it, as a durable one without arguments. */
  readonly isNew: boolean;
}

export type SnippetMessage = Pick<PublishBody, 'payload' | 'payload_encoding' | 'properties'>;

/** The environment variable that every snippet reads the password from. */
export const passwordVariable = 'AMQP_PASSWORD';

/** What is published when it does not matter what. */
export const greeting: SnippetMessage = {
  payload: 'Hello, Warren!',
  payload_encoding: 'string',
  properties: { content_type: 'text/plain', delivery_mode: 2 },
};

/** The queue that a program has to declare before it publishes; null when there is nothing to do. */
export function newQueueOf({ role, exchange, queue }: SnippetSpec): SnippetQueue | null {
  const isUsed = role === 'consume' || exchange.name === '';
  return isUsed && queue?.isNew ? queue : null;
}

export const isBinary = ({ payload_encoding: encoding }: SnippetMessage): boolean => encoding === 'base64';

type Simple = Exclude<keyof MessageProperties, 'headers'>;

/** The properties of a message but its headers, each as `write` puts it; those for which that is null are left out. */
export function propertyLines(
  { properties }: SnippetMessage,
  write: (name: Simple, value: string | number) => string | null,
): string[] {
  const { headers: _headers, ...simple } = properties;
  return Object.entries(simple)
    .map(([name, value]) => write(name as Simple, value))
    .filter((line) => line !== null);
}

/** The headers of a message; null when it has none. */
export function headersOf({ properties: { headers } }: SnippetMessage): AmqpArguments | null {
  return headers === undefined || Object.keys(headers).length === 0 ? null : headers;
}

/** `content_type` as `contentType`. */
export function camelCase(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** `content_type` as `ContentType`. */
export function pascalCase(name: string): string {
  return camelCase(`_${name}`);
}

/** Lines, without those that are null. */
export function lines(...all: readonly (string | null)[]): string {
  return `${all.filter((line) => line !== null).join('\n')}\n`;
}
