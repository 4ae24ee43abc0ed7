import { FRAME_HEADER, FRAME_METHOD } from '@/server/amqp/frame';
import { decodeMethod } from '@/server/amqp/method-codec';
import type { Peer, Transport } from '@/server/amqp/transport';
import { cutFrames } from './raw-frames';

/** A byte stream in memory: keeps what the broker writes and says it in words. */
export class FakeTransport implements Transport {
  bufferedBytes = 0;
  readonly #written: Uint8Array[] = [];
  /** What happened to the stream beside writes, in order. */
  readonly events: ('pause' | 'resume' | 'end' | 'destroy')[] = [];

  write(bytes: Uint8Array, done: () => void): void {
    if (this.events.includes('end')) throw new Error('the broker wrote after the end of the stream');
    this.#written.push(Uint8Array.from(bytes));
    done();
  }

  pause(): void {
    this.events.push('pause');
  }

  resume(): void {
    this.events.push('resume');
  }

  end(): void {
    this.events.push('end');
  }

  destroy(): void {
    this.events.push('destroy');
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#written);
  }

  /** Each frame that was written: methods by name and arguments, contents by their bytes. */
  frames(): string[] {
    return cutFrames(this.bytes).frames.map(({ type, channel, payload }) => {
      if (type !== FRAME_METHOD)
        return `${channel} ${type === FRAME_HEADER ? 'header' : 'body'} ${Buffer.from(payload).toString('hex')}`;
      const { name, args } = decodeMethod(payload);
      return `${channel} ${name} ${JSON.stringify(args, (_key, value) => (value instanceof Map ? [...value] : value))}`;
    });
  }
}

let lastPort = 1024;

/** A peer at an address, each time with another port: names of connections are made of both. */
export function fakePeer(address = '127.0.0.1'): Peer {
  lastPort += 1;
  return { address, port: lastPort, localAddress: '127.0.0.1', localPort: 5672 };
}
