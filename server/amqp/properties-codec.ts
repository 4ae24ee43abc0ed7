import { BrokerError } from '@/server/broker/errors';
import { EMPTY_TABLE, type FieldTable } from '@/server/broker/field-table';
import type { PropertiesCodec } from '@/server/broker/ports';
import type { Properties } from '@/server/broker/properties';
import { readTable, writeTable } from './field-table-codec';
import { readUint16 } from './frame';
import { Reader } from './reader';
import { Writer } from './writer';

type PropertyType = 'shortstr' | 'table' | 'octet' | 'timestamp';

/** The basic properties in wire order; the first stands for the highest bit of the flags (spec section 4.2.6.1). */
const LAYOUT: readonly (readonly [name: keyof Properties, type: PropertyType])[] = [
  ['contentType', 'shortstr'],
  ['contentEncoding', 'shortstr'],
  ['headers', 'table'],
  ['deliveryMode', 'octet'],
  ['priority', 'octet'],
  ['correlationId', 'shortstr'],
  ['replyTo', 'shortstr'],
  ['expiration', 'shortstr'],
  ['messageId', 'shortstr'],
  ['timestamp', 'timestamp'],
  ['type', 'shortstr'],
  ['userId', 'shortstr'],
  ['appId', 'shortstr'],
  ['clusterId', 'shortstr'],
];

export const FLAG_HEADERS = 0x2000;
export const FLAG_USER_ID = 0x0010;
/** Two bits are left: one is unused, the last would announce more flags, which class basic does not have. */
const UNUSED_FLAGS = 0x0003;

function decode(bytes: Uint8Array): Properties {
  const reader = new Reader(bytes);
  const flags = reader.short();
  if ((flags & UNUSED_FLAGS) !== 0) throw new BrokerError('syntax-error', 'unknown property flags');
  const properties: Record<string, unknown> = {};
  for (const [index, [name, type]] of LAYOUT.entries()) {
    if ((flags & (0x8000 >> index)) === 0) continue;
    if (type === 'table') properties[name] = readTable(reader);
    else if (type === 'timestamp') properties[name] = reader.longlong();
    else properties[name] = reader[type]();
  }
  if (reader.remaining > 0) throw new BrokerError('syntax-error', 'bytes are left behind the properties');
  return properties as Properties;
}

function encode(properties: Properties): Uint8Array {
  const writer = new Writer();
  let flags = 0;
  for (const [index, [name]] of LAYOUT.entries()) if (properties[name] !== undefined) flags |= 0x8000 >> index;
  writer.short(flags);
  for (const [name, type] of LAYOUT) {
    const value = properties[name];
    if (value === undefined) continue;
    if (type === 'shortstr') writer.shortstr(value as string);
    else if (type === 'table') writeTable(writer, value as FieldTable);
    else if (type === 'timestamp') writer.longlong(value as number);
    else writer.octet(value as number);
  }
  return writer.done().slice();
}

function decodeHeaders(bytes: Uint8Array): FieldTable {
  const flags = readUint16(bytes, 0);
  if ((flags & FLAG_HEADERS) === 0) return EMPTY_TABLE;
  const reader = new Reader(bytes, 2);
  if ((flags & 0x8000) !== 0) reader.shortstr();
  if ((flags & 0x4000) !== 0) reader.shortstr();
  return readTable(reader);
}

export const propertiesCodec: PropertiesCodec = { encode, decode, decodeHeaders };

/**
 * Checks the flags and the property list in bytes[start, end) before the bytes are passed on to other clients as they are.
 * Throws syntax-error. Messages with neither headers nor trailing bytes are checked without making an object.
 */
export function checkProperties(bytes: Uint8Array, start: number, end: number): void {
  if (end - start < 2) throw new BrokerError('syntax-error', 'a content header without property flags');
  const flags = readUint16(bytes, start);
  if (flags === 0 && end - start === 2) return;
  if ((flags & (FLAG_HEADERS | UNUSED_FLAGS)) !== 0) {
    decode(bytes.subarray(start, end));
    return;
  }
  let at = start + 2;
  for (let index = 0, bit = 0x8000; bit > 2; index++, bit >>= 1) {
    if ((flags & bit) === 0) continue;
    if (at >= end) throw new BrokerError('syntax-error', 'the property list is too short');
    if (index === 3 || index === 4) at += 1;
    else if (index === 9) at += 8;
    else at += 1 + (bytes[at] as number);
  }
  if (at !== end) throw new BrokerError('syntax-error', 'the property list has the wrong length');
}
