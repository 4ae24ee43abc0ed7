import { Block } from './block';
import { MessageLife } from './message-life';
import type { Slab } from './message-memory';
import type { StoredRecord } from './store';

const FLAG_DELIVERY_MODE = 0x1000;
/** Content type, content encoding and headers stand before the delivery mode. */
const FLAG_CONTENT_TYPE = 0x8000;
const FLAG_CONTENT_ENCODING = 0x4000;
const FLAG_HEADERS = 0x2000;
const PERSISTENT = 2;

/** Where a message was published to. Shared by all messages that a channel published there. */
export class Address {
  readonly exchange: string;
  readonly routingKey: string;
  /** Both names as AMQP short strings, one after the other: as they stand in basic.publish and basic.deliver. */
  readonly block: Block;

  constructor(exchange: string, routingKey: string, bytes: Uint8Array) {
    this.exchange = exchange;
    this.routingKey = routingKey;
    this.block = new Block(bytes);
  }

  equals(other: Address): boolean {
    return this === other || (this.routingKey === other.routingKey && this.exchange === other.exchange);
  }
}

/**
 * A published message. Its encoded properties and its body lie together in a slab; queues and unacked deliveries count
 * as holders, and the last one to let go frees the bytes.
 */
export class Message {
  readonly address: Address;
  slab: Slab;
  offset: number;
  /** The next older message of the same slab. */
  older: Message | null = null;
  /** The property flags and the property list, as they stand in the content header frame; at least 2. */
  readonly propertiesBytes: number;
  readonly bodyBytes: number;
  holders = 0;
  /** When it came to its queues, as the broker's `TurnClock` counts. */
  enteredAt = 0;
  /** Null for a message that nobody follows, whose time is not limited, and that has not died before. */
  life: MessageLife | null = null;
  /** Where it lies in the store; null when it lives in memory alone. */
  record: StoredRecord | null = null;

  constructor(address: Address, slab: Slab, offset: number, propertiesBytes: number, bodyBytes: number) {
    this.address = address;
    this.slab = slab;
    this.offset = offset;
    this.propertiesBytes = propertiesBytes;
    this.bodyBytes = bodyBytes;
  }

  /** The number under which a tracer follows this message; 0 when nobody does. */
  get trace(): number {
    return this.life === null ? 0 : this.life.trace;
  }

  set trace(trace: number) {
    if (this.life === null && trace === 0) return;
    this.life ??= new MessageLife();
    this.life.trace = trace;
  }

  /** The property flags (spec section 4.2.6.1): whether there is an expiration, a priority, ... */
  get flags(): number {
    return this.slab.view.getUint16(this.offset);
  }

  /** Whether its delivery mode asks for it to survive a restart: read from the encoded properties, as the checks left them. */
  get isPersistent(): boolean {
    const { view } = this.slab;
    const flags = view.getUint16(this.offset);
    if ((flags & FLAG_DELIVERY_MODE) === 0) return false;
    let at = this.offset + 2;
    if ((flags & FLAG_CONTENT_TYPE) !== 0) at += 1 + view.getUint8(at);
    if ((flags & FLAG_CONTENT_ENCODING) !== 0) at += 1 + view.getUint8(at);
    if ((flags & FLAG_HEADERS) !== 0) at += 4 + view.getUint32(at);
    return view.getUint8(at) === PERSISTENT;
  }

  /** The encoded properties: a view that is valid until the message is released or moved. */
  properties(): Uint8Array {
    return this.slab.bytes.subarray(this.offset, this.offset + this.propertiesBytes);
  }

  /** The body: a view that is valid until the message is released or moved. */
  body(): Uint8Array {
    const start = this.offset + this.propertiesBytes;
    return this.slab.bytes.subarray(start, start + this.bodyBytes);
  }
}
