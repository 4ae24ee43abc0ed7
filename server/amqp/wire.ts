import { type CutFrame, FrameCutter } from './frame-cutter';
import { HandshakeRecord } from './handshake-record';

export type WireDirection = 'from-client' | 'to-client';

export interface WireWatcher {
  /** The frame is only lent. */
  frame(direction: WireDirection, frame: CutFrame): void;
  /** The connection is over. */
  closed(): void;
}

/**
 * Both directions of a connection for those who watch. A connection asks once for each piece that it reads or writes
 * whether somebody does; its way through the frames stays the same.
 */
export class Wire {
  readonly #frameMaxBytes: () => number;
  /** The beginning is always watched: without it the rest is hard to understand. */
  #record: HandshakeRecord | null = new HandshakeRecord();
  #handshake = new Uint8Array();
  #watchers: readonly WireWatcher[] = [];
  #fromClient: FrameCutter | null = null;
  #toClient: FrameCutter | null = null;
  isWatched = true;

  constructor(frameMaxBytes: () => number) {
    this.#frameMaxBytes = frameMaxBytes;
    this.#cut(new Uint8Array(), true);
  }

  /** The frames of the handshake as `readRecord` takes them, without credentials. */
  get handshake(): Uint8Array {
    return this.#handshake;
  }

  received(chunk: Uint8Array): void {
    this.#fromClient?.push(chunk);
  }

  sent(bytes: Uint8Array): void {
    this.#toClient?.push(bytes);
  }

  /** `partial` is what has arrived of the next frame of the client. */
  watch(watcher: WireWatcher, partial: Uint8Array): void {
    if (!this.isWatched) this.#cut(partial.slice(), false);
    this.#watchers = [...this.#watchers, watcher];
    this.isWatched = true;
  }

  unwatch(watcher: WireWatcher): void {
    this.#watchers = this.#watchers.filter((one) => one !== watcher);
    this.#rest();
  }

  closed(): void {
    const watchers = this.#watchers;
    this.#watchers = [];
    this.#record = null;
    this.#rest();
    for (const watcher of watchers) watcher.closed();
  }

  #cut(partial: Uint8Array, expectsHeader: boolean): void {
    const frameMaxBytes = this.#frameMaxBytes;
    const fromClient = (frame: CutFrame) => this.#tell('from-client', frame);
    const toClient = (frame: CutFrame) => this.#tell('to-client', frame);
    this.#fromClient = new FrameCutter({ frameMaxBytes, onFrame: fromClient, partial, expectsHeader });
    this.#toClient = new FrameCutter({ frameMaxBytes, onFrame: toClient });
  }

  #tell(direction: WireDirection, frame: CutFrame): void {
    if (this.#record?.add(direction, frame, Date.now()) === 'complete') {
      this.#handshake = this.#record.done();
      this.#record = null;
      this.#rest();
    }
    for (const watcher of this.#watchers) watcher.frame(direction, frame);
  }

  #rest(): void {
    if (this.#watchers.length > 0 || this.#record !== null) return;
    this.isWatched = false;
    this.#fromClient = null;
    this.#toClient = null;
  }
}
