import { FRAME_METHOD, readUint32 } from './frame';
import { type CutFrame, PROTOCOL_HEADER_TYPE } from './frame-cutter';
import { decodeMethod, encodeMethod } from './method-codec';
import { METHODS, methodKey } from './spec';
import type { WireDirection } from './wire';

/** A client may put anything into its properties; a frame above this is kept without its payload. */
const MAX_KEPT_BYTES = 4096;
const MAX_RECORD_BYTES = 16 * 1024;
const CLASS_CONNECTION = 10;
/** Direction, type, time of the frame, and the length of what follows. */
const ENTRY_HEAD_BYTES = 14;
const NOTHING = new Uint8Array();

const START_OK = methodKey(METHODS['connection.start-ok'][0], METHODS['connection.start-ok'][1]);
const SECURE_OK = methodKey(METHODS['connection.secure-ok'][0], METHODS['connection.secure-ok'][1]);
const OPEN_OK = methodKey(METHODS['connection.open-ok'][0], METHODS['connection.open-ok'][1]);

export interface RecordedFrame {
  readonly direction: WireDirection;
  readonly type: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Empty where it was too large to keep. */
  readonly payload: Uint8Array;
}

/** Keeps the frames of a handshake in one array of bytes, with the answer to the authentication taken out. */
export class HandshakeRecord {
  #bytes = NOTHING;

  /** Complete with the answer to connection.open. */
  add(direction: WireDirection, frame: CutFrame, now: number): 'complete' | 'incomplete' {
    const isMethod = frame.type === FRAME_METHOD && frame.end - frame.start >= 4;
    const key = isMethod ? readUint32(frame.bytes, frame.start) : 0;
    // A client in a hurry sends more behind connection.open; that belongs to what comes later.
    const isHandshake = frame.type === PROTOCOL_HEADER_TYPE || key >>> 16 === CLASS_CONNECTION;
    if (!isHandshake || this.#bytes.length > MAX_RECORD_BYTES) return 'incomplete';
    const payload = kept(key, frame);
    const entry = new Uint8Array(this.#bytes.length + ENTRY_HEAD_BYTES + payload.length);
    entry.set(this.#bytes);
    const view = new DataView(entry.buffer, this.#bytes.length);
    view.setUint8(0, direction === 'from-client' ? 0 : 1);
    view.setUint8(1, frame.type);
    view.setFloat64(2, now);
    view.setUint32(10, payload.length);
    entry.set(payload, this.#bytes.length + ENTRY_HEAD_BYTES);
    this.#bytes = entry;
    return key === OPEN_OK ? 'complete' : 'incomplete';
  }

  done(): Uint8Array<ArrayBuffer> {
    return this.#bytes;
  }
}

/** A payload without credentials; what cannot be read is not kept, because nobody knows what is in it. */
function kept(key: number, { bytes, start, end }: CutFrame): Uint8Array {
  if (end - start > MAX_KEPT_BYTES) return NOTHING;
  if (key !== START_OK && key !== SECURE_OK) return bytes.subarray(start, end);
  try {
    const method = decodeMethod(bytes, start, end);
    if (method.name === 'connection.start-ok') return encodeMethod(method.name, { ...method.args, response: NOTHING });
    return method.name === 'connection.secure-ok' ? encodeMethod(method.name, { response: NOTHING }) : NOTHING;
  } catch {
    return NOTHING;
  }
}

export function readRecord(bytes: Uint8Array): readonly RecordedFrame[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const frames: RecordedFrame[] = [];
  for (let at = 0; at < bytes.length; ) {
    const start = at + ENTRY_HEAD_BYTES;
    const end = start + view.getUint32(at + 10);
    const direction = view.getUint8(at) === 0 ? 'from-client' : 'to-client';
    frames.push({
      direction,
      type: view.getUint8(at + 1),
      at: view.getFloat64(at + 2),
      payload: bytes.slice(start, end),
    });
    at = end;
  }
  return frames;
}
