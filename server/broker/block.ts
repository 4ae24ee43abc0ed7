/** Below this many bytes a loop over words beats the cost of making a view. */
const LOOP_COPY_BYTES = 96;

/**
 * A range of memory, as octets and as a view that reads and writes several octets at once: a word costs as much as an
 * octet, which is what the hot path is made of.
 */
export class Block {
  readonly bytes: Uint8Array;
  readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

/** Copies source[from, to) to the target at `at`. */
export function copyBlock(source: Block, from: number, to: number, target: Block, at: number): void {
  if (to - from > LOOP_COPY_BYTES) {
    target.bytes.set(source.bytes.subarray(from, to), at);
    return;
  }
  const a = source.view;
  const b = target.view;
  let i = from;
  let o = at;
  for (; i + 4 <= to; i += 4, o += 4) b.setInt32(o, a.getInt32(i));
  for (; i < to; i++, o++) b.setUint8(o, a.getUint8(i));
}

/** Whether source[from, from + the other's length) holds the same bytes as the other. */
export function holdsBlock(source: Block, from: number, other: Block): boolean {
  const a = source.view;
  const b = other.view;
  const length = other.bytes.length;
  let i = 0;
  for (; i + 4 <= length; i += 4) if (a.getInt32(from + i) !== b.getInt32(i)) return false;
  for (; i < length; i++) if (a.getUint8(from + i) !== b.getUint8(i)) return false;
  return true;
}
