import { FRAME_END, FRAME_METHOD, FRAME_OVERHEAD, METHOD, type Publish, publishFrames } from './amqp-frames';
import type { Wire } from './amqp-wire';
import { ConfirmWindow } from './confirm-window';
import { STAMP_BYTES, writeStamp } from './stamp';

const BATCH_BYTES = 64 * 1024;
/** Batches between two looks at the socket and the port when no confirm brings the producer to a stop. */
const BATCHES_PER_TURN = 4;

export interface ProducerOptions {
  /** Published in turn; all of the same length. */
  readonly publishes: readonly Publish[];
  /** Its number among the producers of a run, which stamps carry. */
  readonly index: number;
  readonly confirmWindow: number;
  /** Messages to publish; Infinity publishes until told to stop. */
  readonly quota: number;
  /** Every body carries the time, the producer and a sequence number. */
  readonly stamped: boolean;
}

/**
 * Publishes as fast as its window and the socket allow. The messages of an unstamped producer are the same bytes again
 * and again, encoded once: a batch is one view of one buffer and one write.
 */
export class Producer {
  readonly wire: Wire;
  private readonly options: ProducerOptions;
  published = 0;
  onStopped: () => void = () => {};
  private readonly messageBytes: number;
  private readonly bodyAt: number;
  private readonly batch: Buffer;
  private readonly batchCount: number;
  private readonly views: Buffer[] = [];
  private readonly confirms: ConfirmWindow | undefined;
  private quota: number;
  private hasStarted = false;
  private isDraining = false;
  private isTurnScheduled = false;

  constructor(wire: Wire, options: ProducerOptions) {
    this.wire = wire;
    this.options = options;
    const all = options.publishes.map(publishFrames);
    const { bytes, bodyAt } = all[0] as (typeof all)[number];
    if (all.some((other) => other.bytes.length !== bytes.length)) throw new Error('messages must be of one length');
    const { bodyBytes } = options.publishes[0] as Publish;
    if (options.stamped && bodyBytes < STAMP_BYTES) throw new Error(`a stamp takes ${STAMP_BYTES} bytes`);
    this.messageBytes = bytes.length;
    this.bodyAt = bodyAt;
    this.batchCount = Math.max(1, Math.floor(BATCH_BYTES / bytes.length));
    this.batch = Buffer.concat(
      Array.from({ length: this.batchCount }, (_, i) => (all[i % all.length] as (typeof all)[number]).bytes),
    );
    this.confirms = options.confirmWindow > 0 ? new ConfirmWindow(options.confirmWindow) : undefined;
    this.quota = options.quota;
    wire.parse = (chunk, at, end) => this.receive(chunk, at, end);
    wire.socket.on('drain', () => this.resume());
  }

  get confirmed(): number {
    return this.confirms?.confirmed ?? 0;
  }

  start(): void {
    this.hasStarted = true;
    this.publish();
  }

  /** Publishes nothing more; `onStopped` follows once everything published is written and confirmed. */
  stop(): void {
    this.quota = this.published;
    this.publish();
  }

  /** One message of its own, for a paced run. */
  publishOne(): void {
    if (this.published < this.quota) this.write(1);
  }

  private publish(): void {
    if (!this.hasStarted || this.wire.failure) return;
    let batches = 0;
    while (!this.isDraining) {
      const count = Math.min(this.batchCount, this.room(), this.quota - this.published);
      if (count <= 0) break;
      if (batches++ === BATCHES_PER_TURN) {
        this.scheduleTurn();
        break;
      }
      this.write(count);
    }
    this.stopIfDone();
  }

  private room(): number {
    return this.confirms ? this.confirms.size - (this.published - this.confirms.confirmed) : this.batchCount;
  }

  private write(count: number): void {
    const bytes = this.options.stamped ? this.stampedBatch(count) : this.sameBatch(count);
    this.published += count;
    if (!this.wire.socket.write(bytes)) this.isDraining = true;
  }

  private sameBatch(count: number): Buffer {
    const view = this.views[count] ?? this.batch.subarray(0, count * this.messageBytes);
    this.views[count] = view;
    return view;
  }

  private stampedBatch(count: number): Buffer {
    const bytes = Buffer.from(this.sameBatch(count));
    const time = process.hrtime.bigint();
    for (let i = 0; i < count; i++) {
      const stamp = { time, producer: this.options.index, sequence: this.published + i };
      writeStamp(bytes, i * this.messageBytes + this.bodyAt, stamp);
    }
    return bytes;
  }

  private stopIfDone(): void {
    const isConfirmed = !this.confirms || this.confirms.confirmed === this.published;
    if (this.published >= this.quota && isConfirmed) this.onStopped();
  }

  private scheduleTurn(): void {
    if (this.isTurnScheduled) return;
    this.isTurnScheduled = true;
    setImmediate(() => {
      this.isTurnScheduled = false;
      this.publish();
    });
  }

  private resume(): void {
    this.isDraining = false;
    this.publish();
  }

  private receive(bytes: Buffer, from: number, end: number): number {
    const { view } = this.wire;
    let at = from;
    while (end - at >= FRAME_OVERHEAD) {
      const next = at + view.getUint32(at + 3) + FRAME_OVERHEAD;
      if (next > end) break;
      if (view.getUint8(next - 1) !== FRAME_END) this.wire.fail(new Error('a frame does not end with 0xCE'));
      if (view.getUint8(at) === FRAME_METHOD) this.receiveMethod(bytes, at + 7);
      at = next;
    }
    this.publish();
    return at;
  }

  private receiveMethod(bytes: Buffer, payloadAt: number): void {
    const { view } = this.wire;
    const method = view.getUint32(payloadAt);
    if (method === METHOD.basicAck && this.confirms) {
      const tag = view.getUint32(payloadAt + 4) * 0x1_0000_0000 + view.getUint32(payloadAt + 8);
      this.confirms.settle(tag, view.getUint8(payloadAt + 12) === 1);
    } else if (method === METHOD.basicNack) {
      this.wire.fail(new Error('broker answered a publish with basic.nack'));
    } else {
      this.wire.receiveRareMethod(bytes, payloadAt);
    }
  }
}
