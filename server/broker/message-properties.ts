import { copyBlock } from './block';
import { EMPTY_TABLE, type FieldTable, type FieldValue } from './field-table';
import type { Message } from './message';
import type { MessageMemory } from './message-memory';
import type { NumberHeader, PropertiesCodec } from './ports';
import { copyWithProperties } from './rewrite-message';

/** Bits of the property flags (spec section 4.2.6.1). */
const FLAG_HEADERS = 0x2000;
const FLAG_PRIORITY = 0x0800;
const FLAG_REPLY_TO = 0x0200;
export const FLAG_EXPIRATION = 0x0100;

export function hasExpiration(message: Message): boolean {
  return (message.flags & FLAG_EXPIRATION) !== 0;
}

/** Where the publisher wants the answer; undefined when it wants none. */
export function replyToOf(message: Message, codec: PropertiesCodec): string | undefined {
  return (message.flags & FLAG_REPLY_TO) === 0 ? undefined : codec.decode(message.properties()).replyTo;
}

/** The priority that the publisher gave, or else `normal`. */
export function priorityOf(message: Message, normal: number, codec: PropertiesCodec): number {
  if ((message.flags & FLAG_PRIORITY) === 0) return normal;
  return codec.decodePriority(message.properties()) ?? normal;
}

/** The message with other headers, as a copy that the caller frees; the message itself when they stay as they are. */
export function withHeaders(
  message: Message,
  change: (headers: FieldTable) => FieldTable | null,
  memory: MessageMemory,
  codec: PropertiesCodec,
): Message {
  const properties = codec.decode(message.properties());
  const headers = change(properties.headers ?? EMPTY_TABLE);
  return headers === null ? message : copyWithProperties(memory, message, codec.encode({ ...properties, headers }));
}

/** One header of the message, looked for only when it has some. */
export function headerOf(message: Message, name: string, codec: PropertiesCodec): FieldValue | undefined {
  return (message.flags & FLAG_HEADERS) === 0 ? undefined : codec.decodeHeaders(message.properties()).get(name);
}

/** A copy of the message that has a 64-bit integer among its headers, whatever was there under that name. */
export function withNumber(
  message: Message,
  header: NumberHeader,
  memory: MessageMemory,
  codec: PropertiesCodec,
): Message {
  const { name, value } = header;
  if (headerOf(message, name, codec) !== undefined) {
    const field: FieldValue = { type: 'long', value: BigInt(value) };
    return withHeaders(message, (headers) => new Map(headers).set(name, field), memory, codec);
  }
  const propertiesBytes = message.propertiesBytes + codec.headerGrowth(message.flags, name);
  // Making room may move messages that somebody holds, and forget those that nobody does.
  message.holders += 1;
  const copy = memory.allocate(message.address, propertiesBytes, message.bodyBytes);
  message.holders -= 1;
  const { slab: block, offset: start } = message;
  const end = start + message.propertiesBytes;
  codec.copyWithHeader({ block, start, end }, header, copy.slab, copy.offset);
  copyBlock(block, end, end + message.bodyBytes, copy.slab, copy.offset + propertiesBytes);
  return copy;
}
