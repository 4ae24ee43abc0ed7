import { createServer, type Server, type Socket } from 'node:net';
import type { AmqpInput, Peer, Transport } from './transport';

interface Acceptor {
  accept(transport: Transport, peer: Peer): AmqpInput;
}

/** A TCP socket as the byte stream of a connection. */
class SocketTransport implements Transport {
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength;
  }

  write(bytes: Uint8Array, done: () => void): void {
    this.#socket.write(bytes, done);
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

/** Accepts TCP connections. The one file of the protocol that touches the network. */
export class Listener {
  readonly #server: Server;

  constructor(acceptor: Acceptor) {
    this.#server = createServer({ noDelay: true, allowHalfOpen: false }, (socket) => serve(acceptor, socket));
  }

  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port, backlog: 1024 }, () => {
        this.#server.off('error', reject);
        const address = this.#server.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }

  /** Accepts no more; open connections live on. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      resolve();
    });
  }
}

function serve(acceptor: Acceptor, socket: Socket): void {
  const { remoteAddress, remotePort, localAddress, localPort } = socket;
  if (remoteAddress === undefined || remotePort === undefined) {
    socket.destroy();
    return;
  }
  const peer = {
    address: remoteAddress,
    port: remotePort,
    localAddress: localAddress ?? '',
    localPort: localPort ?? 0,
  };
  const input = acceptor.accept(new SocketTransport(socket), peer);
  socket.on('data', (chunk) => input.receive(chunk));
  socket.on('drain', () => input.drained());
  // The close event always follows an error, and says all that the connection needs to know.
  socket.on('error', () => {});
  socket.on('close', () => input.closed());
}
