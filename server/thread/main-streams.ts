import type { EngineStream, StreamEnd, StreamPeer } from './engine';
import type { ToMain, ToThread } from './port';

/** Bytes on their way to the thread above which the far end is asked to wait. */
const UNTAKEN_LIMIT_BYTES = 1024 * 1024;

interface OpenStream {
  readonly end: StreamEnd;
  /** Bytes sent to the thread and not yet taken in there. */
  untaken: number;
  /** Paused because the thread has asked for it, or because it is behind. */
  pausedByThread: boolean;
  pausedByLimit: boolean;
}

type StreamMessage = Extract<ToMain, { stream: number }>;

/** Main's side of the byte streams that end in the thread. Both directions hold a bounded number of bytes. */
export class MainStreams {
  readonly #post: (message: ToThread, transfer?: readonly ArrayBuffer[]) => void;
  readonly #streams = new Map<number, OpenStream>();
  #lastStream = 0;

  constructor(post: (message: ToThread, transfer?: readonly ArrayBuffer[]) => void) {
    this.#post = post;
  }

  open(peer: StreamPeer, end: StreamEnd): EngineStream {
    const stream = ++this.#lastStream;
    const open: OpenStream = { end, untaken: 0, pausedByThread: false, pausedByLimit: false };
    this.#streams.set(stream, open);
    this.#post({ type: 'stream-open', stream, peer });
    return {
      receive: (bytes) => this.#receive(stream, open, bytes),
      closed: () => {
        if (this.#streams.delete(stream)) this.#post({ type: 'stream-closed', stream });
      },
    };
  }

  handle(message: StreamMessage): void {
    const { stream } = message;
    const open = this.#streams.get(stream);
    if (!open) return;
    switch (message.type) {
      case 'stream-bytes': {
        const byteCount = message.bytes.length;
        open.end.write(message.bytes, () => this.#post({ type: 'stream-sent', stream, byteCount }));
        break;
      }
      case 'stream-taken':
        open.untaken -= message.byteCount;
        this.#pause(open, { ...open, pausedByLimit: open.untaken > UNTAKEN_LIMIT_BYTES / 2 && open.pausedByLimit });
        break;
      case 'stream-control':
        if (message.action === 'pause') this.#pause(open, { ...open, pausedByThread: true });
        else if (message.action === 'resume') this.#pause(open, { ...open, pausedByThread: false });
        else open.end[message.action]();
    }
  }

  #receive(stream: number, open: OpenStream, bytes: Uint8Array): void {
    if (!this.#streams.has(stream)) return;
    // What a WebSocket hands over may be a piece of a buffer that is used again.
    const copy = new Uint8Array(bytes);
    open.untaken += copy.length;
    this.#post({ type: 'stream-bytes', stream, bytes: copy }, [copy.buffer]);
    this.#pause(open, { ...open, pausedByLimit: open.pausedByLimit || open.untaken > UNTAKEN_LIMIT_BYTES });
  }

  #pause(open: OpenStream, next: { readonly pausedByThread: boolean; readonly pausedByLimit: boolean }): void {
    const wasPaused = open.pausedByThread || open.pausedByLimit;
    open.pausedByThread = next.pausedByThread;
    open.pausedByLimit = next.pausedByLimit;
    const isPaused = open.pausedByThread || open.pausedByLimit;
    if (isPaused === wasPaused) return;
    if (isPaused) open.end.pause();
    else open.end.resume();
  }
}
