import { BrokerError } from '@/server/broker/errors';
import { readUint16, readUint32 } from './frame';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads AMQP's elementary types from a range of bytes. Reading past the end is a syntax error of the peer. */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at: number;
  readonly #end: number;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = start;
    this.#end = end;
  }

  get remaining(): number {
    return this.#end - this.#at;
  }

  octet(): number {
    return this.#bytes[this.#advance(1)] as number;
  }

  int8(): number {
    return this.#view.getInt8(this.#advance(1));
  }

  short(): number {
    return readUint16(this.#bytes, this.#advance(2));
  }

  int16(): number {
    return this.#view.getInt16(this.#advance(2));
  }

  long(): number {
    return readUint32(this.#bytes, this.#advance(4));
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4));
  }

  longlong(): number {
    return this.long() * 0x1_0000_0000 + this.long();
  }

  int64(): bigint {
    return this.#view.getBigInt64(this.#advance(8));
  }

  uint64(): bigint {
    return this.#view.getBigUint64(this.#advance(8));
  }

  float(): number {
    return this.#view.getFloat32(this.#advance(4));
  }

  double(): number {
    return this.#view.getFloat64(this.#advance(8));
  }

  shortstr(): string {
    return this.#text(this.octet());
  }

  longstr(): string {
    return this.#text(this.long());
  }

  /** A copy of a long string's bytes. */
  bytes(): Uint8Array {
    const length = this.long();
    const start = this.#advance(length);
    return this.#bytes.slice(start, start + length);
  }

  /** A reader of the next `length` bytes, which this one skips. */
  section(length: number): Reader {
    const start = this.#advance(length);
    return new Reader(this.#bytes, start, start + length);
  }

  #text(length: number): string {
    const start = this.#advance(length);
    return utf8.decode(this.#bytes.subarray(start, start + length));
  }

  #advance(length: number): number {
    const start = this.#at;
    if (length > this.#end - start) throw new BrokerError('syntax-error', 'a value runs past the end of its frame');
    this.#at = start + length;
    return start;
  }
}
