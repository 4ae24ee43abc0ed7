import { Block } from '@/server/broker/block';
import { BrokerError } from '@/server/broker/errors';
import { FRAME_END, FRAME_HEAD_BYTES, FRAME_OVERHEAD_BYTES, readUint32 } from './frame';

/** The protocol header that a client begins with (spec section 4.2.2). */
const PROTOCOL_HEADER_BYTES = 8;

/** Who is given what the bytes of a client come to. */
export interface FrameSink {
  /** Frames may be as large as this. */
  readonly frameMaxBytes: number;
  /** Nothing more is wanted. */
  readonly isClosed: boolean;
  protocolHeader(header: Uint8Array): void;
  /**
   * The frame in chunk[at, next); whole or not, what follows it goes up to `end`. Returns where the next one begins: the
   * sink may have looked further.
   */
  frame(chunk: Block, at: number, next: number, end: number): number;
  /** The bytes are no frames. */
  fail(error: BrokerError): void;
}

/**
 * Cuts the bytes of a client into the protocol header and frames, in the chunks in which they come: only a frame that
 * goes over the end of a chunk is copied.
 */
export class FrameInput {
  readonly #sink: FrameSink;
  #awaitsHeader = true;
  /** The beginning of a frame whose rest has not arrived: `#partial[0, #partialUsed)`. */
  #partial: Uint8Array | null = null;
  #partialUsed = 0;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** What has come of the next frame. */
  get beginning(): Uint8Array {
    return this.#partial?.subarray(0, this.#partialUsed) ?? new Uint8Array();
  }

  /** The chunk must not be a Buffer: a slice of it would hold the whole of it in memory. */
  receive(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length && !this.#sink.isClosed) {
      at = this.#partial === null ? this.#parse(chunk, at, chunk.length) : this.#complete(chunk, at);
    }
  }

  /** Forgets what has come of the next frame. */
  clear(): void {
    this.#partial = null;
  }

  /** Adds to the partial frame what it lacks, and processes it when it is whole. */
  #complete(chunk: Uint8Array, at: number): number {
    const partial = this.#partial as Uint8Array;
    let wanted = this.#awaitsHeader ? PROTOCOL_HEADER_BYTES : FRAME_HEAD_BYTES;
    if (this.#partialUsed >= wanted && !this.#awaitsHeader) wanted = readUint32(partial, 3) + FRAME_OVERHEAD_BYTES;
    const taken = Math.min(wanted - this.#partialUsed, chunk.length - at);
    const whole = this.#reservePartial(wanted);
    whole.set(chunk.subarray(at, at + taken), this.#partialUsed);
    this.#partialUsed += taken;
    if (this.#partialUsed === wanted) {
      const used = this.#partialUsed;
      this.#partial = null;
      this.#partialUsed = 0;
      this.#parse(whole, 0, used);
    }
    return at + taken;
  }

  #reservePartial(size: number): Uint8Array {
    const partial = this.#partial as Uint8Array;
    if (partial.length >= size) return partial;
    const larger = new Uint8Array(size);
    larger.set(partial.subarray(0, this.#partialUsed));
    this.#partial = larger;
    return larger;
  }

  /** Processes the whole frames in bytes[start, end), keeps the rest as the partial frame, and returns `end`. */
  #parse(bytes: Uint8Array, start: number, end: number): number {
    const chunk = new Block(bytes);
    const { view } = chunk;
    const sink = this.#sink;
    let at = start;
    if (this.#awaitsHeader) {
      if (end - at < PROTOCOL_HEADER_BYTES) return this.#keep(bytes, at, end);
      this.#awaitsHeader = false;
      sink.protocolHeader(bytes.subarray(at, at + PROTOCOL_HEADER_BYTES));
      at += PROTOCOL_HEADER_BYTES;
    }
    while (end - at >= FRAME_HEAD_BYTES) {
      if (sink.isClosed) return end;
      const size = view.getUint32(at + 3);
      if (size > sink.frameMaxBytes) {
        sink.fail(
          new BrokerError('frame-error', `frame of ${size} bytes is above the frame-max of ${sink.frameMaxBytes}`),
        );
        return end;
      }
      const next = at + size + FRAME_OVERHEAD_BYTES;
      if (next > end) break;
      if (bytes[next - 1] !== FRAME_END) {
        sink.fail(new BrokerError('frame-error', `frame end octet is ${bytes[next - 1]}, not ${FRAME_END}`));
        return end;
      }
      at = sink.frame(chunk, at, next, end);
    }
    return at < end ? this.#keep(bytes, at, end) : end;
  }

  #keep(bytes: Uint8Array, at: number, end: number): number {
    if (this.#sink.isClosed) return end;
    this.#partial = new Uint8Array(Math.max(end - at, 256));
    this.#partial.set(bytes.subarray(at, end));
    this.#partialUsed = end - at;
    return end;
  }
}
