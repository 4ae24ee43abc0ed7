import { Block, copyBlock } from '@/server/broker/block';
import type { Consumer, DeliverFrame } from '@/server/broker/consumer';
import type { Address, Message } from '@/server/broker/message';
import {
  CLASS_BASIC,
  FRAME_BODY,
  FRAME_END,
  FRAME_HEAD_BYTES,
  FRAME_HEADER,
  FRAME_METHOD,
  FRAME_OVERHEAD_BYTES,
} from './frame';
import type { Transport } from './transport';
import type { Wire } from './wire';
import { Writer } from './writer';

const BUFFER_BYTES = 256 * 1024;
const SPARE_BUFFERS = 64;
/** class-id, weight and body size of a content header. */
const HEADER_FIXED_BYTES = 12;

const spare: Block[] = [];

/**
 * Gathers the frames for one connection and writes them to its transport in large pieces. Buffers are lent from a pool
 * while they hold something, so that an idle connection owns none.
 */
export class Output {
  readonly #transport: Transport;
  readonly #wire: Wire;
  readonly #written: () => void;
  #buffer: Block | null = null;
  #used = 0;
  /** Full buffers that may not leave yet. */
  #held: { readonly buffer: Block; readonly used: number }[] = [];
  isHeld = false;
  frameMaxBytes = 4096;
  sentBytes = 0;
  sentFrames = 0;

  /** `written` is called after each write to the transport. */
  constructor(transport: Transport, wire: Wire, written: () => void) {
    this.#transport = transport;
    this.#wire = wire;
    this.#written = written;
  }

  /** Hands everything gathered to the transport. */
  flush(): void {
    const buffer = this.#buffer;
    if (buffer === null || this.#used === 0) return;
    const used = this.#used;
    this.#buffer = null;
    this.#used = 0;
    if (this.isHeld) this.#held.push({ buffer, used });
    else this.#write(buffer, used);
  }

  #write(buffer: Block, used: number): void {
    this.sentBytes += used;
    if (this.#wire.isWatched) this.#wire.sent(buffer.bytes.subarray(0, used));
    this.#transport.write(buffer.bytes.subarray(0, used), () => giveBack(buffer));
    this.#written();
  }

  /** Keeps what was gathered and what comes until `release`. */
  hold(): void {
    this.isHeld = true;
  }

  release(): void {
    this.isHeld = false;
    const held = this.#held;
    this.#held = [];
    for (const { buffer, used } of held) this.#write(buffer, used);
    this.flush();
  }

  /** Forgets what was kept. */
  discardHeld(): void {
    for (const { buffer } of this.#held) giveBack(buffer);
    if (this.#buffer !== null) giveBack(this.#buffer);
    this.#held = [];
    this.#buffer = null;
    this.#used = 0;
    this.isHeld = false;
  }

  /** Bytes that wait to be released. */
  get heldBytes(): number {
    return this.#held.reduce((sum, { used }) => sum + used, this.isHeld ? this.#used : 0);
  }

  raw(bytes: Uint8Array): void {
    const at = this.#reserve(bytes.length);
    (this.#buffer as Block).bytes.set(bytes, at);
  }

  method(channel: number, payload: Uint8Array): void {
    const at = this.#reserve(payload.length + FRAME_OVERHEAD_BYTES);
    const { bytes, view } = this.#buffer as Block;
    writeFrameHead(view, at, FRAME_METHOD, channel, payload.length);
    bytes.set(payload, at + FRAME_HEAD_BYTES);
    bytes[at + FRAME_HEAD_BYTES + payload.length] = FRAME_END;
    this.sentFrames += 1;
  }

  /** basic.deliver: the method, the content header with the properties as they came, and the body. */
  deliver(channel: number, consumer: Consumer, message: Message, deliveryTag: number, redelivered: boolean): void {
    const { address } = message;
    let frame = consumer.deliverFrame ?? deliverFrame(channel, consumer, address);
    let isKnown = frame.address.equals(address);
    // Encoded anew only for an address that comes twice: where addresses alternate nothing is gained by it.
    if (!isKnown && frame.otherAddress === address) {
      frame = deliverFrame(channel, consumer, address);
      isKnown = true;
    }
    const methodBytes = frame.bytes.length + address.block.bytes.length - frame.address.block.bytes.length;
    const body = message.bodyBytes;
    const isOneFrame = body <= this.frameMaxBytes - FRAME_OVERHEAD_BYTES;
    const contentBytes = headerFrameBytes(message) + (body === 0 ? 0 : body + FRAME_OVERHEAD_BYTES);
    const at = this.#reserve(isOneFrame ? methodBytes + contentBytes : methodBytes);
    const { bytes, view } = this.#buffer as Block;
    if (isKnown) bytes.set(frame.bytes, at);
    else this.#deliverElsewhere(frame, address, at);
    const tagAt = at + frame.deliveryTagAt;
    view.setUint32(tagAt, deliveryTag / 0x1_0000_0000);
    view.setUint32(tagAt + 4, deliveryTag);
    if (redelivered) bytes[tagAt + 8] = 1;
    this.sentFrames += 1;
    if (isOneFrame) this.#content(channel, message, at + methodBytes);
    else this.content(channel, message);
  }

  /** The frame with another address than the one that it was encoded for. */
  #deliverElsewhere(frame: DeliverFrame, address: Address, at: number): void {
    const buffer = this.#buffer as Block;
    const { length } = address.block.bytes;
    const headBytes = frame.head.length;
    frame.otherAddress = address;
    buffer.bytes.set(frame.head, at);
    buffer.view.setUint32(at + 3, headBytes + length - FRAME_HEAD_BYTES);
    copyBlock(address.block, 0, length, buffer, at + headBytes);
    buffer.view.setUint8(at + headBytes + length, FRAME_END);
  }

  /** The content header and body frames of a message, after a method that announced them. */
  content(channel: number, message: Message): void {
    this.#header(channel, message, this.#reserve(headerFrameBytes(message)));
    const start = message.offset + message.propertiesBytes;
    const end = start + message.bodyBytes;
    const piece = this.frameMaxBytes - FRAME_OVERHEAD_BYTES;
    for (let from = start; from < end; from += piece) {
      const to = Math.min(from + piece, end);
      this.#body(channel, message, from, to, this.#reserve(to - from + FRAME_OVERHEAD_BYTES));
    }
  }

  /** The header and the one body frame, for which there is room at `start`. */
  #content(channel: number, message: Message, start: number): void {
    const at = this.#header(channel, message, start);
    if (message.bodyBytes === 0) return;
    const from = message.offset + message.propertiesBytes;
    this.#body(channel, message, from, from + message.bodyBytes, at);
  }

  #header(channel: number, message: Message, start: number): number {
    const buffer = this.#buffer as Block;
    const view = buffer.view;
    const { propertiesBytes, offset, bodyBytes } = message;
    writeFrameHead(view, start, FRAME_HEADER, channel, HEADER_FIXED_BYTES + propertiesBytes);
    view.setUint32(start + 7, CLASS_BASIC << 16);
    view.setUint32(start + 11, 0);
    view.setUint32(start + 15, bodyBytes);
    const at = start + FRAME_HEAD_BYTES + HEADER_FIXED_BYTES;
    copyBlock(message.slab, offset, offset + propertiesBytes, buffer, at);
    view.setUint8(at + propertiesBytes, FRAME_END);
    this.sentFrames += 1;
    return at + propertiesBytes + 1;
  }

  #body(channel: number, message: Message, from: number, to: number, start: number): void {
    const buffer = this.#buffer as Block;
    writeFrameHead(buffer.view, start, FRAME_BODY, channel, to - from);
    const at = start + FRAME_HEAD_BYTES;
    copyBlock(message.slab, from, to, buffer, at);
    buffer.view.setUint8(at + to - from, FRAME_END);
    this.sentFrames += 1;
  }

  /** Makes room for `size` bytes in one piece and returns where it begins. */
  #reserve(size: number): number {
    if (this.#buffer !== null && this.#used + size > this.#buffer.bytes.length) this.flush();
    this.#buffer ??= size > BUFFER_BYTES ? new Block(new Uint8Array(size)) : (spare.pop() ?? newBuffer());
    const at = this.#used;
    this.#used = at + size;
    return at;
  }
}

/** Encodes basic.deliver for a consumer and an address, to be filled in for each delivery. */
function deliverFrame(channel: number, consumer: Consumer, address: Address): DeliverFrame {
  const writer = new Writer();
  writer.octet(FRAME_METHOD);
  writer.short(channel);
  writer.sized(() => {
    writer.short(CLASS_BASIC);
    writer.short(60);
    writer.shortstr(consumer.consumerTag);
    writer.longlong(0);
    writer.octet(0);
    writer.raw(address.block.bytes);
  });
  writer.octet(FRAME_END);
  const addressAt = writer.length - 1 - address.block.bytes.length;
  const bytes = writer.done().slice();
  const head = bytes.slice(0, addressAt);
  consumer.deliverFrame = { address, bytes, head, deliveryTagAt: addressAt - 9, otherAddress: null };
  return consumer.deliverFrame;
}

function headerFrameBytes(message: Message): number {
  return FRAME_OVERHEAD_BYTES + HEADER_FIXED_BYTES + message.propertiesBytes;
}

function writeFrameHead(view: DataView, at: number, type: number, channel: number, size: number): void {
  view.setUint8(at, type);
  view.setUint16(at + 1, channel);
  view.setUint32(at + 3, size);
}

function newBuffer(): Block {
  return new Block(new Uint8Array(BUFFER_BYTES));
}

function giveBack(buffer: Block): void {
  if (buffer.bytes.length === BUFFER_BYTES && spare.length < SPARE_BUFFERS) spare.push(buffer);
}
