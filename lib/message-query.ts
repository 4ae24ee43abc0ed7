import type { PeekedMessage } from './contents-api';
import type { MessageProperties } from './management-api';

/*
 * A filter over messages: terms with spaces between them, all of which have to be true.
 *
 *   key:orders.*          the routing key; * stands for anything
 *   exchange:shop         the exchange
 *   header.tenant=acme    a header, also < > <= >= != and header.tenant alone
 *   body.total>100        a value in a JSON payload, by its path
 *   type:created          any of the properties, by its name
 *   size>1k               bytes of the payload, with k and m
 *   age<5m                since its timestamp, or since the delivery; s, m, h, d
 *   due<10m               until it is delivered or routed, of a message that waits for its time
 *   redelivered:true      whether it was delivered before
 *   "out of stock"        text in the payload
 *   -key:test             not
 */

const comparisons = ['>=', '<=', '!=', '=', '>', '<', ':'] as const;

type Comparison = (typeof comparisons)[number] | 'has';

export interface Term {
  readonly field: string;
  readonly comparison: Comparison;
  readonly value: string;
  readonly isNegated: boolean;
}

export interface MessageQuery {
  readonly terms: readonly Term[];
  /** What could not be understood, in a sentence. */
  readonly problem: string | null;
}

const propertyNames: readonly string[] = [
  'content_type',
  'content_encoding',
  'delivery_mode',
  'priority',
  'correlation_id',
  'reply_to',
  'expiration',
  'message_id',
  'timestamp',
  'type',
  'user_id',
  'app_id',
];

const plainFields: readonly string[] = [
  'key',
  'exchange',
  'size',
  'age',
  'due',
  'redelivered',
  'text',
  ...propertyNames,
];

export function parseMessageQuery(text: string): MessageQuery {
  const terms = (text.match(/-?(?:"[^"]*"?|[^\s"]+(?:"[^"]*"?)?)/g) ?? []).map(parseTerm);
  const unknown = terms.find(({ field }) => !isKnown(field));
  return {
    terms,
    problem: unknown
      ? `There is no field ${unknown.field}. There are key, exchange, header.…, body.…, size, age, due, redelivered and the properties.`
      : null,
  };
}

function isKnown(field: string): boolean {
  return plainFields.includes(field) || /^(header|body)\../.test(field);
}

function parseTerm(raw: string): Term {
  const isNegated = raw.length > 1 && raw.startsWith('-');
  const text = isNegated ? raw.slice(1) : raw;
  if (text.startsWith('"')) return { field: 'text', comparison: ':', value: unquote(text), isNegated };
  const match = /^([\w.[\]-]+?)(>=|<=|!=|=|>|<|:)(.*)$/s.exec(text);
  if (match) {
    const [, field = '', comparison = ':', value = ''] = match;
    return { field, comparison: comparison as Comparison, value: unquote(value), isNegated };
  }
  if (/^(header|body)\../.test(text)) return { field: text, comparison: 'has', value: '', isNegated };
  return { field: 'text', comparison: ':', value: text, isNegated };
}

function unquote(text: string): string {
  return text.replace(/^"/, '').replace(/"$/, '');
}

/** What a filter asks of a message. Looking into properties and payload costs something, so it is asked for last. */
export interface Searchable {
  readonly routing_key: string;
  readonly exchange: string;
  readonly redelivered?: boolean | undefined;
  readonly payload_bytes: number;
  /** Milliseconds since the delivery, of an unacked message. */
  readonly age_ms?: number | undefined;
  /** Milliseconds until its time comes, of one that waits. */
  readonly due_in_ms?: number | undefined;
  readonly properties: MessageProperties;
  /** Whether the payload has these bytes of UTF-8 in it. */
  includes(text: string): boolean;
  /** The payload; undefined when it is no JSON. */
  json(): unknown;
}

export function matchesQuery({ terms }: MessageQuery, message: Searchable, nowMs: number): boolean {
  return terms.every((term) => matchesTerm(term, message, nowMs) !== term.isNegated);
}

/** The same query with what is looked at quickly in front. */
export function cheapFirst({ terms, problem }: MessageQuery): MessageQuery {
  return { terms: [...terms].sort((a, b) => costOf(a) - costOf(b)), problem };
}

function costOf({ field }: Term): number {
  if (field.startsWith('body.')) return 3;
  if (field === 'text') return 2;
  return field.startsWith('header.') || field === 'age' || propertyNames.includes(field) ? 1 : 0;
}

function matchesTerm({ field, comparison, value }: Term, message: Searchable, nowMs: number): boolean {
  if (field === 'text') return message.includes(value);
  if (field === 'key') return compareText(message.routing_key, comparison, value);
  if (field === 'exchange') return compareText(message.exchange, comparison, value);
  if (field === 'redelivered') return String(message.redelivered ?? false) === value;
  if (field === 'size') return compareNumber(message.payload_bytes, comparison, sizeOf(value));
  if (field === 'age') return compareNumber(ageOf(message, nowMs), comparison, durationOf(value));
  if (field === 'due') return compareNumber(message.due_in_ms ?? Number.NaN, comparison, durationOf(value));
  const found = valueAt(field, message);
  if (comparison === 'has') return found !== undefined;
  if (found === undefined) return comparison === '!=';
  const number = Number(value);
  if (typeof found === 'number' && value !== '' && !Number.isNaN(number))
    return compareNumber(found, comparison, number);
  return compareText(typeof found === 'string' ? found : JSON.stringify(found), comparison, value);
}

export function propertiesOf({ properties }: Pick<PeekedMessage, 'properties'>): MessageProperties {
  return Array.isArray(properties) ? {} : (properties as MessageProperties);
}

function valueAt(field: string, message: Searchable): unknown {
  const { properties } = message;
  if (field.startsWith('header.')) return pathIn(properties.headers, field.slice('header.'.length));
  if (field.startsWith('body.')) return pathIn(message.json(), field.slice('body.'.length));
  return (properties as Readonly<Record<string, unknown>>)[field];
}

/** `a.b[0].c`; a name with dots in it is found as well when it is there as it stands. */
export function pathIn(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(record, path)) return record[path];
  const [, head = '', rest = ''] = /^([^.[\]]+|\[\d+\])\.?(.*)$/s.exec(path) ?? [];
  if (head === '' || rest === path) return undefined;
  const key = head.startsWith('[') ? head.slice(1, -1) : head;
  if (!Object.hasOwn(record, key)) return undefined;
  return rest === '' ? record[key] : pathIn(record[key], rest);
}

function compareText(found: string, comparison: Comparison, value: string): boolean {
  if (comparison === '>' || comparison === '<' || comparison === '>=' || comparison === '<=') {
    return compareNumber(found.localeCompare(value), comparison, 0);
  }
  return fitsPattern(found, value.split('*')) !== (comparison === '!=');
}

/** Whether a text is these parts with anything between them. Each part is looked for once, so that no pattern takes long. */
function fitsPattern(text: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const foundAt = text.indexOf(part, at);
    if (foundAt === -1) return false;
    at = foundAt + part.length;
  }
  return at <= text.length - last.length;
}

function compareNumber(found: number, comparison: Comparison, value: number): boolean {
  switch (comparison) {
    case '>':
      return found > value;
    case '<':
      return found < value;
    case '>=':
      return found >= value;
    case '<=':
      return found <= value;
    case '!=':
      return found !== value;
    default:
      return found === value;
  }
}

const sizeUnits: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 * 1024 };
const durationUnits: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function scaled(text: string, units: Readonly<Record<string, number>>): number {
  const [, number = 'x', unit = ''] = /^([\d.]+)([a-z]?)/i.exec(text) ?? [];
  return Number(number) * (units[unit.toLowerCase()] ?? Number.NaN);
}

function sizeOf(text: string): number {
  return scaled(text, sizeUnits);
}

function durationOf(text: string): number {
  return scaled(text, durationUnits);
}

/** Not a number when nothing tells. */
function ageOf(message: Searchable, nowMs: number): number {
  if (message.age_ms !== undefined) return message.age_ms;
  const { timestamp } = message.properties;
  return timestamp === undefined ? Number.NaN : nowMs - timestamp * 1000;
}
