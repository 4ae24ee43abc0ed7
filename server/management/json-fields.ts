import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import { badRequest } from './http-error';

type Json = Readonly<Record<string, unknown>>;

/** Deeper tables would not be read back: the AMQP side has the same limit. */
const MAX_DEPTH = 64;
const INT64_LIMIT = 2 ** 63;

/** A field table as JSON. `Object.fromEntries` makes an own property even of `__proto__`. */
export function tableToJson(table: FieldTable): Json {
  const entries: [string, unknown][] = [];
  for (const [key, field] of table) entries.push([key, fieldToJson(field)]);
  return Object.fromEntries(entries);
}

function fieldToJson(field: FieldValue): unknown {
  switch (field.type) {
    case 'void':
      return null;
    case 'table':
      return tableToJson(field.value);
    case 'array':
      return field.value.map(fieldToJson);
    case 'binary':
      return textOf(field.value);
    case 'decimal':
      return field.value / 10 ** field.scale;
    case 'long':
    case 'timestamp':
      return Number(field.value);
    default:
      return field.value;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** RabbitMQ's way to put bytes into JSON. */
function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return `Not UTF-8, base64 is: ${Buffer.from(bytes).toString('base64')}`;
  }
}

/** Throws 400 when the value is no object or holds what a field table cannot. */
export function tableFromJson(what: string, value: unknown, depth = 0): FieldTable {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest(`not_object: ${what}`);
  if (depth > MAX_DEPTH) throw badRequest(`${what} nests deeper than ${MAX_DEPTH} levels`);
  const table = new Map<string, FieldValue>();
  for (const [key, item] of Object.entries(value)) {
    if (Buffer.byteLength(key, 'utf8') > 255) throw badRequest(`${what} has a key of more than 255 bytes`);
    table.set(key, fieldFromJson(what, item, depth));
  }
  return table;
}

function fieldFromJson(what: string, value: unknown, depth: number): FieldValue {
  if (value === null) return { type: 'void' };
  if (typeof value === 'string') return { type: 'longstr', value };
  if (typeof value === 'boolean') return { type: 'bool', value };
  if (typeof value === 'number') return numberField(value);
  if (!Array.isArray(value)) return { type: 'table', value: tableFromJson(what, value, depth + 1) };
  if (depth > MAX_DEPTH) throw badRequest(`${what} nests deeper than ${MAX_DEPTH} levels`);
  return { type: 'array', value: value.map((item) => fieldFromJson(what, item, depth + 1)) };
}

/** Integers become signed 64-bit ones, as RabbitMQ makes them. */
function numberField(value: number): FieldValue {
  if (!Number.isInteger(value) || value >= INT64_LIMIT || value < -INT64_LIMIT) return { type: 'double', value };
  return { type: 'long', value: BigInt(value) };
}
