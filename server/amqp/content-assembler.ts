import { BrokerError } from '@/server/broker/errors';
import type { Address, Message } from '@/server/broker/message';
import type { MessageMemory } from '@/server/broker/message-memory';
import { CLASS_BASIC, readUint16, readUint32 } from './frame';

const NONE = new Uint8Array(0);

/**
 * Gathers the content of a message whose frames do not arrive in one piece: nothing, then the header, then bodies until
 * their size is reached. Memory is taken as the bytes arrive, never on the word of a header.
 */
export class ContentAssembler {
  readonly maxMessageBytes: number;
  #expected: 'nothing' | 'header' | 'body' = 'nothing';
  #bodyBytes = 0;
  #receivedBytes = 0;
  #parts: Uint8Array[] = [];
  properties: Uint8Array = NONE;

  constructor(maxMessageBytes: number) {
    this.maxMessageBytes = maxMessageBytes;
  }

  /** Whether frames of a content are still to come. */
  get isExpected(): boolean {
    return this.#expected !== 'nothing';
  }

  /** Throws unexpected-frame when a content is under way. */
  expectNothing(): void {
    if (this.#expected === 'nothing') return;
    if (this.#expected === 'header') {
      throw new BrokerError(
        'unexpected-frame',
        `expected content header for class ${CLASS_BASIC}, got non content header frame instead`,
      );
    }
    throw new BrokerError('unexpected-frame', 'expected content body, got non content body frame instead');
  }

  expectHeader(): void {
    this.#expected = 'header';
  }

  /** Takes a content header; true when the message has no body and is whole. */
  header(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.#expected !== 'header') {
      throw new BrokerError(
        'unexpected-frame',
        this.#expected === 'body'
          ? 'expected content body, got non content body frame instead'
          : 'expected method frame, got non method frame instead',
      );
    }
    if (end - start < 14) throw new BrokerError('syntax-error', 'a content header is too short');
    const classId = readUint16(bytes, start);
    if (classId !== CLASS_BASIC) {
      throw new BrokerError(
        'unexpected-frame',
        `expected content header for class ${CLASS_BASIC}, got one for class ${classId} instead`,
      );
    }
    const size = readUint32(bytes, start + 4) * 0x1_0000_0000 + readUint32(bytes, start + 8);
    if (size > this.maxMessageBytes) {
      throw new BrokerError(
        'precondition-failed',
        `message size ${size} is larger than configured max size ${this.maxMessageBytes}`,
      );
    }
    this.properties = bytes.slice(start + 12, end);
    this.#bodyBytes = size;
    this.#receivedBytes = 0;
    this.#parts = [];
    this.#expected = 'body';
    return size === 0;
  }

  /** Takes a content body; true when the message is whole. */
  body(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.#expected !== 'body') {
      throw new BrokerError(
        'unexpected-frame',
        this.#expected === 'header'
          ? `expected content header for class ${CLASS_BASIC}, got non content header frame instead`
          : 'expected method frame, got non method frame instead',
      );
    }
    this.#receivedBytes += end - start;
    if (this.#receivedBytes > this.#bodyBytes) {
      throw new BrokerError('frame-error', 'content body frame exceeds remaining content size');
    }
    this.#parts.push(bytes.slice(start, end));
    return this.#receivedBytes === this.#bodyBytes;
  }

  /** Moves the whole content into a message. */
  take(memory: MessageMemory, address: Address): Message {
    this.#expected = 'nothing';
    const message = memory.allocate(address, this.properties.length, this.#bodyBytes);
    const target = message.slab.bytes;
    target.set(this.properties, message.offset);
    let at = message.offset + message.propertiesBytes;
    for (const part of this.#parts) {
      target.set(part, at);
      at += part.length;
    }
    this.properties = NONE;
    this.#parts = [];
    return message;
  }
}
