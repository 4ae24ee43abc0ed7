import { Address, Message } from '@/server/broker/message';
import { Slab } from '@/server/broker/message-memory';
import type { MessageHolder } from '@/server/broker/store';
import { MESSAGE_HEAD_BYTES, messageRecordBytes, readMessageRecord } from './layout';
import type { MessageLog } from './message-log';

/** Bytes read at a time, in the background and while somebody waits. */
const READ_AHEAD_BYTES = 512 * 1024;
const READ_NOW_BYTES = 32 * 1024;

/** Bytes of the log from a message record on: that record at least. */
export async function readRecords(log: MessageLog, position: number): Promise<Uint8Array> {
  const segment = log.segmentAt(position);
  // What is written while the file is read may be read half: it is left to the next time.
  let bytes = new Uint8Array(Math.min(READ_AHEAD_BYTES, log.writtenEnd - position));
  await segment.use(log.options.files, async (file) => {
    bytes = bytes.subarray(0, await file.read(bytes, position - segment.base));
    const wanted = recordBytesOf(bytes);
    if (wanted <= bytes.length) return;
    bytes = new Uint8Array(wanted);
    await file.read(bytes, position - segment.base);
  });
  return bytes;
}

/** The same at once, from memory where it has not gone to the disk yet. */
export function readRecordsNow(log: MessageLog, position: number): Uint8Array {
  const held = log.inMemory(position);
  if (held !== null) return held;
  const segment = log.segmentAt(position);
  const { file } = segment;
  if (file === null) throw new Error(`the segment ${segment.path} is not open`);
  let bytes = new Uint8Array(Math.min(READ_NOW_BYTES, log.writtenEnd - position));
  bytes = bytes.subarray(0, file.readNow(bytes, position - segment.base));
  const wanted = recordBytesOf(bytes);
  if (wanted > bytes.length) {
    bytes = new Uint8Array(wanted);
    file.readNow(bytes, position - segment.base);
  }
  return bytes;
}

/** The length of the message record that the bytes begin with. */
function recordBytesOf(bytes: Uint8Array): number {
  if (bytes.length < MESSAGE_HEAD_BYTES) throw new Error('a paged message is not where it should be');
  return messageRecordBytes(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0);
}

const utf8 = new TextDecoder();

/** Makes messages of records; those that were published to the same address share it. */
export class RecordReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #holder: MessageHolder;
  #address: Address | null = null;
  /** The bytes as memory of messages; null until somebody looks. */
  #slab: Slab | null = null;
  record = { kind: 0, key: Number.NaN, time: 0, hasDied: false };

  constructor(bytes: Uint8Array, holder: MessageHolder) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#holder = holder;
  }

  hasWhole(at: number): boolean {
    return (
      at + MESSAGE_HEAD_BYTES <= this.#bytes.length && at + messageRecordBytes(this.#view, at) <= this.#bytes.length
    );
  }

  message(at: number): Message {
    const record = readMessageRecord(this.#view, at);
    this.record = record;
    const contentAt = record.addressAt + record.addressBytes;
    const address = this.#addressOf(this.#bytes.subarray(record.addressAt, contentAt));
    const message = this.#holder.host.memory.allocate(address, record.propertiesBytes, record.bodyBytes);
    message.slab.bytes.set(this.#bytes.subarray(contentAt, record.end), message.offset);
    return message;
  }

  /** A message that is a view of the bytes: for as long as these are what they are, and nobody frees it. */
  look(at: number): Message {
    const record = readMessageRecord(this.#view, at);
    const contentAt = record.addressAt + record.addressBytes;
    const address = this.#addressOf(this.#bytes.subarray(record.addressAt, contentAt));
    this.#slab ??= new Slab(this.#bytes);
    return new Message(address, this.#slab, contentAt, record.propertiesBytes, record.bodyBytes);
  }

  #addressOf(bytes: Uint8Array): Address {
    const known = this.#address?.block.bytes;
    if (this.#address !== null && known?.length === bytes.length && known.every((byte, i) => byte === bytes[i])) {
      return this.#address;
    }
    this.#address = addressOf(bytes);
    return this.#address;
  }
}

/** An address of its two short strings. */
export function addressOf(bytes: Uint8Array): Address {
  const exchangeEnd = 1 + (bytes[0] as number);
  const exchange = utf8.decode(bytes.subarray(1, exchangeEnd));
  return new Address(exchange, utf8.decode(bytes.subarray(exchangeEnd + 1)), bytes.slice());
}
