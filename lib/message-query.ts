import type { PeekedMessage, PeekWish } from './contents-api';
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

const plainFields: readonly string[] = ['key', 'exchange', 'size', 'age', 'redelivered', 'text', ...propertyNames];

export function parseMessageQuery(text: string): MessageQuery {
  const terms = (text.match(/-?(?:"[^"]*"?|[^\s"]+(?:"[^"]*"?)?)/g) ?? []).map(parseTerm);
  const unknown = terms.find(({ field }) => !isKnown(field));
  return {
    terms,
    problem: unknown
      ? `There is no field ${unknown.field}. There are key, exchange, header.…, body.…, size, age, redelivered and the properties.`
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

/** The part of a query that the broker looks for by itself; the rest is left to `matchesQuery`. */
export function peekWishOf({ terms }: MessageQuery): Pick<PeekWish, 'routingKey' | 'payload' | 'headers'> {
  const positive = terms.filter(({ isNegated }) => !isNegated);
  const key = positive.find(({ field, comparison }) => field === 'key' && (comparison === ':' || comparison === '='));
  const payload = positive.find(({ field }) => field === 'text');
  const headers = positive.flatMap(({ field, comparison, value }) => {
    if (!field.startsWith('header.')) return [];
    const name = field.slice('header.'.length);
    // A name with an equals sign in it would be read as a name and a value.
    if (name.includes('=')) return [];
    return comparison === '=' || comparison === ':' ? [`${name}=${value}`] : comparison === '!=' ? [] : [name];
  });
  return {
    routingKey: key ? longestPart(key.value) : null,
    payload: payload?.value || null,
    headers,
  };
}

/** The broker looks for a text in the key: the longest one that has to be there. */
function longestPart(pattern: string): string | null {
  const parts = pattern.split('*').sort((a, b) => b.length - a.length);
  return parts[0] || null;
}

export function matchesQuery({ terms }: MessageQuery, message: PeekedMessage, nowMs: number): boolean {
  return terms.every((term) => {
    // What cannot be told from the bytes that are here hides nothing.
    if (term.field === 'text' && isPartlyKnown(message) && !message.payload.includes(term.value)) return true;
    return matchesTerm(term, message, nowMs) !== term.isNegated;
  });
}

function matchesTerm({ field, comparison, value }: Term, message: PeekedMessage, nowMs: number): boolean {
  if (field === 'text') return message.payload.includes(value);
  if (field === 'key') return compareText(message.routing_key, comparison, value);
  if (field === 'exchange') return compareText(message.exchange, comparison, value);
  if (field === 'redelivered') return String(message.redelivered ?? false) === value;
  if (field === 'size') return compareNumber(message.payload_bytes, comparison, sizeOf(value));
  if (field === 'age') return compareNumber(ageOf(message, nowMs), comparison, durationOf(value));
  const found = valueAt(field, message);
  if (comparison === 'has') return found !== undefined;
  if (found === undefined) return comparison === '!=';
  const number = Number(value);
  if (typeof found === 'number' && value !== '' && !Number.isNaN(number))
    return compareNumber(found, comparison, number);
  return compareText(typeof found === 'string' ? found : JSON.stringify(found), comparison, value);
}

/** Here are only some of the bytes, or some that are no text; the broker has looked at all of them. */
function isPartlyKnown({ payload, payload_bytes: bytes, payload_encoding: encoding }: PeekedMessage): boolean {
  return encoding === 'base64' || new TextEncoder().encode(payload).length < bytes;
}

export function propertiesOf({ properties }: Pick<PeekedMessage, 'properties'>): MessageProperties {
  return Array.isArray(properties) ? {} : (properties as MessageProperties);
}

function valueAt(field: string, message: PeekedMessage): unknown {
  const properties = propertiesOf(message);
  if (field.startsWith('header.')) return pathIn(properties.headers, field.slice('header.'.length));
  if (field.startsWith('body.')) return pathIn(jsonOf(message), field.slice('body.'.length));
  return (properties as Readonly<Record<string, unknown>>)[field];
}

function jsonOf({ payload, payload_encoding: encoding }: PeekedMessage): unknown {
  if (encoding !== 'string') return undefined;
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
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
  const parts = value.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const isMatch = new RegExp(`^${parts.join('.*')}$`, 's').test(found);
  return isMatch !== (comparison === '!=');
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
function ageOf(message: PeekedMessage, nowMs: number): number {
  if (message.age_ms !== undefined) return message.age_ms;
  const { timestamp } = propertiesOf(message);
  return timestamp === undefined ? Number.NaN : nowMs - timestamp * 1000;
}
