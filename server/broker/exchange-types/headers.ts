import type { Binding } from '../binding';
import { erlangField } from '../erlang-term';
import { BrokerError } from '../errors';
import { describeField, type FieldTable, fieldsEqual, stringOf } from '../field-table';
import type { Content, ExchangeType, Router } from './exchange-type';

const MODES = new Set(['all', 'any', 'all-with-x', 'any-with-x']);

/**
 * Whether a message's headers satisfy a binding (AMQP 0-9-1 section 3.1.3.4 and RabbitMQ's two `-with-x` modes). Keys that
 * start with `x-` count in the `-with-x` modes alone; a void value asks only that the header is there.
 */
export function headersMatch(args: FieldTable, headers: FieldTable): boolean {
  const mode = stringOf(args.get('x-match')) ?? 'all';
  const any = mode.startsWith('any');
  const withX = mode.endsWith('-with-x');
  for (const [key, wanted] of args) {
    if (key === 'x-match' || (!withX && key.startsWith('x-'))) continue;
    const given = headers.get(key);
    const matches = given !== undefined && (wanted.type === 'void' || fieldsEqual(wanted, given));
    if (matches === any) return any;
  }
  return !any;
}

class HeadersRouter implements Router {
  readonly isDynamic = true;
  readonly #bindings = new Set<Binding>();

  add(binding: Binding): void {
    this.#bindings.add(binding);
  }

  remove(binding: Binding): void {
    this.#bindings.delete(binding);
  }

  match(_routingKeys: unknown, content: Content | null, visit: (binding: Binding) => void): void {
    if (this.#bindings.size === 0 || content === null) return;
    const given = content.headers;
    for (const binding of this.#bindings) if (headersMatch(binding.arguments, given)) visit(binding);
  }
}

export const headers: ExchangeType = {
  name: 'headers',
  description: 'AMQP headers exchange, as per the AMQP specification',
  createRouter: () => new HeadersRouter(),
  validateBinding(_bindingKey, args) {
    const mode = args.get('x-match');
    if (mode === undefined || MODES.has(stringOf(mode) ?? '')) return;
    if (mode.type !== 'longstr') {
      throw new BrokerError(
        'precondition-failed',
        `Invalid x-match field type ${mode.type} (value ${describeField(mode)}); expected longstr`,
      );
    }
    throw new BrokerError(
      'precondition-failed',
      `Invalid x-match field value ${erlangField(mode)}; expected all, any, all-with-x, or any-with-x`,
    );
  },
};
