import {
  FRAME_BODY,
  FRAME_END,
  FRAME_HEAD_BYTES,
  FRAME_HEADER,
  FRAME_METHOD,
  FRAME_OVERHEAD_BYTES,
  readUint16,
  readUint32,
} from '@/server/amqp/frame';
import { encodeMethod } from '@/server/amqp/method-codec';
import { propertiesCodec } from '@/server/amqp/properties-codec';
import { type FieldType, METHODS, type MethodArgs, type MethodName } from '@/server/amqp/spec';
import { Writer } from '@/server/amqp/writer';
import { EMPTY_TABLE } from '@/server/broker/field-table';
import type { Properties } from '@/server/broker/properties';

export const PROTOCOL_HEADER = Uint8Array.of(0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1);

export interface Frame {
  readonly type: number;
  readonly channel: number;
  readonly payload: Uint8Array;
}

/** Method arguments of which those left out are zero, empty or false. */
export type SomeArgs<M extends MethodName> = Partial<MethodArgs<M>>;

export interface Publish {
  readonly exchange?: string;
  readonly routingKey?: string;
  readonly mandatory?: boolean;
  readonly immediate?: boolean;
  readonly properties?: Properties;
  readonly body?: Uint8Array | string;
  /** How large the body frames may be; 131072 unless said. */
  readonly frameMaxBytes?: number;
}

const ZEROS: Readonly<Record<FieldType, unknown>> = {
  bit: false,
  octet: 0,
  short: 0,
  long: 0,
  longlong: 0,
  shortstr: '',
  longstr: '',
  bytes: new Uint8Array(0),
  table: EMPTY_TABLE,
};

export function frame(type: number, channel: number, payload: Uint8Array): Uint8Array {
  const writer = new Writer();
  writer.octet(type);
  writer.short(channel);
  writer.bytes(payload);
  writer.octet(FRAME_END);
  return writer.done().slice();
}

export function methodFrame<M extends MethodName>(channel: number, name: M, args: SomeArgs<M> = {}): Uint8Array {
  const fields = Object.entries(METHODS[name][2]) as [string, FieldType][];
  const zeros = Object.fromEntries(fields.map(([field, type]) => [field, ZEROS[type]]));
  const whole: unknown = { ...zeros, ...args };
  return frame(FRAME_METHOD, channel, encodeMethod(name, whole as MethodArgs<M>));
}

export function headerFrame(channel: number, bodyBytes: number, properties: Properties = {}): Uint8Array {
  const writer = new Writer();
  writer.short(60);
  writer.short(0);
  writer.longlong(bodyBytes);
  writer.raw(propertiesCodec.encode(properties));
  return frame(FRAME_HEADER, channel, writer.done());
}

export function bodyFrames(channel: number, body: Uint8Array, frameMaxBytes: number): Uint8Array[] {
  const piece = frameMaxBytes - FRAME_OVERHEAD_BYTES;
  const frames: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += piece)
    frames.push(frame(FRAME_BODY, channel, body.subarray(at, at + piece)));
  return frames;
}

/** basic.publish with its content, as one piece of bytes. */
export function publishFrames(channel: number, publish: Publish): Uint8Array {
  const { body = '', frameMaxBytes = 131072, properties, ...args } = publish;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return Buffer.concat([
    methodFrame(channel, 'basic.publish', args),
    headerFrame(channel, bytes.length, properties),
    ...bodyFrames(channel, bytes, frameMaxBytes),
  ]);
}

/** Cuts the whole frames off the beginning of the bytes, and returns what is left over. */
export function cutFrames(bytes: Uint8Array): { readonly frames: Frame[]; readonly rest: Uint8Array } {
  const frames: Frame[] = [];
  let at = 0;
  while (bytes.length - at >= FRAME_HEAD_BYTES) {
    const size = readUint32(bytes, at + 3);
    const end = at + size + FRAME_OVERHEAD_BYTES;
    if (end > bytes.length) break;
    if (bytes[end - 1] !== FRAME_END) throw new Error(`the broker sent a frame that ends in ${bytes[end - 1]}`);
    const payload = bytes.slice(at + FRAME_HEAD_BYTES, end - 1);
    frames.push({ type: bytes[at] as number, channel: readUint16(bytes, at + 1), payload });
    at = end;
  }
  return { frames, rest: bytes.subarray(at) };
}
