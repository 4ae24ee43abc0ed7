import { EMPTY_TABLE, type FieldTable } from './field-table';
import type { Message } from './message';
import type { MessageMemory } from './message-memory';
import type { PropertiesCodec } from './ports';
import { copyWithProperties } from './rewrite-message';

/** Bits of the property flags (spec section 4.2.6.1). */
const FLAG_PRIORITY = 0x0800;
export const FLAG_EXPIRATION = 0x0100;

export function hasExpiration(message: Message): boolean {
  return (message.flags & FLAG_EXPIRATION) !== 0;
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
