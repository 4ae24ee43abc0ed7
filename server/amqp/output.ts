import type { Consumer } from '@/server/broker/consumer';
import { copyBytes } from '@/server/broker/message-memory';
import type { Message } from '@/server/broker/message';
import {
  FRAME_BODY,
  FRAME_END,
  FRAME_HEAD_BYTES,
  FRAME_HEADER,
  FRAME_METHOD,
  FRAME_OVERHEAD_BYTES,
  writeUint32,
  writeUint64,
} from './frame';
import type { Transport } from './transport';

const BUFFER_BYTES = 256 * 1024;
const SPARE_BUFFERS = 64;
/** The delivery tag and the redelivered bit of basic.deliver. */
const DELIVERY_BYTES = 8 + 1;
/** class-id, weight and body size of a content header. */
const HEADER_FIXED_BYTES = 12;

const spare: Uint8Array[] = [];

/**
 * Gathers the frames for one connection and writes them to its transport in large pieces. Buffers are lent from a pool
 * while they hold something, so that an idle connection owns none.
 */
export class Output {
  readonly #transport: Transport;
  readonly #written: () => void;
  #buffer: Uint8Array | null = null;
  #used = 0;
  frameMaxBytes = 4096;
  sentBytes = 0;
  sentFrames = 0;

  /** `written` is called after each write to the transport. */
  constructor(transport: Transport, written: () => void) {
    this.#transport = transport;
    this.#written = written;
  }

  /** Hands everything gathered to the transport. */
  flush(): void {
    const buffer = this.#buffer;
    if (buffer === null || this.#used === 0) return;
    const used = this.#used;
    this.#buffer = null;
    this.#used = 0;
    this.sentBytes += used;
    this.#transport.write(buffer.subarray(0, used), () => giveBack(buffer));
    this.#written();
  }

  raw(bytes: Uint8Array): void {
    const at = this.#reserve(bytes.length);
    (this.#buffer as Uint8Array).set(bytes, at);
  }

  method(channel: number, payload: Uint8Array): void {
    const at = this.#reserve(payload.length + FRAME_OVERHEAD_BYTES);
    const buffer = this.#buffer as Uint8Array;
    writeFrameHead(buffer, at, FRAME_METHOD, channel, payload.length);
    buffer.set(payload, at + FRAME_HEAD_BYTES);
    buffer[at + FRAME_HEAD_BYTES + payload.length] = FRAME_END;
    this.sentFrames += 1;
  }

  /** basic.deliver: the method, the content header with the properties as they came, and the body. */
  deliver(channel: number, consumer: Consumer, message: Message, deliveryTag: number, redelivered: boolean): void {
    const prefix = consumer.deliverPrefix as Uint8Array;
    const address = message.address.bytes;
    const payloadBytes = prefix.length + DELIVERY_BYTES + address.length;
    const methodBytes = payloadBytes + FRAME_OVERHEAD_BYTES;
    const whole = methodBytes + this.#contentBytes(message);
    let at = this.#reserve(whole > BUFFER_BYTES ? methodBytes : whole);
    const buffer = this.#buffer as Uint8Array;
    writeFrameHead(buffer, at, FRAME_METHOD, channel, payloadBytes);
    at += FRAME_HEAD_BYTES;
    for (let i = 0; i < prefix.length; i++) buffer[at++] = prefix[i] as number;
    writeUint64(buffer, at, deliveryTag);
    at += 8;
    buffer[at++] = redelivered ? 1 : 0;
    for (let i = 0; i < address.length; i++) buffer[at++] = address[i] as number;
    buffer[at] = FRAME_END;
    this.sentFrames += 1;
    if (whole > BUFFER_BYTES) this.content(channel, message);
    else this.#content(channel, message, at + 1);
  }

  /** The content header and body frames of a message, after a method that announced them. */
  content(channel: number, message: Message): void {
    const whole = this.#contentBytes(message);
    if (whole <= BUFFER_BYTES) {
      const at = this.#reserve(whole);
      this.#content(channel, message, at);
      return;
    }
    this.#header(channel, message, this.#reserve(headerFrameBytes(message)));
    const body = message.body();
    const piece = this.frameMaxBytes - FRAME_OVERHEAD_BYTES;
    for (let start = 0; start < body.length; start += piece) {
      const end = Math.min(start + piece, body.length);
      this.#body(channel, body, start, end, this.#reserve(end - start + FRAME_OVERHEAD_BYTES));
    }
  }

  #content(channel: number, message: Message, start: number): void {
    let at = this.#header(channel, message, start);
    const bytes = message.slab.bytes;
    const from = message.offset + message.propertiesBytes;
    const to = from + message.bodyBytes;
    const piece = this.frameMaxBytes - FRAME_OVERHEAD_BYTES;
    for (let part = from; part < to; part += piece) {
      at = this.#body(channel, bytes, part, to - part > piece ? part + piece : to, at);
    }
  }

  #header(channel: number, message: Message, start: number): number {
    const buffer = this.#buffer as Uint8Array;
    const { propertiesBytes, offset } = message;
    writeFrameHead(buffer, start, FRAME_HEADER, channel, HEADER_FIXED_BYTES + propertiesBytes);
    let at = start + FRAME_HEAD_BYTES;
    writeUint32(buffer, at, 60 << 16);
    writeUint64(buffer, at + 4, message.bodyBytes);
    at += HEADER_FIXED_BYTES;
    copyBytes(message.slab.bytes, offset, offset + propertiesBytes, buffer, at);
    at += propertiesBytes;
    buffer[at] = FRAME_END;
    this.sentFrames += 1;
    return at + 1;
  }

  #body(channel: number, bytes: Uint8Array, from: number, to: number, start: number): number {
    const buffer = this.#buffer as Uint8Array;
    writeFrameHead(buffer, start, FRAME_BODY, channel, to - from);
    const at = start + FRAME_HEAD_BYTES;
    copyBytes(bytes, from, to, buffer, at);
    buffer[at + to - from] = FRAME_END;
    this.sentFrames += 1;
    return at + to - from + 1;
  }

  #contentBytes(message: Message): number {
    const body = message.bodyBytes;
    if (body === 0) return headerFrameBytes(message);
    const frames = Math.ceil(body / (this.frameMaxBytes - FRAME_OVERHEAD_BYTES));
    return headerFrameBytes(message) + body + frames * FRAME_OVERHEAD_BYTES;
  }

  /** Makes room for `size` bytes in one piece and returns where it begins. */
  #reserve(size: number): number {
    if (this.#buffer !== null && this.#used + size > this.#buffer.length) this.flush();
    this.#buffer ??= size > BUFFER_BYTES ? new Uint8Array(size) : (spare.pop() ?? new Uint8Array(BUFFER_BYTES));
    const at = this.#used;
    this.#used = at + size;
    return at;
  }
}

function headerFrameBytes(message: Message): number {
  return FRAME_OVERHEAD_BYTES + HEADER_FIXED_BYTES + message.propertiesBytes;
}

function writeFrameHead(buffer: Uint8Array, at: number, type: number, channel: number, size: number): void {
  buffer[at] = type;
  buffer[at + 1] = channel >>> 8;
  buffer[at + 2] = channel;
  writeUint32(buffer, at + 3, size);
}

function giveBack(buffer: Uint8Array): void {
  if (buffer.length === BUFFER_BYTES && spare.length < SPARE_BUFFERS) spare.push(buffer);
}
