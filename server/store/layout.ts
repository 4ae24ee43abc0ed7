/**
 * How the log lies on disk. Segments hold batches, one behind the other. A batch is what one write put there: a head with
 * its length, a CRC over everything behind the CRC, its position in the log, and the position up to which the log was
 * known to be safe when it was written; then records. All numbers are big-endian. The time of a message is when it came.
 *
 *   batch    magic:4 length:4 crc:4 position:f64 synced:f64 record*
 *   message  kind:1 queues:2 address:2 properties:4 body:4 time:f64 (queue:4)* address properties body
 *   copy     the same, with key:f64 previous:f64 before the queues
 *   spill    the same as message
 *   settle   kind:1 queue:4 count:4 bytes:4 first:f64 delta*
 *   drop     kind:1 queue:4 from:f64 to:f64
 *   attempts kind:1 queue:4 acquired:4 failed:4 key:f64
 *   gap      kind:1, to the end of its batch: in the place of what a repair could not read
 */
export const FORMAT_VERSION = 3;
/** Format 1 had no flag in the kind of a record, format 2 no attempts. */
export const OLDEST_FORMAT_VERSION = 1;

export const BATCH_MAGIC = 0x57524e31;
export const BATCH_LENGTH_AT = 4;
export const BATCH_CRC_AT = 8;
export const BATCH_POSITION_AT = 12;
export const BATCH_SYNCED_AT = 20;
export const BATCH_HEAD_BYTES = 28;

export const KIND = {
  /** A message as it was published. Its position is its identity, and its key. */
  message: 1,
  /** A message copied forward: what was at `previous` is here now, for these queues; it keeps its key. */
  copy: 2,
  /** A transient message that did not fit into memory: forgotten at a restart. */
  spill: 3,
  /** Positions of messages that have left a queue for good, as differences. */
  settle: 4,
  /** All messages of a queue with keys from and to, both included, have left it. */
  drop: 5,
  /** What was here is lost; nothing follows in the batch. */
  gap: 6,
  /** How often the message with this key came back to a quorum queue; the last note counts. */
  attempts: 7,
} as const;

/** Stands in the kind of a message that the broker has dead-lettered: its history in x-death is the broker's own. */
export const DIED_FLAG = 0x40;

/** The kind of a record, without its flag. */
export const kindOf = (view: DataView, at: number): number => view.getUint8(at) & ~DIED_FLAG;

export const QUEUE_COUNT_AT = 1;
export const ADDRESS_BYTES_AT = 3;
export const PROPERTIES_BYTES_AT = 5;
export const BODY_BYTES_AT = 9;
export const TIME_AT = 13;
export const MESSAGE_HEAD_BYTES = 21;
/** Key and previous position of a copy. */
export const COPY_EXTRA_BYTES = 16;
export const SETTLE_HEAD_BYTES = 21;
export const DROP_BYTES = 21;
export const ATTEMPTS_BYTES = 21;

/** A message record, taken apart. Offsets are into the bytes that it was read from. */
export interface MessageRecord {
  readonly kind: number;
  readonly hasDied: boolean;
  readonly queueCount: number;
  readonly queuesAt: number;
  readonly addressAt: number;
  readonly addressBytes: number;
  readonly propertiesBytes: number;
  readonly bodyBytes: number;
  /** Milliseconds since the epoch when it came to its queues. */
  readonly time: number;
  /** NaN for the kinds that have none. */
  readonly key: number;
  readonly previous: number;
  readonly end: number;
}

/** The length of the message record at `at`, of which at least the head must be there. */
export function messageRecordBytes(view: DataView, at: number): number {
  const extra = kindOf(view, at) === KIND.copy ? COPY_EXTRA_BYTES : 0;
  const head = MESSAGE_HEAD_BYTES + extra + 4 * view.getUint16(at + QUEUE_COUNT_AT);
  const content = view.getUint32(at + PROPERTIES_BYTES_AT) + view.getUint32(at + BODY_BYTES_AT);
  return head + view.getUint16(at + ADDRESS_BYTES_AT) + content;
}

export function readMessageRecord(view: DataView, at: number): MessageRecord {
  const kind = kindOf(view, at);
  const isCopy = kind === KIND.copy;
  const queueCount = view.getUint16(at + QUEUE_COUNT_AT);
  const addressBytes = view.getUint16(at + ADDRESS_BYTES_AT);
  const queuesAt = at + MESSAGE_HEAD_BYTES + (isCopy ? COPY_EXTRA_BYTES : 0);
  return {
    kind,
    hasDied: (view.getUint8(at) & DIED_FLAG) !== 0,
    queueCount,
    queuesAt,
    addressAt: queuesAt + 4 * queueCount,
    addressBytes,
    propertiesBytes: view.getUint32(at + PROPERTIES_BYTES_AT),
    bodyBytes: view.getUint32(at + BODY_BYTES_AT),
    time: view.getFloat64(at + TIME_AT),
    key: isCopy ? view.getFloat64(at + MESSAGE_HEAD_BYTES) : Number.NaN,
    previous: isCopy ? view.getFloat64(at + MESSAGE_HEAD_BYTES + 8) : Number.NaN,
    end: at + messageRecordBytes(view, at),
  };
}
