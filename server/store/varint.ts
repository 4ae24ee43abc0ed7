/** Signed whole numbers of any size up to 2^52 in few bytes: seven bits a byte, small magnitudes first. */
export const VARINT_MAX_BYTES = 8;

/** Writes a number and returns where the next one goes. */
export function writeVarint(bytes: Uint8Array, start: number, value: number): number {
  let rest = value >= 0 ? value * 2 : -value * 2 - 1;
  let at = start;
  while (rest >= 0x4000_0000) {
    bytes[at++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  while (rest >= 128) {
    bytes[at++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  return at;
}

/** Reads numbers one after the other. */
export class VarintReader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  next(): number {
    let byte = this.#bytes[this.at++] as number;
    if (byte < 128) return (byte & 1) === 0 ? byte >>> 1 : -((byte + 1) >>> 1);
    let value = byte & 127;
    let factor = 128;
    while (byte >= 128) {
      byte = this.#bytes[this.at++] as number;
      value += (byte & 127) * factor;
      factor *= 128;
      if (this.at > this.#bytes.length) throw new Error('a number ends outside its record');
    }
    return value % 2 === 0 ? value / 2 : -((value + 1) / 2);
  }
}
