import { connect, type Socket } from 'node:net';
import { FRAME_END, FRAME_MAX, FRAME_METHOD, FRAME_OVERHEAD, METHOD, methodFrame, uint16 } from './amqp-frames';
import type { AmqpUrl } from './amqp-url';

// One AMQP connection over a raw socket. The socket reads into one buffer for ever; what a frame leaves unread is moved
// in front of the place where the next read lands, so a parser always sees whole frames in one piece:
//
//   |            room for the unread tail | next read ...          |
//                              at ^ tail  ^ TAIL_BYTES        end ^

const TAIL_BYTES = FRAME_MAX + FRAME_OVERHEAD;
const READ_BYTES = 256 * 1024;
/** Enough that one batch is always accepted while the one before it drains. */
const WRITE_AHEAD_BYTES = 256 * 1024;
const CLOSE_TIMEOUT_MS = 2_000;

/** Reads whole frames from `at` and answers where it stopped: at the first byte that it could not use yet. */
type FrameParser = (bytes: Buffer, at: number, end: number) => number;

interface PendingReply {
  readonly method: number;
  readonly resolve: (args: Buffer) => void;
  readonly reject: (error: Error) => void;
}

export class Wire {
  readonly socket: Socket;
  /** The memory that parsers read from, seen as integers: the engine turns its getters into single loads. */
  readonly view: DataView;
  parse: FrameParser;
  onFailure: (error: Error) => void = () => {};
  onBlocked: (reason: string) => void = () => {};
  isBlocked = false;
  failure: Error | undefined;
  private readonly memory: Buffer;
  private readonly replies: PendingReply[] = [];
  private tailBytes = 0;
  private isClosing = false;

  constructor(url: AmqpUrl, readBytes = READ_BYTES) {
    this.memory = Buffer.allocUnsafeSlow(TAIL_BYTES + readBytes);
    this.view = new DataView(this.memory.buffer, this.memory.byteOffset, this.memory.length);
    this.parse = (bytes, at, end) => this.parseReplies(bytes, at, end);
    const onread = { buffer: this.memory.subarray(TAIL_BYTES), callback: (count: number) => this.receive(count) };
    const options = { host: url.host, port: url.port, onread, noDelay: true, writableHighWaterMark: WRITE_AHEAD_BYTES };
    this.socket = connect(options);
    this.socket.on('error', (error) => this.fail(new Error(`connection to ${url.host}:${url.port}: ${error.message}`)));
    this.socket.on('end', () => this.fail(new Error('the broker closed the socket without connection.close')));
  }

  /** Sends one method on a channel and waits for its reply; answers the reply's arguments. */
  call(request: Buffer, reply: number): Promise<Buffer> {
    if (this.failure) return Promise.reject(this.failure);
    const answer = this.expect(reply);
    this.socket.write(request);
    return answer;
  }

  expect(method: number): Promise<Buffer> {
    return new Promise((resolve, reject) => this.replies.push({ method, resolve, reject }));
  }

  /** Closes by the book, so that the broker has processed every ack sent before; gives up after two seconds. */
  async close(): Promise<void> {
    if (!this.failure && !this.socket.destroyed) {
      this.isClosing = true;
      this.parse = (bytes, at, end) => this.parseReplies(bytes, at, end);
      const args = [uint16(200), Buffer.of(0), uint16(0), uint16(0)];
      const closed = this.call(methodFrame(0, METHOD.connectionClose, ...args), METHOD.connectionCloseOk);
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSE_TIMEOUT_MS);
      });
      await Promise.race([closed.catch(() => {}), timeout]);
      clearTimeout(timer);
    }
    this.destroy();
  }

  destroy(): void {
    this.isClosing = true;
    this.socket.destroy();
  }

  /** Closes and alarms. Anything else is of no interest to a load generator. */
  receiveRareMethod(bytes: Buffer, payloadAt: number): void {
    const method = bytes.readUInt32BE(payloadAt);
    const args = payloadAt + 4;
    if (method === METHOD.connectionClose || method === METHOD.channelClose) {
      const scope = method === METHOD.connectionClose ? 'connection' : 'channel';
      this.fail(new Error(`broker closed the ${scope}: ${bytes.readUInt16BE(args)} ${shortStringAt(bytes, args + 2)}`));
    } else if (method === METHOD.connectionBlocked) {
      this.isBlocked = true;
      this.onBlocked(shortStringAt(bytes, args));
    } else if (method === METHOD.connectionUnblocked) {
      this.isBlocked = false;
    } else if (method === METHOD.basicCancel) {
      this.fail(new Error(`broker cancelled consumer '${shortStringAt(bytes, args)}'`));
    } else if (method === METHOD.basicReturn) {
      this.fail(new Error(`broker returned a message: ${bytes.readUInt16BE(args)} ${shortStringAt(bytes, args + 2)}`));
    }
  }

  fail(error: Error): void {
    if (this.failure || this.isClosing) return;
    this.failure = error;
    this.socket.destroy();
    for (const reply of this.replies.splice(0)) reply.reject(error);
    this.onFailure(error);
  }

  private receive(count: number): boolean {
    const end = TAIL_BYTES + count;
    const at = this.parse(this.memory, TAIL_BYTES - this.tailBytes, end);
    this.tailBytes = end - at;
    if (this.tailBytes > TAIL_BYTES)
      this.fail(new Error('the broker sent a frame larger than the negotiated frame-max'));
    else if (this.tailBytes > 0) this.memory.copy(this.memory, TAIL_BYTES - this.tailBytes, at, end);
    return true;
  }

  private parseReplies(bytes: Buffer, from: number, end: number): number {
    let at = from;
    while (end - at >= FRAME_OVERHEAD) {
      const next = at + bytes.readUInt32BE(at + 3) + FRAME_OVERHEAD;
      if (next > end) break;
      if (bytes[next - 1] !== FRAME_END) this.fail(new Error('a frame does not end with 0xCE'));
      if (bytes[at] === FRAME_METHOD) this.receiveMethod(bytes, at + 7, next - 1);
      at = next;
    }
    return at;
  }

  /** A method that no hot loop knows: the reply that was asked for, or one that came by itself. */
  receiveMethod(bytes: Buffer, payloadAt: number, payloadEnd: number): void {
    const pending = this.replies[0];
    if (pending?.method === bytes.readUInt32BE(payloadAt)) {
      this.replies.shift();
      pending.resolve(Buffer.from(bytes.subarray(payloadAt + 4, payloadEnd)));
    } else {
      this.receiveRareMethod(bytes, payloadAt);
    }
  }
}

function shortStringAt(bytes: Buffer, at: number): string {
  return bytes.toString('utf8', at + 1, at + 1 + bytes.readUInt8(at));
}
