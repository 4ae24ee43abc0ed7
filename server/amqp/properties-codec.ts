import { type Block, copyBlock } from '@/server/broker/block';
import { DIRECT_REPLY_TO } from '@/server/broker/direct-reply';
import { BrokerError } from '@/server/broker/errors';
import { EMPTY_TABLE, type FieldTable } from '@/server/broker/field-table';
import type { EncodedProperties, NumberHeader, PropertiesCodec } from '@/server/broker/ports';
import type { Properties } from '@/server/broker/properties';
import { checkHeaders } from './field-table-check';
import { readTable, writeTable } from './field-table-codec';
import { readUint16, readUint32 } from './frame';
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

const FLAG_HEADERS = 0x2000;
/** The tag `l` of a 64-bit integer. */
const LONG_TYPE = 0x6c;
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

/** A name and its length, a type, and eight octets; and the length of the table where there was none. */
function headerGrowth(flags: number, name: string): number {
  return 1 + name.length + 1 + 8 + ((flags & FLAG_HEADERS) === 0 ? 4 : 0);
}

function copyWithHeader(
  { block, start, end }: EncodedProperties,
  { name, value }: NumberHeader,
  target: Block,
  at: number,
): void {
  const { view: from } = block;
  const { view } = target;
  const flags = from.getUint16(start);
  let tableAt = start + 2;
  if ((flags & 0x8000) !== 0) tableAt += 1 + from.getUint8(tableAt);
  if ((flags & 0x4000) !== 0) tableAt += 1 + from.getUint8(tableAt);
  const hasHeaders = (flags & FLAG_HEADERS) !== 0;
  const tableBytes = hasHeaders ? from.getUint32(tableAt) : 0;
  const fieldsAt = hasHeaders ? tableAt + 4 : tableAt;
  copyBlock(block, start, tableAt, target, at);
  view.setUint16(at, flags | FLAG_HEADERS);
  let next = at + tableAt - start;
  view.setUint32(next, tableBytes + 10 + name.length);
  copyBlock(block, fieldsAt, fieldsAt + tableBytes, target, next + 4);
  next += 4 + tableBytes;
  view.setUint8(next++, name.length);
  for (let i = 0; i < name.length; i++) view.setUint8(next++, name.charCodeAt(i));
  view.setUint8(next++, LONG_TYPE);
  view.setUint32(next, value / 0x1_0000_0000);
  view.setUint32(next + 4, value);
  copyBlock(block, fieldsAt + tableBytes, end, target, next + 8);
}

function decodePriority(bytes: Uint8Array): number | undefined {
  const at = placeOf(bytes, PRIORITY_AT);
  return at < 0 ? undefined : bytes[at];
}

function decodeExpiration(bytes: Uint8Array): string | undefined {
  const at = placeOf(bytes, EXPIRATION_AT);
  return at < 0 ? undefined : new Reader(bytes, at).shortstr();
}

/** Where a property begins in bytes that were checked; -1 when it is not there. */
function placeOf(bytes: Uint8Array, wanted: number): number {
  const flags = readUint16(bytes, 0);
  if ((flags & (0x8000 >> wanted)) === 0) return -1;
  let at = 2;
  for (let index = 0; index < wanted; index++) {
    if ((flags & (0x8000 >> index)) === 0) continue;
    if (index === HEADERS_AT) at += 4 + readUint32(bytes, at);
    else if (index === DELIVERY_MODE_AT || index === PRIORITY_AT) at += 1;
    else if (index === TIMESTAMP_AT) at += 8;
    else at += 1 + (bytes[at] as number);
  }
  return at;
}

export const propertiesCodec: PropertiesCodec = {
  encode,
  decode,
  decodeHeaders,
  headerGrowth,
  copyWithHeader,
  decodePriority,
  decodeExpiration,
};

/** Places of the properties that are not short strings, in the order of `LAYOUT`. */
const HEADERS_AT = 2;
const DELIVERY_MODE_AT = 3;
const PRIORITY_AT = 4;
const REPLY_TO_AT = 6;
const EXPIRATION_AT = 7;
const TIMESTAMP_AT = 9;
const USER_ID_AT = 11;

/** Expirations of up to so many digits are below RabbitMQ's limit of ten years. */
const SAFE_EXPIRATION_DIGITS = 11;

/**
 * Checks the flags and the property list in chunk[start, end) before the bytes are passed on to other clients as they are,
 * without making an object. Returns whether `Session.admit` has to look at them: they name further routing keys, a user, a
 * reply address that may stand for the sender, or an expiration that may be wrong. Throws syntax-error.
 */
export function checkProperties({ view }: Block, start: number, end: number): boolean {
  if (end - start < 2) throw new BrokerError('syntax-error', 'a content header without property flags');
  const flags = view.getUint16(start);
  if ((flags & UNUSED_FLAGS) !== 0) throw new BrokerError('syntax-error', 'unknown property flags');
  let at = start + 2;
  let isSpecial = (flags & (0x8000 >> USER_ID_AT)) !== 0;
  for (let index = 0, bit = 0x8000; index < LAYOUT.length; index++, bit >>= 1) {
    if ((flags & bit) === 0) continue;
    if (at >= end) throw new BrokerError('syntax-error', 'the property list is too short');
    if (index === HEADERS_AT) {
      at = checkHeaders(view, at, end);
      if (at < 0) {
        isSpecial = true;
        at = -at;
      }
    } else if (index === DELIVERY_MODE_AT || index === PRIORITY_AT) at += 1;
    else if (index === TIMESTAMP_AT) at += 8;
    else {
      const next = at + 1 + view.getUint8(at);
      if (index === REPLY_TO_AT) isSpecial ||= next - at - 1 === DIRECT_REPLY_TO.length;
      else if (index === EXPIRATION_AT) isSpecial ||= next > end || !isSafeExpiration(view, at + 1, next);
      at = next;
    }
  }
  if (at !== end) throw new BrokerError('syntax-error', 'the property list has the wrong length');
  return isSpecial;
}

/** Whether view[start, end) holds digits alone, and few enough. */
function isSafeExpiration(view: DataView, start: number, end: number): boolean {
  if (start === end || end - start > SAFE_EXPIRATION_DIGITS) return false;
  for (let at = start; at < end; at++) {
    const octet = view.getUint8(at);
    if (octet < 0x30 || octet > 0x39) return false;
  }
  return true;
}
