import { BrokerError } from '@/server/broker/errors';
import type { Address, Message } from '@/server/broker/message';
import type { MessageMemory } from '@/server/broker/message-memory';
import { CLASS_BASIC, readUint16, readUint32 } from './frame';

const NONE = new Uint8Array(0);
/** Room that the first bytes of a body get; it doubles when they need more. */
const FIRST_ROOM_BYTES = 4096;

/**
 * Gathers the content of a message whose frames do not arrive in one piece: nothing, then the header, then bodies until
 * their size is reached. Memory is taken as the bytes arrive, never on the word of a header, and counts for the alarm.
 */
export class ContentAssembler {
  readonly maxMessageBytes: number;
  #expected: 'nothing' | 'header' | 'body' = 'nothing';
  #bodyBytes = 0;
  #receivedBytes = 0;
  #body: Uint8Array = NONE;
  readonly #memory: MessageMemory;
  properties: Uint8Array = NONE;

  constructor(memory: MessageMemory, maxMessageBytes: number) {
    this.#memory = memory;
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
    const received = this.#receivedBytes + end - start;
    if (received > this.#bodyBytes) {
      throw new BrokerError('frame-error', 'content body frame exceeds remaining content size');
    }
    if (received > this.#body.length) this.#grow(received);
    this.#body.set(bytes.subarray(start, end), this.#receivedBytes);
    this.#receivedBytes = received;
    return this.#receivedBytes === this.#bodyBytes;
  }

  /** Moves the whole content into a message. */
  take(address: Address): Message {
    const message = this.#memory.allocate(address, this.properties.length, this.#bodyBytes);
    const target = message.slab.bytes;
    target.set(this.properties, message.offset);
    target.set(this.#body.subarray(0, this.#bodyBytes), message.offset + message.propertiesBytes);
    this.abandon();
    return message;
  }

  /** Forgets what has arrived. */
  abandon(): void {
    this.#expected = 'nothing';
    this.#memory.partialBytes -= this.#body.length;
    this.#body = NONE;
    this.properties = NONE;
  }

  #grow(needed: number): void {
    const room = Math.min(this.#bodyBytes, Math.max(needed, FIRST_ROOM_BYTES, this.#body.length * 2));
    const larger = new Uint8Array(room);
    larger.set(this.#body.subarray(0, this.#receivedBytes));
    this.#memory.partialBytes += room - this.#body.length;
    this.#body = larger;
  }
}
