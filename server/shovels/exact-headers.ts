import type { ChannelModel } from 'amqplib';
import { propertiesCodec } from '@/server/amqp/properties-codec';
import type { FieldTable, FieldValue } from '@/server/broker/field-table';

/** What amqplib has inside that matters here: it takes one frame after the other from the bytes that have come. */
interface FrameSource {
  rest: Buffer;
  recvFrame(): { fields?: { headers?: unknown } } | false;
}

const HEADER_FRAME = 2;
const FRAME_START_BYTES = 7;
/** Class, weight and body size come before the property flags of a content header. */
const PROPERTIES_AT = FRAME_START_BYTES + 12;

/**
 * Makes a connection keep the types of header fields. amqplib reads all numbers as JavaScript's, and writes them as the
 * smallest type that holds them: a consumer in a language with types would see another message than was published. So the
 * headers of each message are read a second time, into the form in which amqplib lets one name the type.
 */
export function keepHeaderTypes(model: ChannelModel): void {
  const { connection } = model as unknown as { readonly connection: FrameSource };
  const receive = connection.recvFrame;
  connection.recvFrame = () => {
    const { rest } = connection;
    const frame = receive.call(connection);
    if (frame && frame.fields?.headers !== undefined && startsWithContentHeader(rest)) {
      const end = FRAME_START_BYTES + rest.readUInt32BE(3);
      const { headers } = propertiesCodec.decode(rest.subarray(PROPERTIES_AT, end));
      if (headers !== undefined) frame.fields.headers = typedTable(headers);
    }
    return frame;
  };
}

/** amqplib reads more and calls itself again when the frame is not whole yet: then the inner call has seen it. */
function startsWithContentHeader(bytes: Buffer): boolean {
  if (bytes.length <= FRAME_START_BYTES || bytes.readUInt8(0) !== HEADER_FRAME) return false;
  return bytes.length > FRAME_START_BYTES + bytes.readUInt32BE(3);
}

function typedTable(table: FieldTable): Record<string, unknown> {
  return Object.fromEntries([...table].map(([name, field]) => [name, typedValue(field)]));
}

function typedValue(field: FieldValue): unknown {
  switch (field.type) {
    case 'void':
      return null;
    case 'bool':
    case 'longstr':
      return field.value;
    case 'binary':
      return Buffer.from(field.value);
    case 'array':
      return field.value.map(typedValue);
    case 'table':
      return typedTable(field.value);
    case 'decimal':
      return { '!': 'decimal', value: { places: field.scale, digits: field.value } };
    default:
      return { '!': AMQPLIB_NAMES[field.type], value: field.value };
  }
}

/** The value of a header that may have its type beside it. */
export function plainHeader(header: unknown): unknown {
  const hasType = typeof header === 'object' && header !== null && '!' in header && 'value' in header;
  return hasType ? header.value : header;
}

const AMQPLIB_NAMES = {
  byte: 'int8',
  unsignedbyte: 'uint8',
  short: 'int16',
  unsignedshort: 'uint16',
  signedint: 'int32',
  unsignedint: 'uint32',
  long: 'int64',
  timestamp: 'timestamp',
  float: 'float',
  double: 'double',
} as const;
