import type { AmqpServer } from '@/server/amqp/amqp-server';
import type { ToMain, ToThread } from './port';
import { PortTransport } from './port-transport';

type StreamMessage = Extract<ToThread, { stream: number }>;

/** The AMQP connections whose sockets are on the main thread. */
export class ThreadStreams {
  readonly #server: AmqpServer;
  readonly #post: (message: ToMain, transfer?: readonly ArrayBuffer[]) => void;
  readonly #transports = new Map<number, PortTransport>();

  constructor(server: AmqpServer, post: (message: ToMain, transfer?: readonly ArrayBuffer[]) => void) {
    this.#server = server;
    this.#post = post;
  }

  handle(message: StreamMessage): void {
    const { stream } = message;
    if (message.type === 'stream-open') {
      const opened = new PortTransport(stream, this.#post);
      this.#transports.set(stream, opened);
      opened.input = this.#server.accept(opened, message.peer);
      return;
    }
    const transport = this.#transports.get(stream);
    if (!transport) return;
    switch (message.type) {
      case 'stream-bytes':
        transport.input?.receive(message.bytes);
        this.#post({ type: 'stream-taken', stream, byteCount: message.bytes.length });
        break;
      case 'stream-sent':
        transport.sent(message.byteCount);
        break;
      case 'stream-closed':
        this.#transports.delete(stream);
        transport.input?.closed();
    }
  }
}
