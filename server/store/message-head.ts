import { ADDRESS_BYTES_AT, BODY_BYTES_AT, DIED_FLAG, PROPERTIES_BYTES_AT, QUEUE_COUNT_AT, TIME_AT } from './layout';

export interface MessageHead {
  readonly kind: number;
  readonly hasDied: boolean;
  readonly queueCount: number;
  readonly addressBytes: number;
  readonly propertiesBytes: number;
  readonly bodyBytes: number;
  readonly time: number;
}

export function writeMessageHead(view: DataView, at: number, head: MessageHead): void {
  view.setUint8(at, head.hasDied ? head.kind | DIED_FLAG : head.kind);
  view.setUint16(at + QUEUE_COUNT_AT, head.queueCount);
  view.setUint16(at + ADDRESS_BYTES_AT, head.addressBytes);
  view.setUint32(at + PROPERTIES_BYTES_AT, head.propertiesBytes);
  view.setUint32(at + BODY_BYTES_AT, head.bodyBytes);
  view.setFloat64(at + TIME_AT, head.time);
}
