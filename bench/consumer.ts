import {
  ACK_FRAME_BYTES,
  FRAME_BODY,
  FRAME_END,
  FRAME_HEADER,
  FRAME_OVERHEAD,
  METHOD,
  methodFrame,
  octet,
  shortString,
  uint16,
  uint32,
  writeAck,
} from './amqp-frames';
import type { Wire } from './amqp-wire';

export interface ConsumerOptions {
  readonly queue: string;
  readonly ackEvery: number;
  readonly prefetchCount: number;
  /** The encoded arguments of basic.consume; none unless given. */
  readonly arguments?: Buffer;
  /** Told where each body frame's bytes lie; without it they are only stepped over. */
  readonly onBody?: ((bytes: Buffer, bodyAt: number) => void) | undefined;
  /** Told once a read how many messages it completed. */
  readonly onConsumed: (count: number) => void;
}

const NO_ACK = 2;
const NO_ACKS = Buffer.alloc(0);

/**
 * Counts deliveries by stepping from frame to frame; acknowledges once a read, in one write. No published body is empty
 * or larger than a frame, so a message is complete with its body frame.
 */
export class Consumer {
  readonly wire: Wire;
  private readonly options: ConsumerOptions;
  private deliveryTag = 0;
  private unacked = 0;
  private bodyLeft = 0;
  private acks = NO_ACKS;
  private acksEnd = 0;

  constructor(wire: Wire, options: ConsumerOptions) {
    this.wire = wire;
    this.options = options;
  }

  async consume(): Promise<void> {
    const { queue, ackEvery, prefetchCount } = this.options;
    if (prefetchCount > 0) {
      const qos = methodFrame(1, METHOD.basicQos, uint32(0), uint16(prefetchCount), octet(0));
      await this.wire.call(qos, METHOD.basicQosOk);
    }
    const flags = octet(ackEvery > 0 ? 0 : NO_ACK);
    const args = [uint16(0), shortString(queue), shortString(''), flags, this.options.arguments ?? uint32(0)];
    // Deliveries may come in one piece with basic.consume-ok.
    this.wire.parse = (bytes, at, end) => this.receive(bytes, at, end);
    await this.wire.call(methodFrame(1, METHOD.basicConsume, ...args), METHOD.basicConsumeOk);
  }

  /** The last few deliveries of a run are fewer than `ackEvery`; they would stay unacked without this. */
  ackRest(): void {
    if (this.unacked > 0) this.ack();
    this.flushAcks();
  }

  private receive(bytes: Buffer, from: number, end: number): number {
    const { view } = this.wire;
    const { onBody, onConsumed, ackEvery } = this.options;
    let { bodyLeft } = this;
    let at = from;
    let completed = 0;
    while (end - at >= FRAME_OVERHEAD) {
      const size = view.getUint32(at + 3);
      const next = at + size + FRAME_OVERHEAD;
      if (next > end) break;
      if (view.getUint8(next - 1) !== FRAME_END) this.wire.fail(new Error('a frame does not end with 0xCE'));
      const type = view.getUint8(at);
      if (type === FRAME_BODY) {
        if (onBody) onBody(bytes, at + 7);
        bodyLeft -= size;
        if (bodyLeft === 0) completed += 1;
        if (bodyLeft === 0 && ackEvery > 0) this.complete();
      } else if (type === FRAME_HEADER) {
        bodyLeft = view.getUint32(at + 15);
      } else if (view.getUint32(at + 7) !== METHOD.basicDeliver) {
        this.wire.receiveMethod(bytes, at + 7, next - 1);
      } else if (ackEvery > 0) {
        this.readDeliveryTag(at + 7);
      }
      at = next;
    }
    this.bodyLeft = bodyLeft;
    this.flushAcks();
    if (completed > 0) onConsumed(completed);
    return at;
  }

  private readDeliveryTag(payloadAt: number): void {
    const { view } = this.wire;
    const tagAt = payloadAt + 5 + view.getUint8(payloadAt + 4);
    this.deliveryTag = view.getUint32(tagAt) * 0x1_0000_0000 + view.getUint32(tagAt + 4);
  }

  private complete(): void {
    this.unacked += 1;
    if (this.unacked >= this.options.ackEvery) this.ack();
  }

  private ack(): void {
    if (this.acks.length - this.acksEnd < ACK_FRAME_BYTES) {
      this.flushAcks();
      this.acks = Buffer.allocUnsafeSlow(ACK_FRAME_BYTES * 1024);
      this.acksEnd = 0;
    }
    writeAck(this.acks, this.acksEnd, this.deliveryTag, this.options.ackEvery > 1);
    this.acksEnd += ACK_FRAME_BYTES;
    this.unacked = 0;
  }

  /** A written piece may still wait in the socket, so its bytes are never used again. */
  private flushAcks(): void {
    if (this.acksEnd === 0) return;
    this.wire.socket.write(this.acks.subarray(0, this.acksEnd));
    this.acks = this.acks.subarray(this.acksEnd);
    this.acksEnd = 0;
  }
}
