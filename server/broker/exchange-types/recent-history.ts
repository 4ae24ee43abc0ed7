import type { Binding } from '../binding';
import { erlangField } from '../erlang-term';
import { BrokerError } from '../errors';
import { type FieldTable, integerOf } from '../field-table';
import type { Message } from '../message';
import type { Content, ExchangeType, Router, RouterPorts } from './exchange-type';

const DEFAULT_LENGTH = 20;

/** A fanout that keeps the last messages and hands them to whatever is bound later. */
class RecentHistoryRouter implements Router {
  readonly isDynamic = true;
  readonly #length: number;
  readonly #ports: RouterPorts;
  readonly #bindings = new Set<Binding>();
  readonly #history: Message[] = [];

  constructor(args: FieldTable, ports: RouterPorts) {
    this.#length = integerOf(args.get('x-recent-history-length')) ?? DEFAULT_LENGTH;
    this.#ports = ports;
  }

  add(binding: Binding): void {
    this.#bindings.add(binding);
  }

  remove(binding: Binding): void {
    this.#bindings.delete(binding);
  }

  match(_routingKeys: unknown, content: Content | null, visit: (binding: Binding) => void): void {
    if (content !== null) this.#remember(content);
    for (const binding of this.#bindings) visit(binding);
  }

  replay(): Iterable<Message> {
    return this.#history;
  }

  close(): void {
    for (const message of this.#history.splice(0)) this.#ports.release(message);
  }

  #remember({ message, headers }: Content): void {
    const field = headers.get('x-recent-history-no-store');
    if (message === null || (field?.type === 'bool' && field.value)) return;
    message.holders += 1;
    this.#history.push(message);
    if (this.#history.length > this.#length) this.#ports.release(this.#history.shift() as Message);
  }
}

/** RabbitMQ's recent history exchange. */
export const recentHistory: ExchangeType = {
  name: 'x-recent-history',
  description: 'Sends each message to every bound queue, and the last ones to queues that are bound later',
  createRouter: (args, ports) => new RecentHistoryRouter(args, ports),
  describe: () => 'a recent history exchange passes every message on',

  validate(args) {
    const field = args.get('x-recent-history-length');
    if (field === undefined) return;
    const length = integerOf(field);
    if (length !== undefined && length > 0) return;
    throw new BrokerError(
      'precondition-failed',
      `Invalid argument ${erlangField(field)}, 'x-recent-history-length' must be a positive integer`,
    );
  },
};
