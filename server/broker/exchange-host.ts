import { copyKeys } from './admission';
import type { Binding } from './binding';
import type { Deadline } from './deadlines';
import type { Exchange, ExchangePorts } from './exchange';
import { EMPTY_TABLE, type FieldTable, integerOf } from './field-table';
import type { Message } from './message';
import type { MessageMemory } from './message-memory';
import { copyWithProperties } from './rewrite-message';
import { lasting } from './route';
import type { MessageStore } from './store';
import type { VHost } from './vhost';

/** What the exchanges of a vhost ask of it: time, chance, and a way for the messages that they have kept. */
export class ExchangeHost implements ExchangePorts {
  readonly #vhost: VHost;

  constructor(vhost: VHost) {
    this.#vhost = vhost;
  }

  random(): number {
    return this.#vhost.broker.ports.random();
  }

  now(): number {
    return this.#vhost.broker.ports.clock.now();
  }

  get memory(): MessageMemory {
    return this.#vhost.memory;
  }

  get store(): MessageStore | null {
    return this.#vhost.broker.store;
  }

  headersOf(message: Message): FieldTable {
    return this.#vhost.broker.ports.codec.decodeHeaders(message.properties());
  }

  withHeaders(message: Message, change: (headers: FieldTable) => FieldTable): Message {
    const { codec } = this.#vhost.broker.ports;
    const properties = codec.decode(message.properties());
    const headers = change(properties.headers ?? EMPTY_TABLE);
    const copy = copyWithProperties(this.#vhost.memory, message, codec.encode({ ...properties, headers }));
    copy.holders = 1;
    copy.trace = message.trace;
    return copy;
  }

  setDeadline(deadline: Deadline, at: number): void {
    this.#vhost.broker.deadlines.set(deadline, at);
  }

  release(message: Message): void {
    message.holders -= 1;
    if (message.holders === 0) this.#vhost.memory.free(message);
  }

  /** Routes a message whose delay is over. Its x-delay turns negative, so that no other exchange keeps it once more. */
  letGo(exchange: Exchange, kept: Message): void {
    const { codec } = this.#vhost.broker.ports;
    const properties = codec.decode(kept.properties());
    const routingKeys = [kept.address.routingKey, ...copyKeys(properties)];
    const headers = new Map(properties.headers);
    headers.delete('BCC');
    const delayMs = integerOf(headers.get('x-delay')) ?? 0;
    headers.set(
      'x-delay',
      delayMs < 2 ** 31 ? { type: 'signedint', value: -delayMs } : { type: 'long', value: BigInt(-delayMs) },
    );
    const message = copyWithProperties(this.#vhost.memory, kept, codec.encode({ ...properties, headers }));
    message.trace = kept.trace;
    this.release(kept);
    this.#vhost.publishAgain({ exchange, routingKeys, isLetGo: true }, message, () => true);
  }

  /** Hands a message of the past to what is bound to an exchange only now. */
  replay(past: Message, { destination, source, edge }: Binding): void {
    const message = copyWithProperties(this.#vhost.memory, past, past.properties().slice());
    if (destination.kind === 'queue') {
      const queues = [destination];
      this.#vhost.distribute(source, { queues, durableQueues: lasting(queues), edges: [edge] }, message);
    } else
      this.#vhost.publishAgain(
        { exchange: destination, routingKeys: [message.address.routingKey] },
        message,
        () => true,
      );
  }
}
