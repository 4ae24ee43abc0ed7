import type { Message } from './message';
import type { MessageMemory } from './message-memory';

/**
 * Makes a message with the same address and body and other properties, to be published or freed before another one is
 * made. The first one keeps what it holds.
 */
export function copyWithProperties(memory: MessageMemory, message: Message, properties: Uint8Array): Message {
  // Making room may move messages that somebody holds, and forget those that nobody does.
  message.holders += 1;
  const copy = memory.allocate(message.address, properties.length, message.bodyBytes);
  message.holders -= 1;
  copy.slab.bytes.set(properties, copy.offset);
  copy.slab.bytes.set(message.body(), copy.offset + properties.length);
  return copy;
}
