import {
  FRAME_MAX,
  field,
  longString,
  METHOD,
  methodFrame,
  octet,
  PROTOCOL_HEADER,
  shortString,
  table,
  uint16,
  uint32,
} from './amqp-frames';
import type { AmqpUrl } from './amqp-url';
import { Wire } from './amqp-wire';

export interface ServerProduct {
  readonly product: string;
  readonly version: string;
}

export interface OpenedWire {
  readonly wire: Wire;
  readonly server: ServerProduct;
}

const CAPABILITIES = [
  'publisher_confirms',
  'consumer_cancel_notify',
  'basic.nack',
  'connection.blocked',
  'authentication_failure_close',
];

/** Opens a connection and its channel 1. Heartbeats are off, as a load generator is never idle. */
export async function openWire(url: AmqpUrl, options: { readBytes?: number } = {}): Promise<OpenedWire> {
  const wire = new Wire(url, options.readBytes);
  const start = await wire.call(PROTOCOL_HEADER, METHOD.connectionStart);
  const capabilities = CAPABILITIES.map((name) => field(name, 't', octet(1)));
  const properties = table(
    field('product', 'S', longString('Warren bench')),
    field('capabilities', 'F', table(...capabilities)),
  );
  const response = longString(`\0${url.user}\0${url.password}`);
  const startOk = [properties, shortString('PLAIN'), response, shortString('en_US')];
  const tune = await wire.call(methodFrame(0, METHOD.connectionStartOk, ...startOk), METHOD.connectionTune);
  const channelMax = tune.readUInt16BE(0) || 2047;
  const frameMax = Math.min(tune.readUInt32BE(2) || FRAME_MAX, FRAME_MAX);
  wire.socket.write(methodFrame(0, METHOD.connectionTuneOk, uint16(channelMax), uint32(frameMax), uint16(0)));
  const open = methodFrame(0, METHOD.connectionOpen, shortString(url.vhost), octet(0), octet(0));
  await wire.call(open, METHOD.connectionOpenOk);
  await wire.call(methodFrame(1, METHOD.channelOpen, octet(0)), METHOD.channelOpenOk);
  return { wire, server: readProduct(start) };
}

/** Only the top-level strings of server-properties matter; a nested table is stepped over as a whole. */
function readProduct(start: Buffer): ServerProduct {
  const strings = new Map<string, string>();
  let at = 6;
  const end = at + start.readUInt32BE(2);
  while (at < end) {
    const nameEnd = at + 1 + start.readUInt8(at);
    const name = start.toString('utf8', at + 1, nameEnd);
    const type = String.fromCharCode(start.readUInt8(nameEnd));
    const valueAt = nameEnd + 1;
    if (type === 'S' || type === 'F' || type === 'A') {
      const valueEnd = valueAt + 4 + start.readUInt32BE(valueAt);
      if (type === 'S') strings.set(name, start.toString('utf8', valueAt + 4, valueEnd));
      at = valueEnd;
    } else if (type === 't' || type === 'b') {
      at = valueAt + 1;
    } else if (type === 'I') {
      at = valueAt + 4;
    } else {
      break;
    }
  }
  return { product: strings.get('product') ?? 'unknown broker', version: strings.get('version') ?? '?' };
}
