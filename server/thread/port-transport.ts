import type { AmqpInput, Transport } from '@/server/amqp/transport';
import type { StreamAction, ToMain } from './port';

/** The thread's end of a byte stream whose socket is on the main thread. */
export class PortTransport implements Transport {
  readonly #stream: number;
  readonly #post: (message: ToMain, transfer?: readonly ArrayBuffer[]) => void;
  /** Set right after the connection has been made for this transport. */
  input: AmqpInput | null = null;
  /** Bytes that main has not yet handed to the network. */
  bufferedBytes = 0;

  constructor(stream: number, post: (message: ToMain, transfer?: readonly ArrayBuffer[]) => void) {
    this.#stream = stream;
    this.#post = post;
  }

  write(bytes: Uint8Array, done: () => void): void {
    // The buffer under `bytes` is larger and is used again: what is sent must be a copy.
    const copy = new Uint8Array(bytes);
    this.bufferedBytes += copy.length;
    this.#post({ type: 'stream-bytes', stream: this.#stream, bytes: copy }, [copy.buffer]);
    done();
  }

  sent(byteCount: number): void {
    this.bufferedBytes -= byteCount;
    if (this.bufferedBytes === 0) this.input?.drained();
  }

  pause(): void {
    this.#control('pause');
  }

  resume(): void {
    this.#control('resume');
  }

  end(): void {
    this.#control('end');
  }

  destroy(): void {
    this.#control('destroy');
  }

  #control(action: StreamAction): void {
    this.#post({ type: 'stream-control', stream: this.#stream, action });
  }
}
