import { connect, type Socket } from 'node:net';
import { FRAME_BODY, FRAME_HEADER, FRAME_HEARTBEAT, FRAME_METHOD, readUint32 } from '@/server/amqp/frame';
import { decodeMethod } from '@/server/amqp/method-codec';
import { propertiesCodec } from '@/server/amqp/properties-codec';
import type { MethodArgs, MethodName } from '@/server/amqp/spec';
import type { Properties } from '@/server/broker/properties';
import { cutFrames, type Frame, methodFrame, type Publish, publishFrames, type SomeArgs } from './raw-frames';

const PATIENCE_MS = 5000;

/** Methods that are answered by a method of the same name with `-ok`. */
type Request = { [M in MethodName]: `${M}-ok` extends MethodName ? M : never }[MethodName];

export interface Content<M extends MethodName> {
  readonly args: MethodArgs<M>;
  readonly properties: Properties;
  readonly body: Buffer;
  /** The payload sizes of its body frames. */
  readonly bodyFrameSizes: readonly number[];
}

/**
 * An AMQP client that sends what it is told and says in what order what came back. Every `expect` takes the very next
 * frame, heartbeats apart: a frame too many makes a test fail.
 */
export class RawClient {
  readonly socket: Socket;
  #unread: Uint8Array = new Uint8Array(0);
  readonly #chunks: Uint8Array[] = [];
  readonly #frames: Frame[] = [];
  #wake: (() => void) | null = null;
  heartbeats = 0;
  isClosed = false;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      this.#chunks.push(chunk);
      this.#wake?.();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.isClosed = true;
      this.#wake?.();
    });
  }

  static async connect(port: number): Promise<RawClient> {
    const socket = connect({ host: '127.0.0.1', port });
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new RawClient(socket);
  }

  // Sending

  write(...parts: Uint8Array[]): void {
    this.socket.write(Buffer.concat(parts));
  }

  send<M extends MethodName>(channel: number, name: M, args: SomeArgs<M> = {}): void {
    this.write(methodFrame(channel, name, args));
  }

  publish(channel: number, publish: Publish): void {
    this.write(publishFrames(channel, publish));
  }

  /** Sends a method and expects its answer as the next frame. */
  async call<M extends Request>(
    channel: number,
    name: M,
    args: SomeArgs<M> = {},
  ): Promise<MethodArgs<`${M}-ok` & MethodName>> {
    this.send(channel, name, args);
    return await this.expect(channel, `${name}-ok` as `${M}-ok` & MethodName);
  }

  // Receiving

  /** The next frame that is no heartbeat. */
  async next(): Promise<Frame> {
    for (;;) {
      const found = this.#shift();
      if (found) return found;
      if (this.isClosed) throw new Error('the connection is closed');
      await this.#more();
    }
  }

  async expect<M extends MethodName>(channel: number, name: M): Promise<MethodArgs<M>> {
    const frame = await this.next().catch((error: Error) => {
      throw new Error(`expected ${name} on channel ${channel}: ${error.message}`);
    });
    if (frame.type !== FRAME_METHOD) throw new Error(`expected ${name}, got a frame of type ${frame.type}`);
    const method = decodeMethod(frame.payload);
    if (method.name !== name || frame.channel !== channel) {
      const got = `${method.name} on channel ${frame.channel} (${JSON.stringify(method.args, showBigInt)})`;
      throw new Error(`expected ${name} on channel ${channel}, got ${got}`);
    }
    return method.args as MethodArgs<M>;
  }

  /** A method with a content: basic.deliver, basic.return or basic.get-ok. */
  async content<M extends MethodName>(channel: number, name: M): Promise<Content<M>> {
    const args = await this.expect(channel, name);
    const header = await this.#part(channel, FRAME_HEADER);
    const size = readUint32(header, 4) * 0x1_0000_0000 + readUint32(header, 8);
    const parts: Uint8Array[] = [];
    for (let received = 0; received < size; received += (parts.at(-1) as Uint8Array).length) {
      parts.push(await this.#part(channel, FRAME_BODY));
    }
    const bodyFrameSizes = parts.map((part) => part.length);
    return { args, properties: propertiesCodec.decode(header.slice(12)), body: Buffer.concat(parts), bodyFrameSizes };
  }

  /** The raw bytes that came and are not read yet: for answers that are no frames. */
  async bytes(count: number): Promise<Buffer> {
    while (this.#gather().length < count) await this.#more();
    return Buffer.from(this.#unread.subarray(0, count));
  }

  /** Resolves when the broker has closed the socket; fails when it sent a frame before that. */
  async closed(): Promise<void> {
    for (;;) {
      const extra = this.#shift();
      if (extra) throw new Error(`expected the end of the stream, got a frame of type ${extra.type}`);
      if (this.isClosed) return;
      await this.#more();
    }
  }

  /** Expects connection.close, answers it and waits for the end of the socket. */
  async closedWith(): Promise<MethodArgs<'connection.close'>> {
    const args = await this.expect(0, 'connection.close');
    this.send(0, 'connection.close-ok');
    await this.closed();
    return args;
  }

  async close(): Promise<void> {
    await this.call(0, 'connection.close', { replyCode: 200, replyText: 'bye' });
    await this.closed();
  }

  destroy(): void {
    this.socket.destroy();
  }

  async #part(channel: number, type: number): Promise<Uint8Array> {
    const frame = await this.next();
    if (frame.type === type && frame.channel === channel) return frame.payload;
    throw new Error(`expected type ${type} on channel ${channel}, got type ${frame.type} on channel ${frame.channel}`);
  }

  #gather(): Uint8Array {
    if (this.#chunks.length > 0) this.#unread = Buffer.concat([this.#unread, ...this.#chunks.splice(0)]);
    return this.#unread;
  }

  #shift(): Frame | undefined {
    if (this.#frames.length === 0 && this.#chunks.length > 0) {
      const { frames, rest } = cutFrames(this.#gather());
      this.#unread = rest;
      this.heartbeats += frames.filter((frame) => frame.type === FRAME_HEARTBEAT).length;
      this.#frames.push(...frames.filter((frame) => frame.type !== FRAME_HEARTBEAT));
    }
    return this.#frames.shift();
  }

  async #more(): Promise<void> {
    if (this.isClosed) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing came for ${PATIENCE_MS} ms`)), PATIENCE_MS);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
    });
  }
}

function showBigInt(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
