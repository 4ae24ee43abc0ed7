// The first 16 bytes of a stamped body: send time in nanoseconds (one monotonic clock for all threads of a machine),
// the producer's number, its sequence number.

export const STAMP_BYTES = 16;

export interface Stamp {
  readonly time: bigint;
  readonly producer: number;
  readonly sequence: number;
}

export function writeStamp(bytes: Buffer, at: number, stamp: Stamp): void {
  bytes.writeBigUInt64BE(stamp.time, at);
  bytes.writeUInt32BE(stamp.producer, at + 8);
  bytes.writeUInt32BE(stamp.sequence, at + 12);
}

export function readStamp(bytes: Buffer, at: number): Stamp {
  return {
    time: bytes.readBigUInt64BE(at),
    producer: bytes.readUInt32BE(at + 8),
    sequence: bytes.readUInt32BE(at + 12),
  };
}
