import type { Channel } from './channel';
import type { FieldTable, FieldValue } from './field-table';
import type { Message } from './message';
import { publishOwn } from './own-message';
import type { Properties } from './properties';
import type { Queue } from './queue';
import type { VHost } from './vhost';

const TRACE_EXCHANGE = 'amq.rabbitmq.trace';

const text = (value: string): FieldValue => ({ type: 'longstr', value });
const integer = (value: number): FieldValue => ({ type: 'signedint', value });
const texts = (values: readonly string[]): FieldValue => ({ type: 'array', value: values.map(text) });

/**
 * RabbitMQ's firehose: a copy of every message that is published in a vhost or delivered from one of its queues goes to
 * the exchange `amq.rabbitmq.trace`, with what happened in the headers. What travels through that exchange is not traced.
 */
export class Firehose {
  readonly #vhost: VHost;

  constructor(vhost: VHost) {
    this.#vhost = vhost;
  }

  /** Before the queues have it. `channel` is null for the management API. */
  published(channel: Channel | null, message: Message, routingKeys: readonly string[], queues: readonly Queue[]): void {
    const routed = texts(queues.map(({ name }) => name));
    this.#trace(message, `publish.${message.address.exchange}`, routingKeys, channel, { routed_queues: routed });
  }

  delivered(channel: Channel | null, queue: Queue, message: Message, redelivered: boolean): void {
    const { routingKey } = message.address;
    this.#trace(message, `deliver.${queue.name}`, [routingKey], channel, { redelivered: integer(redelivered ? 1 : 0) });
  }

  #trace(
    message: Message,
    key: string,
    routingKeys: readonly string[],
    channel: Channel | null,
    more: Readonly<Record<string, FieldValue>>,
  ): void {
    const exchange = this.#vhost.exchange(TRACE_EXCHANGE);
    if (exchange === undefined || message.address.exchange === TRACE_EXCHANGE || exchange.outgoing.size === 0) return;
    const { codec } = this.#vhost.broker.ports;
    const headers: FieldTable = new Map<string, FieldValue>([
      ['exchange_name', text(message.address.exchange)],
      ['routing_keys', texts(routingKeys)],
      ['properties', { type: 'table', value: describe(codec.decode(message.properties())) }],
      ['node', text(this.#vhost.broker.nodeName)],
      ['vhost', text(this.#vhost.name)],
      ['connection', text(channel?.connection.name ?? '<direct>')],
      ['channel', integer(channel?.number ?? 0)],
      ['user', text(channel?.connection.user.name ?? '')],
      ...Object.entries(more),
    ]);
    publishOwn(this.#vhost, exchange, key, { headers }, message);
  }
}

/** The properties that are set, by RabbitMQ's names. */
function describe(properties: Properties): FieldTable {
  const fields = new Map<string, FieldValue>();
  for (const [name, value] of Object.entries(properties) as [string, string | number | FieldTable][]) {
    const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (typeof value === 'number') fields.set(snake, { type: 'long', value: BigInt(value) });
    else fields.set(snake, typeof value === 'string' ? text(value) : { type: 'table', value });
  }
  return fields;
}
