/*
 * A frame (spec section 4.2.3):
 *
 *   octet   short     long             size octets   octet
 *   +------+---------+----------------+-------------+-----+
 *   | type | channel | size           | payload     | CE  |
 *   +------+---------+----------------+-------------+-----+
 */
export const FRAME_METHOD = 1;
export const FRAME_HEADER = 2;
export const FRAME_BODY = 3;
export const FRAME_HEARTBEAT = 8;
export const FRAME_END = 0xce;
/** Bytes before the payload. */
export const FRAME_HEAD_BYTES = 7;
/** Bytes of a frame beside its payload. */
export const FRAME_OVERHEAD_BYTES = 8;
/** The least frame-max that a client may ask for (spec section 4.2.3; RabbitMQ asks for 8192 since 4.1). */
export const FRAME_MIN_BYTES = 4096;

export const CLASS_BASIC = 60;
/** Class and method ids in one number, as they stand at the start of a method frame's payload. */
export const BASIC_PUBLISH = 60 * 0x10000 + 40;
export const BASIC_ACK = 60 * 0x10000 + 80;

export function readUint32(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] as number) << 24) |
      ((bytes[at + 1] as number) << 16) |
      ((bytes[at + 2] as number) << 8) |
      (bytes[at + 3] as number)) >>>
    0
  );
}

export function readUint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
}
