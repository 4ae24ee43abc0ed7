// Encoders for the few AMQP 0-9-1 frames that a load generator sends. Nothing here runs per message.

/** Class id and method id as one number, the way they lie in the first four bytes of a method frame's payload. */
export const METHOD = {
  connectionStart: 0x000a000a,
  connectionStartOk: 0x000a000b,
  connectionTune: 0x000a001e,
  connectionTuneOk: 0x000a001f,
  connectionOpen: 0x000a0028,
  connectionOpenOk: 0x000a0029,
  connectionClose: 0x000a0032,
  connectionCloseOk: 0x000a0033,
  connectionBlocked: 0x000a003c,
  connectionUnblocked: 0x000a003d,
  channelOpen: 0x0014000a,
  channelOpenOk: 0x0014000b,
  channelClose: 0x00140028,
  exchangeDeclare: 0x0028000a,
  exchangeDeclareOk: 0x0028000b,
  exchangeDelete: 0x00280014,
  exchangeDeleteOk: 0x00280015,
  queueDeclare: 0x0032000a,
  queueDeclareOk: 0x0032000b,
  queueBind: 0x00320014,
  queueBindOk: 0x00320015,
  queueDelete: 0x00320028,
  queueDeleteOk: 0x00320029,
  basicQos: 0x003c000a,
  basicQosOk: 0x003c000b,
  basicConsume: 0x003c0014,
  basicConsumeOk: 0x003c0015,
  basicCancel: 0x003c001e,
  basicPublish: 0x003c0028,
  basicReturn: 0x003c0032,
  basicDeliver: 0x003c003c,
  basicAck: 0x003c0050,
  basicNack: 0x003c0078,
  confirmSelect: 0x0055000a,
  confirmSelectOk: 0x0055000b,
} as const;

export const FRAME_METHOD = 1;
export const FRAME_HEADER = 2;
export const FRAME_BODY = 3;
export const FRAME_END = 0xce;
/** Type, channel and size before the payload, the end octet after it. */
export const FRAME_OVERHEAD = 8;
export const FRAME_MAX = 131_072;
export const PROTOCOL_HEADER = Buffer.from('AMQP\x00\x00\x09\x01', 'latin1');
export const ACK_FRAME_BYTES = 21;

const HEADERS_FLAG = 0x2000;
const DELIVERY_MODE_FLAG = 0x1000;
const PRIORITY_FLAG = 0x0800;
const PERSISTENT = 2;

export const octet = (value: number): Buffer => Buffer.of(value);

export function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

export const shortString = (text: string): Buffer => Buffer.concat([octet(Buffer.byteLength(text)), Buffer.from(text)]);

export function longString(text: string): Buffer {
  return Buffer.concat([uint32(Buffer.byteLength(text)), Buffer.from(text)]);
}

/** A field table from already encoded fields (see `field`). */
export function table(...fields: Buffer[]): Buffer {
  const body = Buffer.concat(fields);
  return Buffer.concat([uint32(body.length), body]);
}

export function field(name: string, type: 't' | 'S' | 'F' | 'I' | 'l', value: Buffer): Buffer {
  return Buffer.concat([shortString(name), Buffer.from(type), value]);
}

export function frame(type: number, channel: number, payload: Buffer): Buffer {
  return Buffer.concat([octet(type), uint16(channel), uint32(payload.length), payload, octet(FRAME_END)]);
}

export function methodFrame(channel: number, method: number, ...args: Buffer[]): Buffer {
  return frame(FRAME_METHOD, channel, Buffer.concat([uint32(method), ...args]));
}

export interface Publish {
  readonly exchange: string;
  readonly routingKey: string;
  readonly bodyBytes: number;
  readonly persistent: boolean;
  /** An encoded field table. */
  readonly headers?: Buffer;
  readonly priority?: number;
}

/** The property list of a content header: flags, then the values in the order of their bits. */
function propertyList({ persistent, headers, priority }: Publish): Buffer {
  const list: readonly (readonly [flag: number, value: Buffer | undefined])[] = [
    [HEADERS_FLAG, headers],
    [DELIVERY_MODE_FLAG, persistent ? octet(PERSISTENT) : undefined],
    [PRIORITY_FLAG, priority === undefined ? undefined : octet(priority)],
  ];
  const given = list.filter(([, value]) => value !== undefined);
  const flags = given.reduce((all, [flag]) => all | flag, 0);
  return Buffer.concat([uint16(flags), ...given.map(([, value]) => value as Buffer)]);
}

/** The three frames of one basic.publish, and where its body starts in them. */
export function publishFrames(publish: Publish): { readonly bytes: Buffer; readonly bodyAt: number } {
  const { exchange, routingKey, bodyBytes } = publish;
  if (bodyBytes < 1 || bodyBytes > FRAME_MAX - FRAME_OVERHEAD) throw new Error('a body must fit in one frame');
  const reserved = uint16(0);
  const flags = octet(0);
  const method = methodFrame(1, METHOD.basicPublish, reserved, shortString(exchange), shortString(routingKey), flags);
  const properties = propertyList(publish);
  const header = frame(FRAME_HEADER, 1, Buffer.concat([uint16(60), uint16(0), uint64(bodyBytes), properties]));
  const body = frame(FRAME_BODY, 1, Buffer.alloc(bodyBytes, 'x'));
  return { bytes: Buffer.concat([method, header, body]), bodyAt: method.length + header.length + FRAME_OVERHEAD - 1 };
}

/** Writes one basic.ack at `at`; the buffer must have `ACK_FRAME_BYTES` of room there. */
export function writeAck(bytes: Buffer, at: number, deliveryTag: number, multiple: boolean): void {
  bytes[at] = FRAME_METHOD;
  bytes.writeUInt16BE(1, at + 1);
  bytes.writeUInt32BE(ACK_FRAME_BYTES - FRAME_OVERHEAD, at + 3);
  bytes.writeUInt32BE(METHOD.basicAck, at + 7);
  bytes.writeUInt32BE(Math.floor(deliveryTag / 0x1_0000_0000), at + 11);
  bytes.writeUInt32BE(deliveryTag >>> 0, at + 15);
  bytes[at + 19] = multiple ? 1 : 0;
  bytes[at + 20] = FRAME_END;
}
