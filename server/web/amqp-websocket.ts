import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Engine } from '@/server/thread/engine';
import { isForeignOrigin } from './same-origin';

export const AMQP_PATH = '/ws/amqp';

const SUBPROTOCOL = 'amqp';
/** A client may put many frames into one WebSocket message. */
const MAX_PAYLOAD_BYTES = 16 * 1024 * 1024;
const UNSUPPORTED_DATA = 1003;

/** AMQP over WebSocket: each binary message is a piece of the byte stream. */
export class AmqpWebSocket {
  readonly #engine: Engine;
  readonly #allowedOrigins: readonly string[];
  readonly #server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD_BYTES,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });

  constructor(engine: Engine, allowedOrigins: readonly string[]) {
    this.#engine = engine;
    this.#allowedOrigins = allowedOrigins;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (!this.#mayOpen(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => serve(this.#engine, webSocket, request));
  }

  close(): void {
    for (const webSocket of this.#server.clients) webSocket.terminate();
    this.#server.close();
  }

  /** A page of another origin could try default passwords on a broker that only its reader's browser can reach. */
  #mayOpen({ headers }: IncomingMessage): boolean {
    if (!isForeignOrigin(headers)) return true;
    return this.#allowedOrigins.includes('*') || this.#allowedOrigins.includes(headers.origin ?? '');
  }
}

function serve(engine: Engine, webSocket: WebSocket, { socket }: IncomingMessage): void {
  const peer = {
    address: socket.remoteAddress ?? '',
    port: socket.remotePort ?? 0,
    localAddress: socket.localAddress ?? '',
    localPort: socket.localPort ?? 0,
    protocol: 'Web AMQP 0-9-1',
  };
  const stream = engine.openStream(peer, {
    write: (bytes, done) => webSocket.send(bytes, done),
    pause: () => webSocket.pause(),
    resume: () => webSocket.resume(),
    end: () => webSocket.close(),
    destroy: () => webSocket.terminate(),
  });
  webSocket.on('message', (data: RawData, isBinary) => {
    if (!isBinary) webSocket.close(UNSUPPORTED_DATA, 'AMQP is binary');
    else stream.receive(data as Buffer);
  });
  webSocket.on('close', () => stream.closed());
  // The close event always follows an error, and says all that the stream needs to know.
  webSocket.on('error', () => {});
}
