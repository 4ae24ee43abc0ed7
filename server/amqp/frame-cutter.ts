import { FRAME_END, FRAME_HEAD_BYTES, FRAME_OVERHEAD_BYTES, readUint16, readUint32 } from './frame';

/** A frame in a piece of the stream; its payload is bytes[start, end), which is only lent. */
export interface CutFrame {
  /** 0 for the protocol header. */
  readonly type: number;
  readonly channel: number;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

export const PROTOCOL_HEADER_TYPE = 0;
const PROTOCOL_HEADER_BYTES = 8;
const NOTHING = new Uint8Array();

export interface FrameCutterOptions {
  readonly frameMaxBytes: () => number;
  readonly onFrame: (frame: CutFrame) => void;
  /** The beginning of a frame that had arrived before. */
  readonly partial?: Uint8Array;
  readonly expectsHeader?: boolean;
}

/**
 * Cuts a copy of a byte stream into frames for somebody who watches. It judges nothing: where the stream is no AMQP it
 * stops, and the connection that reads the same bytes closes with the right code.
 */
export class FrameCutter {
  readonly #options: FrameCutterOptions;
  /** The beginning of a frame whose rest has not come: `#partial[0, #used)`. */
  #partial: Uint8Array;
  #used: number;
  #expectsHeader: boolean;
  #isLost = false;

  constructor(options: FrameCutterOptions) {
    this.#options = options;
    this.#partial = options.partial ?? NOTHING;
    this.#used = this.#partial.length;
    this.#expectsHeader = options.expectsHeader ?? false;
  }

  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length && !this.#isLost) at = this.#used === 0 ? this.#cut(chunk, at) : this.#complete(chunk, at);
  }

  /** Cuts whole frames out of the chunk and keeps what is left. */
  #cut(chunk: Uint8Array, start: number): number {
    let at = start;
    for (;;) {
      const size = this.#sizeOf(chunk, at, chunk.length);
      if (size === null || at + size > chunk.length) break;
      this.#frame(chunk, at, at + size);
      at += size;
      if (this.#isLost) return at;
    }
    this.#partial = chunk.slice(at);
    this.#used = this.#partial.length;
    return chunk.length;
  }

  /** Adds to the partial frame what it lacks. */
  #complete(chunk: Uint8Array, at: number): number {
    const wanted = this.#sizeOf(this.#partial, 0, this.#used) ?? this.#headBytes;
    const taken = Math.min(wanted - this.#used, chunk.length - at);
    if (this.#partial.length < wanted) {
      const larger = new Uint8Array(wanted);
      larger.set(this.#partial.subarray(0, this.#used));
      this.#partial = larger;
    }
    this.#partial.set(chunk.subarray(at, at + taken), this.#used);
    this.#used += taken;
    if (this.#sizeOf(this.#partial, 0, this.#used) === this.#used) {
      const whole = this.#partial;
      const used = this.#used;
      this.#partial = NOTHING;
      this.#used = 0;
      this.#frame(whole, 0, used);
    }
    return at + taken;
  }

  get #headBytes(): number {
    return this.#expectsHeader ? PROTOCOL_HEADER_BYTES : FRAME_HEAD_BYTES;
  }

  /** Bytes of the frame at bytes[at, end), or null while its head is not whole. */
  #sizeOf(bytes: Uint8Array, at: number, end: number): number | null {
    if (end - at < this.#headBytes) return null;
    if (this.#expectsHeader) return PROTOCOL_HEADER_BYTES;
    const size = readUint32(bytes, at + 3);
    if (size > this.#options.frameMaxBytes()) this.#isLost = true;
    return this.#isLost ? null : size + FRAME_OVERHEAD_BYTES;
  }

  #frame(bytes: Uint8Array, at: number, next: number): void {
    if (this.#expectsHeader) {
      this.#expectsHeader = false;
      this.#options.onFrame({ type: PROTOCOL_HEADER_TYPE, channel: 0, bytes, start: at, end: next });
      return;
    }
    if (bytes[next - 1] !== FRAME_END) {
      this.#isLost = true;
      return;
    }
    const type = bytes[at] as number;
    const channel = readUint16(bytes, at + 1);
    this.#options.onFrame({ type, channel, bytes, start: at + FRAME_HEAD_BYTES, end: next - 1 });
  }
}
