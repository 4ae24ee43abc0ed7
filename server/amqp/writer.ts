const utf8 = new TextEncoder();

/** Appends AMQP's elementary types to a buffer that grows. */
export class Writer {
  #bytes = new Uint8Array(128);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;

  get length(): number {
    return this.#at;
  }

  /** The bytes written so far: a view until the next write. */
  done(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  octet(value: number): void {
    const at = this.#grow(1);
    this.#view.setUint8(at, value);
  }

  int8(value: number): void {
    const at = this.#grow(1);
    this.#view.setInt8(at, value);
  }

  short(value: number): void {
    const at = this.#grow(2);
    this.#view.setUint16(at, value);
  }

  int16(value: number): void {
    const at = this.#grow(2);
    this.#view.setInt16(at, value);
  }

  long(value: number): void {
    const at = this.#grow(4);
    this.#view.setUint32(at, value);
  }

  int32(value: number): void {
    const at = this.#grow(4);
    this.#view.setInt32(at, value);
  }

  longlong(value: number): void {
    const at = this.#grow(8);
    this.#view.setBigUint64(at, BigInt(value));
  }

  int64(value: bigint): void {
    const at = this.#grow(8);
    this.#view.setBigInt64(at, value);
  }

  float(value: number): void {
    const at = this.#grow(4);
    this.#view.setFloat32(at, value);
  }

  double(value: number): void {
    const at = this.#grow(8);
    this.#view.setFloat64(at, value);
  }

  /** Throws a RangeError above 255 bytes, which is a mistake of the caller. */
  shortstr(value: string): void {
    const bytes = utf8.encode(value);
    if (bytes.length > 255) throw new RangeError('a short string has at most 255 bytes');
    this.octet(bytes.length);
    this.raw(bytes);
  }

  longstr(value: string): void {
    this.bytes(utf8.encode(value));
  }

  bytes(value: Uint8Array): void {
    this.long(value.length);
    this.raw(value);
  }

  raw(value: Uint8Array): void {
    const at = this.#grow(value.length);
    this.#bytes.set(value, at);
  }

  /** Writes what `body` writes, with its length in four bytes before it. */
  sized(body: () => void): void {
    const at = this.#grow(4);
    body();
    this.#view.setUint32(at, this.#at - at - 4);
  }

  #grow(length: number): number {
    const start = this.#at;
    this.#at = start + length;
    if (this.#at > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#at, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, start));
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return start;
  }
}
