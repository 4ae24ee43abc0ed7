import type { Binding } from '../binding';
import { erlangField } from '../erlang-term';
import { BrokerError } from '../errors';
import { canonicalField, describeField, type FieldTable, type FieldValue, fieldsEqual, stringOf } from '../field-table';
import type { Content, ExchangeType, MatchedMessage, Router } from './exchange-type';

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

/** A header and its value under which a binding is found. */
interface Place {
  readonly header: string;
  readonly value: string;
}

/** The same text for values that match each other. */
function valueKey(field: FieldValue): string {
  return field.type === 'longstr' ? `"${field.value}` : canonicalField(field);
}

/**
 * Finds bindings by what they ask for, so that a message looks only at those that ask for one of its own headers: a
 * binding with `all` stands under one of its headers, the one that fewest others stand under, one with `any` under each.
 * Those that ask for no particular value are looked at for every message.
 */
class HeadersRouter implements Router {
  readonly isDynamic = true;
  readonly #places = new Map<Binding, readonly Place[]>();
  readonly #byHeader = new Map<string, Map<string, Set<Binding>>>();
  readonly #others = new Set<Binding>();

  add(binding: Binding): void {
    const places = this.#placesFor(binding.arguments);
    this.#places.set(binding, places);
    if (places.length === 0) this.#others.add(binding);
    for (const place of places) this.#bucket(place).add(binding);
  }

  remove(binding: Binding): void {
    this.#others.delete(binding);
    for (const { header, value } of this.#places.get(binding) ?? []) {
      const byValue = this.#byHeader.get(header);
      const bucket = byValue?.get(value);
      bucket?.delete(binding);
      if (bucket?.size === 0) byValue?.delete(value);
      if (byValue?.size === 0) this.#byHeader.delete(header);
    }
    this.#places.delete(binding);
  }

  match(_routingKeys: unknown, content: Content | null, visit: (binding: Binding) => void): void {
    if (this.#places.size === 0 || content === null) return;
    const given = content.headers;
    for (const binding of this.#others) if (headersMatch(binding.arguments, given)) visit(binding);
    if (this.#byHeader.size === 0) return;
    for (const [header, field] of given) {
      const bucket = this.#byHeader.get(header)?.get(valueKey(field));
      if (bucket === undefined) continue;
      for (const binding of bucket) if (isFoundAt(header, binding.arguments, given)) visit(binding);
    }
  }

  #placesFor(args: FieldTable): readonly Place[] {
    const mode = modeOf(args);
    const asked = [...args].filter(([key]) => counts(key, mode));
    const named = asked.filter(([, { type }]) => type !== 'void');
    const places = named.map(([header, field]) => ({ header, value: valueKey(field) }));
    if (mode.startsWith('any')) return named.length === asked.length ? places : [];
    const sizes = places.map(({ header, value }) => this.#byHeader.get(header)?.get(value)?.size ?? 0);
    const rarest = places[sizes.indexOf(Math.min(...sizes))];
    return rarest === undefined ? [] : [rarest];
  }

  #bucket({ header, value }: Place): Set<Binding> {
    const byValue = this.#byHeader.get(header) ?? new Map<string, Set<Binding>>();
    this.#byHeader.set(header, byValue);
    const bucket = byValue.get(value) ?? new Set<Binding>();
    byValue.set(value, bucket);
    return bucket;
  }
}

/** Whether a binding that stands under a header is to be visited there: one with `any` only at the first that matches. */
function isFoundAt(header: string, args: FieldTable, given: FieldTable): boolean {
  const mode = modeOf(args);
  if (!mode.startsWith('any')) return headersMatch(args, given);
  for (const [key, wanted] of args) {
    if (counts(key, mode) && headerMatches(wanted, given.get(key))) return key === header;
  }
  return false;
}

export const headers: ExchangeType = {
  name: 'headers',
  description: 'AMQP headers exchange, as per the AMQP specification',
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
      `Invalid x-match field value ${erlangField(mode)}; expected all, any, all-with-x, or any-with-x`,
    );
  },
};
