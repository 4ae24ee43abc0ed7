import type { TlsInfo } from '@/server/broker/connection';

/** The byte stream under a connection: a TCP socket, or a WebSocket at the other end of the thread's port. */
export interface Transport {
  /** Bytes given to `write` that have not left this process. */
  readonly bufferedBytes: number;
  /** Sends bytes; `done` is called when they may be overwritten. */
  write(bytes: Uint8Array, done: () => void): void;
  pause(): void;
  resume(): void;
  /** Sends what is left, then closes. */
  end(): void;
  /** Closes at once. */
  destroy(): void;
}

/** The addresses of a connection's two ends. */
export interface Peer {
  readonly address: string;
  readonly port: number;
  readonly localAddress: string;
  readonly localPort: number;
  /** Shown in the management API; AMQP 0-9-1 unless said. */
  readonly protocol?: string;
  /** Null or missing without TLS. */
  readonly tls?: TlsInfo | null;
}

/** What a transport tells its connection. */
export interface AmqpInput {
  receive(chunk: Uint8Array): void;
  /** The stream has ended, by either side. */
  closed(): void;
  /** All bytes given to `write` have left. */
  drained(): void;
}
