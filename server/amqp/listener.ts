import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { TlsInfo } from '@/server/broker/connection';
import { type TlsOptions, tlsInfoOf } from './tls-peer';
import type { AmqpInput, Peer, Transport } from './transport';

interface Acceptor {
  accept(transport: Transport, peer: Peer): AmqpInput;
  /** A client that did not get through TLS: nobody else hears of it. */
  tlsFailed(address: string, reason: string): void;
}

const SOCKET_OPTIONS = { noDelay: true, allowHalfOpen: false } as const;

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

/** Accepts TCP connections, with TLS or without. The one file of the protocol that touches the network. */
export class Listener {
  readonly #server: Server;

  constructor(acceptor: Acceptor, tls?: TlsOptions & { readonly handshakeTimeoutMs: number }) {
    if (!tls) {
      this.#server = createServer(SOCKET_OPTIONS, (socket) => serve(acceptor, socket, null));
      return;
    }
    const { cert, key, ca, clientCert, handshakeTimeoutMs } = tls;
    const asks = clientCert !== 'none';
    const options = { ...SOCKET_OPTIONS, cert, key, requestCert: asks, rejectUnauthorized: clientCert === 'required' };
    const trusted = ca === null ? {} : { ca };
    this.#server = createTlsServer({ ...options, ...trusted, handshakeTimeout: handshakeTimeoutMs }, (socket) => {
      // Who may come without a certificate may still not come with a wrong one.
      const isWrong = asks && !socket.authorized && socket.getPeerX509Certificate() !== undefined;
      if (!isWrong) return serve(acceptor, socket, tlsInfoOf(socket));
      acceptor.tlsFailed(socket.remoteAddress ?? '', String(socket.authorizationError));
      socket.on('error', () => {});
      socket.destroy();
    });
    this.#server.on('tlsClientError', (error: Error, socket: TLSSocket) => {
      acceptor.tlsFailed(socket.remoteAddress ?? '', error.message);
    });
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

function serve(acceptor: Acceptor, socket: Socket, tls: TlsInfo | null): void {
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
    tls,
  };
  const input = acceptor.accept(new SocketTransport(socket), peer);
  socket.on('data', (chunk) => input.receive(chunk));
  socket.on('drain', () => input.drained());
  // The close event always follows an error, and says all that the connection needs to know.
  socket.on('error', () => {});
  socket.on('close', () => input.closed());
}
