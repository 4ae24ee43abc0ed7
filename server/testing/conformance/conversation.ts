import { FRAME_HEADER, FRAME_METHOD, readUint32 } from '@/server/amqp/frame';
import { decodeMethod, type Method } from '@/server/amqp/method-codec';
import { propertiesCodec } from '@/server/amqp/properties-codec';
import type { MethodName } from '@/server/amqp/spec';
import type { Properties } from '@/server/broker/properties';
import { openClient } from '../open-client';
import type { RawClient } from '../raw-client';
import type { Frame, SomeArgs } from '../raw-frames';

/** How long an answer may take; queues of RabbitMQ are processes of their own, so that some come late. */
const PATIENCE_MS = 2000;

/** A method that came, with its content if it has one. */
export interface Event {
  readonly channel: number;
  readonly name: MethodName;
  readonly args: Readonly<Record<string, unknown>>;
  readonly properties: Properties;
  readonly body: string;
}

/** A connection to one of the brokers that notes everything that comes and hands it out when it is asked for. */
export class Conversation {
  readonly #client: RawClient;
  #events: Event[] = [];
  #wake: (() => void) | null = null;
  isOver = false;

  private constructor(client: RawClient) {
    this.#client = client;
    void this.#listen();
  }

  static async open(port: number, vhost: string): Promise<Conversation> {
    return new Conversation(await openClient(port, { vhost }));
  }

  send<M extends MethodName>(channel: number, name: M, args: SomeArgs<M>): void {
    this.#client.send(channel, name, args);
  }

  publish(channel: number, publish: Parameters<RawClient['publish']>[1]): void {
    this.#client.publish(channel, publish);
  }

  /** Takes the first event that fits, or undefined when none comes. A close of the channel or the connection fits always. */
  async take(fits: (event: Event) => boolean, patienceMs = PATIENCE_MS): Promise<Event | undefined> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const index = this.#events.findIndex((event) => isClose(event) || fits(event));
      if (index >= 0) return this.#events.splice(index, 1)[0];
      const left = deadline - Date.now();
      if (left <= 0 || this.isOver) return undefined;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Everything that nobody asked for. */
  rest(): Event[] {
    return this.#events.splice(0);
  }

  end(): void {
    this.isOver = true;
    this.#client.destroy();
  }

  async #listen(): Promise<void> {
    while (!this.isOver) {
      const event = await this.#next().catch(() => null);
      if (event) this.#events.push(event);
      else if (this.#client.isClosed) this.isOver = true;
      this.#wake?.();
    }
  }

  async #next(): Promise<Event | null> {
    const frame = await this.#client.next();
    if (frame.type !== FRAME_METHOD) return null;
    const method = decodeMethod(frame.payload);
    const content = hasContent(method) ? await this.#content() : { properties: {}, body: '' };
    return { channel: frame.channel, name: method.name, args: method.args as Event['args'], ...content };
  }

  async #content(): Promise<{ readonly properties: Properties; readonly body: string }> {
    const header = await this.#client.next();
    if (header.type !== FRAME_HEADER) throw new Error('a content without a header');
    const bytes = readUint32(header.payload, 8);
    let body = '';
    while (body.length < bytes) body += textOf(await this.#client.next());
    return { properties: propertiesCodec.decode(header.payload.slice(12)), body };
  }
}

function textOf(frame: Frame): string {
  return Buffer.from(frame.payload).toString('latin1');
}

function hasContent({ name }: Method): boolean {
  return name === 'basic.deliver' || name === 'basic.return' || name === 'basic.get-ok';
}

export function isClose({ name }: Event): boolean {
  return name === 'channel.close' || name === 'connection.close';
}
