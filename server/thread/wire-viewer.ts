import type { WireContent, WireFrame } from '@/lib/wire-events';
import type { AmqpConnection } from '@/server/amqp/amqp-connection';
import { CLASS_BASIC, FRAME_BODY, FRAME_HEADER, FRAME_HEARTBEAT, FRAME_METHOD, readUint32 } from '@/server/amqp/frame';
import type { CutFrame } from '@/server/amqp/frame-cutter';
import { readRecord } from '@/server/amqp/handshake-record';
import type { Method } from '@/server/amqp/method-codec';
import type { WireDirection, WireWatcher } from '@/server/amqp/wire';
import type { Broker } from '@/server/broker/broker';
import type { Connection } from '@/server/broker/connection';
import { isMonitor } from '@/server/management/auth';
import type { WireNews } from './engine';
import { bodyBytesOf, headerContent, hidesLength, methodContent, otherContent, readMethod } from './wire-frame';

/** Frames that one viewer is shown in a second; a quiet second is saved up for a burst. */
const FRAMES_PER_SECOND = 200;
/** What opens or closes a connection or a channel is shown even then, within reason. */
const SPARE_FRAMES = 100;
/** Bytes of a body that are shown. */
const PREVIEW_BYTES = 2048;
/** Frames of at most so many bytes in all are kept for the next batch. */
const BATCH_BYTES = 1024 * 1024;

/** The content that is going over a channel in one direction. */
interface Content {
  readonly isShown: boolean;
  readonly mayRead: boolean;
  previewLeft: number;
}

const HIDDEN: Content = { isShown: false, mayRead: false, previewLeft: 0 };

export interface WireViewerOptions {
  readonly broker: Broker;
  readonly connection: AmqpConnection;
  /** The name of the user who looks. */
  readonly viewer: string;
  readonly now: () => number;
  readonly send: (news: WireNews) => void;
}

/** Turns the frames of a connection into what one user may see of them, and not more of them than can be looked at. */
export class WireViewer implements WireWatcher {
  readonly #options: WireViewerOptions;
  readonly #connection: Connection;
  readonly #contents = new Map<string, Content>();
  #frames: WireFrame[] = [];
  #bytes = 0;
  #skipped = 0;
  #number = 0;
  #left = FRAMES_PER_SECOND;
  #at: number;
  #ended: string | null = null;

  constructor(options: WireViewerOptions) {
    this.#options = options;
    this.#connection = options.connection.connection as Connection;
    this.#at = options.now();
    for (const { direction, type, at, payload } of readRecord(options.connection.wire.handshake)) {
      const frame = { type, channel: 0, bytes: payload, start: 0, end: payload.length };
      if (payload.length === 0)
        this.#add(direction, frame, { kind: 'unreadable', reason: 'Too large to be kept.' }, at);
      else if (type === FRAME_METHOD) this.#method(direction, frame, at);
      else this.#add(direction, frame, otherContent(frame), at);
    }
    options.connection.watchWire(this);
  }

  get isOver(): boolean {
    return this.#ended !== null;
  }

  frame(direction: WireDirection, frame: CutFrame): void {
    const now = this.#options.now();
    if (frame.type === FRAME_METHOD && frame.end - frame.start >= 4) this.#method(direction, frame, now);
    else if (frame.type === FRAME_HEADER || frame.type === FRAME_BODY) this.#content(direction, frame, now);
    else if (frame.type === FRAME_HEARTBEAT || this.#take(SPARE_FRAMES))
      this.#add(direction, frame, otherContent(frame), now);
  }

  closed(): void {
    this.#ended ??= 'The connection is closed.';
    this.flush();
  }

  /** Called a few times a second. */
  tick(): void {
    const now = this.#options.now();
    this.#left = Math.min(FRAMES_PER_SECOND, this.#left + ((now - this.#at) / 1000) * FRAMES_PER_SECOND);
    this.#at = now;
    if (!this.#maySee()) this.end('You may no longer see this connection.');
    this.flush();
  }

  flush(): void {
    if (this.#frames.length === 0 && this.#skipped === 0 && this.#ended === null) return;
    this.#options.send({ frames: this.#frames, skipped: this.#skipped, ended: this.#ended });
    this.#frames = [];
    this.#bytes = 0;
    this.#skipped = 0;
  }

  end(reason: string): void {
    this.#options.connection.wire.unwatch(this);
    this.#ended ??= reason;
  }

  /** The rule of the management API: one's own connections, or all of them with the tag monitoring. */
  #maySee(): boolean {
    const user = this.#options.broker.access.users.get(this.#options.viewer);
    return user !== undefined && (user.name === this.#connection.user.name || isMonitor(user));
  }

  #method(direction: WireDirection, frame: CutFrame, now: number): void {
    const key = readUint32(frame.bytes, frame.start);
    // Most of a busy connection is not even decoded.
    if (key >>> 16 === CLASS_BASIC && (this.#left < 1 || this.#bytes >= BATCH_BYTES)) {
      this.#contents.set(`${direction} ${frame.channel}`, HIDDEN);
      this.#skipped += 1;
      return;
    }
    const method = readMethod(frame);
    if (typeof method === 'string') {
      if (this.#take(SPARE_FRAMES)) this.#add(direction, frame, { kind: 'unreadable', reason: method }, now);
      return;
    }
    const isRare = method.name.startsWith('connection.') || method.name.startsWith('channel.');
    const isShown = this.#take(isRare ? SPARE_FRAMES : 0);
    if (hasContent(method)) {
      const mayRead = isShown && this.#mayRead(method, frame.channel);
      this.#contents.set(`${direction} ${frame.channel}`, { isShown, mayRead, previewLeft: PREVIEW_BYTES });
    }
    if (isShown) this.#add(direction, frame, methodContent(method), now, hidesLength(method));
  }

  /** A content is shown when its method was. */
  #content(direction: WireDirection, frame: CutFrame, now: number): void {
    const key = `${direction} ${frame.channel}`;
    const content = this.#contents.get(key);
    // The viewer came in the middle of it, or it is one of too many.
    if (!content?.isShown) {
      this.#skipped += 1;
      return;
    }
    this.#left -= 1;
    if (frame.type === FRAME_HEADER) {
      if (bodyBytesOf(frame) === 0) this.#contents.delete(key);
      this.#add(direction, frame, headerContent(frame, content.mayRead), now);
      return;
    }
    const shown = Math.min(content.previewLeft, frame.end - frame.start);
    content.previewLeft -= shown;
    const preview = content.mayRead ? Buffer.from(frame.bytes.subarray(frame.start, frame.start + shown)) : null;
    this.#add(direction, frame, { kind: 'body', preview: preview?.toString('base64') ?? null }, now);
  }

  /** Whether one more frame may be shown; `spare` is how far above the limit it may go. */
  #take(spare: number): boolean {
    if (this.#left >= 1 - spare && this.#bytes < BATCH_BYTES) {
      this.#left -= 1;
      return true;
    }
    this.#skipped += 1;
    return false;
  }

  #add(direction: WireDirection, frame: CutFrame, content: WireContent, at: number, hidden = false): void {
    const bytes = hidden ? null : frame.end - frame.start;
    this.#number += 1;
    this.#bytes += Math.min(frame.end - frame.start, 2 * PREVIEW_BYTES);
    this.#frames.push({ number: this.#number, at, direction, channel: frame.channel, bytes, content });
  }

  /** Messages are for those who may read the exchange that they were published to, or the queue that they come from. */
  #mayRead(method: Method, channel: number): boolean {
    const user = this.#options.broker.access.users.get(this.#options.viewer);
    const permission = user?.permissions.get(this.#connection.vhost);
    if (permission === undefined) return false;
    if (method.name === 'basic.publish' || method.name === 'basic.return') {
      return permission.allows('read', method.args.exchange === '' ? 'amq.default' : method.args.exchange);
    }
    const queue = this.#queueOf(method, channel);
    // Of a get without acknowledgement nothing remains that tells the queue.
    return queue === undefined ? permission.read === '.*' : permission.allows('read', queue);
  }

  #queueOf(method: Method, number: number): string | undefined {
    const channel = this.#connection.channels.get(number);
    if (method.name === 'basic.deliver') return channel?.consumers.get(method.args.consumerTag)?.queue.name;
    if (method.name !== 'basic.get-ok') return undefined;
    return channel?.unacked.get(method.args.deliveryTag)?.queue.name;
  }
}

function hasContent({ name }: Method): boolean {
  return name === 'basic.publish' || name === 'basic.deliver' || name === 'basic.get-ok' || name === 'basic.return';
}
