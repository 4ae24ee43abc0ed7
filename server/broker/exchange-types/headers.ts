import type { Binding } from '../binding';
import { BrokerError } from '../errors';
import { describeField, type FieldTable, type FieldValue, fieldsEqual, stringOf } from '../field-table';
import type { ExchangeType, MatchedMessage, Router } from './exchange-type';

const MODES = new Set(['all', 'any', 'all-with-x', 'any-with-x']);

/**
 * Whether a message's headers satisfy a binding (AMQP 0-9-1 section 3.1.3.4 and RabbitMQ's two `-with-x` modes). Keys that
 * start with `x-` count in the `-with-x` modes alone; a void value asks only that the header is there.
 */
export function headersMatch(args: FieldTable, headers: FieldTable): boolean {
  const mode = modeOf(args);
  const any = mode.startsWith('any');
  for (const [key, wanted] of args) {
    if (counts(key, mode) && headerMatches(wanted, headers.get(key)) === any) return any;
  }
  return !any;
}

function modeOf(args: FieldTable): string {
  return stringOf(args.get('x-match')) ?? 'all';
}

function counts(key: string, mode: string): boolean {
  return key !== 'x-match' && (mode.endsWith('-with-x') || !key.startsWith('x-'));
}

function headerMatches(wanted: FieldValue, given: FieldValue | undefined): boolean {
  return given !== undefined && (wanted.type === 'void' || fieldsEqual(wanted, given));
}

function describeMatch({ arguments: args }: Binding, { headers }: MatchedMessage): string {
  const mode = modeOf(args);
  const found: string[] = [];
  for (const [key, wanted] of args) if (counts(key, mode)) found.push(describeHeader(key, wanted, headers.get(key)));
  const rule = mode.startsWith('any') ? 'one header has to match' : 'all headers have to match';
  return found.length === 0 ? `${rule}, and the binding names none` : `${rule}: ${found.join(', ')}`;
}

function describeHeader(key: string, wanted: FieldValue, given: FieldValue | undefined): string {
  if (given === undefined) return `'${key}' is missing`;
  if (headerMatches(wanted, given)) return `'${key}' matches`;
  const [is, not] = [describeField(given), describeField(wanted)];
  // A number and its digits as text look alike.
  return is === not
    ? `'${key}' is ${is} (${given.type}), not ${not} (${wanted.type})`
    : `'${key}' is ${is}, not ${not}`;
}

class HeadersRouter implements Router {
  readonly #bindings = new Set<Binding>();

  add(binding: Binding): void {
    this.#bindings.add(binding);
  }

  remove(binding: Binding): void {
    this.#bindings.delete(binding);
  }

  match(_routingKey: string, headers: () => FieldTable, visit: (binding: Binding) => void): void {
    if (this.#bindings.size === 0) return;
    const given = headers();
    for (const binding of this.#bindings) if (headersMatch(binding.arguments, given)) visit(binding);
  }
}

export const headers: ExchangeType = {
  name: 'headers',
  description: 'AMQP headers exchange, as per the AMQP specification',
  usesHeaders: true,
  createRouter: () => new HeadersRouter(),
  describe: describeMatch,
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
      `Invalid x-match field value "${mode.value}"; expected all, any, all-with-x, or any-with-x`,
    );
  },
};
