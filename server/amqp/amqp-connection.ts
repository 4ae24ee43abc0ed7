import type { Block } from '@/server/broker/block';
import type { Broker } from '@/server/broker/broker';
import type { Connection, ConnectionPort } from '@/server/broker/connection';
import { BrokerError } from '@/server/broker/errors';
import type { Session } from '@/server/broker/session';
import { AmqpChannel } from './amqp-channel';
import { type Closing, closingFor } from './close';
import {
  BASIC_ACK,
  BASIC_PUBLISH,
  FRAME_BODY,
  FRAME_END,
  FRAME_HEAD_BYTES,
  FRAME_HEADER,
  FRAME_HEARTBEAT,
  FRAME_METHOD,
  FRAME_MIN_BYTES,
  readUint32,
} from './frame';
import { FrameInput, type FrameSink } from './frame-input';
import { Handshake } from './handshake';
import { Heartbeat } from './heartbeat';
import { HeldAnswers } from './held-answers';
import { decodeMethod, encodeMethod, type Method } from './method-codec';
import { type AmqpOptions, BACKLOG_LIMIT_BYTES, UNREAD_LIMIT_BYTES } from './options';
import { Output } from './output';
import { FAR_BEHIND, Reading, THROTTLED, UNDER_ALARM } from './reading';
import type { MethodArgs, MethodName } from './spec';
import type { AmqpInput, Peer, Transport } from './transport';
import { Wire, type WireWatcher } from './wire';

/** How long a client may take to answer connection.close before its socket is closed. */
const CLOSE_TIMEOUT_MS = 5000;
const PROTOCOL_HEADER = Uint8Array.of(0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1);
/** Some old clients announce AMQP 0-9-1 in the way of 0-9 (RabbitMQ takes it too). */
const OLD_PROTOCOL_HEADER = Uint8Array.of(0x41, 0x4d, 0x51, 0x50, 1, 1, 0, 9);

type State = 'header' | 'handshake' | 'open' | 'closing' | 'closed';

/** What a connection needs of the server that it belongs to. */
export interface ConnectionHost {
  readonly broker: Broker;
  readonly options: AmqpOptions;
  /** Asks for a flush at the end of the turn. */
  markDirty(connection: AmqpConnection): void;
  /** Asks for a confirm at the end of the turn. */
  awaitConfirm(channel: AmqpChannel): void;
  /** Asks to be told when the store has what the channel published. */
  awaitStore(channel: AmqpChannel): void;
  /** Asks to be told when definitions, or messages, are safe. */
  awaitSafety(connection: AmqpConnection): void;
  /** Asks to be told when the disk has caught up. */
  throttle(connection: AmqpConnection): void;
  /** Ends a turn: dispatches queues, sends confirms, writes to the sockets. */
  endTurn(): void;
  remove(connection: AmqpConnection): void;
}

/**
 * The server's side of a client connection: hands the frames of the client to the channels, and closes with the right code
 * when something is wrong. All bytes enter at `receive`.
 */
export class AmqpConnection implements AmqpInput, ConnectionPort, FrameSink {
  readonly host: ConnectionHost;
  readonly peer: Peer;
  readonly output: Output;
  readonly wire: Wire;
  readonly #transport: Transport;
  readonly #handshake: Handshake;
  readonly #heartbeat: Heartbeat;
  readonly #input = new FrameInput(this);
  readonly #reading: Reading;
  /** What waits until the store has it. */
  readonly held: HeldAnswers;
  #state: State = 'header';
  #channels: (AmqpChannel | undefined)[] = [];
  /** Set when the handshake is done. */
  connection: Connection | null = null;
  session: Session | null = null;
  /** False while the client takes its bytes too slowly. */
  isWritable = true;
  isDirty = false;
  #endsWhenReleased = false;
  frameMaxBytes = FRAME_MIN_BYTES;
  channelMax = 0;
  /** Capabilities that the client announced. */
  capabilities: ReadonlySet<string> = new Set();
  #closeTimer: NodeJS.Timeout | undefined;
  /** Frames processed, for the statistics. */
  #receivedFrames = 0;
  #receivedBytes = 0;

  constructor(host: ConnectionHost, transport: Transport, peer: Peer) {
    this.host = host;
    this.peer = peer;
    this.#transport = transport;
    this.wire = new Wire(() => this.frameMaxBytes);
    this.output = new Output(transport, this.wire, () => this.#checkBacklog());
    this.held = new HeldAnswers(this.output, () => host.awaitSafety(this));
    this.#reading = new Reading(transport);
    this.#handshake = new Handshake(this);
    this.#heartbeat = new Heartbeat(this);
    this.#closeTimer = setTimeout(() => {
      host.options.log('warn', `closing ${this.label}: the handshake took too long`);
      this.destroy();
    }, host.options.handshakeTimeoutMs);
  }

  get isClosed(): boolean {
    return this.#state === 'closed';
  }

  get label(): string {
    return `AMQP connection ${this.peer.address}:${this.peer.port}`;
  }

  // Input

  receive(given: Uint8Array): void {
    if (this.isClosed) return;
    // The slice of a Buffer is a view, not a copy: what is kept would change, and hold the whole chunk in memory.
    const chunk = given instanceof Buffer ? new Uint8Array(given.buffer, given.byteOffset, given.length) : given;
    this.#receivedBytes += chunk.length;
    this.#heartbeat.received();
    if (this.wire.isWatched) this.wire.received(chunk);
    try {
      this.#input.receive(chunk);
    } catch (error) {
      this.fail(error);
    }
    if (this.connection !== null) {
      this.connection.receivedBytes = this.#receivedBytes;
      this.connection.receivedFrames = this.#receivedFrames;
    }
    this.host.endTurn();
    if (this.host.broker.store?.isBehind === true) this.#throttle();
  }

  /** FrameSink: what is published is taken with the content that follows, where that has come whole. */
  frame(chunk: Block, at: number, next: number, end: number): number {
    this.#receivedFrames += 1;
    const { bytes, view } = chunk;
    const type = view.getUint8(at);
    const number = view.getUint16(at + 1);
    const channel = this.#channels[number];
    const payload = at + FRAME_HEAD_BYTES;
    try {
      if (channel !== undefined && !channel.isClosing && this.#state === 'open') {
        if (type === FRAME_METHOD && next - payload >= 5) {
          const key = view.getUint32(payload);
          if (key === BASIC_PUBLISH) {
            const after = channel.publish(chunk, payload, next, end);
            if (after !== next) this.#receivedFrames += 2;
            return after;
          }
          if (key === BASIC_ACK && next - 1 - payload === 13) {
            channel.acknowledge(chunk, payload);
            return next;
          }
        }
        if (type === FRAME_HEADER) {
          channel.header(bytes, payload, next - 1);
          return next;
        }
        if (type === FRAME_BODY) {
          channel.body(bytes, payload, next - 1);
          return next;
        }
      }
      this.#otherFrame(type, number, bytes, payload, next - 1);
    } catch (error) {
      this.#failFrame(error, type, number, bytes, payload, next - 1);
    }
    return next;
  }

  #otherFrame(type: number, number: number, bytes: Uint8Array, start: number, end: number): void {
    if (type === FRAME_HEARTBEAT) {
      if (number !== 0) throw new BrokerError('frame-error', 'heartbeat frame on a channel');
      return;
    }
    if (this.#state === 'closing') {
      if (type === FRAME_METHOD) this.#whileClosing(decodeMethod(bytes, start, end));
      return;
    }
    const channel = this.#channels[number];
    if (channel?.isClosing) {
      if (type === FRAME_METHOD) channel.whileClosing(bytes, start, end);
      return;
    }
    if (type !== FRAME_METHOD && type !== FRAME_HEADER && type !== FRAME_BODY) {
      throw new BrokerError('frame-error', `unknown frame type ${type}`);
    }
    if (number !== 0 && channel === undefined && this.#state === 'open') {
      this.#onUnopenedChannel(number, type, bytes, start, end);
      return;
    }
    if (type !== FRAME_METHOD) {
      throw new BrokerError('unexpected-frame', 'expected method frame, got non method frame instead');
    }
    const method = decodeMethod(bytes, start, end);
    if (number === 0) this.#onConnectionMethod(method);
    else if (channel === undefined) throw new BrokerError('channel-error', 'channel used before connection.open');
    else channel.method(method);
  }

  #onConnectionMethod(method: Method): void {
    if (method.name === 'connection.close') {
      this.#release();
      this.send(0, 'connection.close-ok', {});
      this.#finish();
      return;
    }
    if (this.#state === 'handshake') {
      this.#handshake.on(method);
      return;
    }
    if (method.name === 'connection.update-secret') {
      // Passwords do not expire, so there is nothing to renew (RabbitMQ's answer for its own users).
      this.send(0, 'connection.update-secret-ok', {});
      return;
    }
    throw new BrokerError('channel-error', 'unexpected method in connection state running');
  }

  #onUnopenedChannel(number: number, type: number, bytes: Uint8Array, start: number, end: number): void {
    const method = type === FRAME_METHOD ? decodeMethod(bytes, start, end) : undefined;
    if (method?.name === 'channel.close-ok') return;
    if (method?.name !== 'channel.open') throw new BrokerError('channel-error', "expected 'channel.open'");
    if (number > this.channelMax) {
      throw new BrokerError(
        'not-allowed',
        `channel number ${number} is above the negotiated channel_max (${this.channelMax})`,
      );
    }
    this.#channels[number] = new AmqpChannel(this, number);
    this.send(number, 'channel.open-ok', {});
  }

  // Errors and the end

  /** Answers a failed frame: the channel or the connection closes, other connections notice nothing. */
  #failFrame(error: unknown, type: number, number: number, bytes: Uint8Array, start: number, end: number): void {
    let key = type === FRAME_METHOD && end - start >= 4 ? readUint32(bytes, start) : 0;
    // What fails before the end of the content is basic.publish (RabbitMQ).
    if (this.#channels[number]?.isPublishing) key = BASIC_PUBLISH;
    this.fail(error, number, { classId: key >>> 16, methodId: key & 0xffff });
  }

  fail(error: unknown, number = 0, failed?: { readonly classId: number; readonly methodId: number }): void {
    if (this.#state === 'closing' || this.#state === 'closed') return;
    if (!(error instanceof BrokerError)) {
      this.host.options.log('error', `${this.label}: ${error instanceof Error ? error.stack : String(error)}`);
    }
    const closing = closingFor(error, number, failed);
    const channel = this.#channels[number];
    this.host.options.log('info', `${this.label}, channel ${number}: ${closing.args.replyText}`);
    if (closing.scope === 'channel' && channel !== undefined) channel.close(closing.args);
    else this.#closeWith(closing);
  }

  #closeWith(closing: Closing): void {
    if (this.#state === 'header') {
      this.destroy();
      return;
    }
    this.#release();
    this.#state = 'closing';
    this.send(0, 'connection.close', closing.args);
    this.flush();
    this.#transport.resume();
    this.#startCloseTimer();
  }

  #whileClosing(method: Method): void {
    if (method.name === 'connection.close') this.send(0, 'connection.close-ok', {});
    if (method.name === 'connection.close' || method.name === 'connection.close-ok') this.#finish();
  }

  /** Sends what is left and ends the stream. */
  #finish(): void {
    this.#release();
    this.flush();
    this.#state = 'closing';
    if (this.output.isHeld) this.#endsWhenReleased = true;
    else this.#transport.end();
    this.#startCloseTimer();
  }

  #startCloseTimer(): void {
    clearTimeout(this.#closeTimer);
    this.#closeTimer = setTimeout(() => this.destroy(), CLOSE_TIMEOUT_MS);
  }

  /** ConnectionPort: closes from the broker's side. */
  close(text: string): void {
    this.fail(new BrokerError('connection-forced', text));
  }

  /** Ends the stream without the close handshake. */
  destroy(): void {
    this.#transport.destroy();
    this.closed();
  }

  closed(): void {
    if (this.#state === 'closed') return;
    this.#release();
    this.#state = 'closed';
    clearTimeout(this.#closeTimer);
    this.#input.clear();
    this.host.remove(this);
    this.host.endTurn();
    this.wire.closed();
  }

  /** Shows the frames of both directions from now on. */
  watchWire(watcher: WireWatcher): void {
    this.wire.watch(watcher, this.#input.beginning);
  }

  /** Gives back everything that the connection held in the broker. */
  #release(): void {
    this.#heartbeat.stop();
    for (const channel of this.#channels) channel?.end();
    if (this.connection !== null) this.host.broker.closeConnection(this.connection);
    this.#channels = [];
  }

  // Handshake

  /** FrameSink: what a client begins with. Another protocol is answered with the header of ours. */
  protocolHeader(header: Uint8Array): void {
    if (!equal(header, PROTOCOL_HEADER) && !equal(header, OLD_PROTOCOL_HEADER)) {
      this.output.raw(PROTOCOL_HEADER);
      this.output.flush();
      this.#state = 'closed';
      this.#transport.end();
      clearTimeout(this.#closeTimer);
      this.host.remove(this);
      return;
    }
    this.#state = 'handshake';
    this.#handshake.start();
  }

  /** Called by the handshake when connection.open has succeeded. */
  opened(connection: Connection, session: Session): void {
    clearTimeout(this.#closeTimer);
    this.connection = connection;
    this.session = session;
    this.#state = 'open';
    this.output.frameMaxBytes = this.frameMaxBytes;
    this.#heartbeat.start(connection.info.heartbeatSeconds);
  }

  // Output

  send<M extends MethodName>(channel: number, name: M, args: MethodArgs<M>): void {
    this.output.method(channel, encodeMethod(name, args));
    this.markDirty();
  }

  heartbeat(): void {
    this.output.raw(Uint8Array.of(FRAME_HEARTBEAT, 0, 0, 0, 0, 0, 0, FRAME_END));
    this.flush();
  }

  markDirty(): void {
    if (this.isDirty) return;
    this.isDirty = true;
    this.host.markDirty(this);
  }

  /** Writes everything gathered, unless it has to wait. */
  flush(): void {
    this.isDirty = false;
    if (this.#state === 'closed') return;
    if (!this.output.isHeld) this.output.flush();
    else if (this.output.heldBytes > BACKLOG_LIMIT_BYTES) this.isWritable = false;
    if (this.connection !== null) {
      this.connection.sentBytes = this.output.sentBytes;
      this.connection.sentFrames = this.output.sentFrames;
    }
  }

  // The store

  /** So many changes of definitions are safe, and the log up to a position. False when this connection has to wait on. */
  releaseIfSafe(changes: number, position: number): boolean {
    if (!this.output.isHeld) return true;
    if (!this.held.isSafe(changes, position)) return false;
    if (this.#state === 'closed') this.output.discardHeld();
    else this.output.release();
    if (this.#endsWhenReleased) this.#transport.end();
    // When nothing waits in the transport, nothing will tell that it has drained.
    if (!this.isWritable && this.#transport.bufferedBytes <= BACKLOG_LIMIT_BYTES) this.drained();
    return true;
  }

  /** Messages behind this position may get lost. False when that means nothing to this connection. */
  failIfUnsafe(position: number, failure: BrokerError): boolean {
    if (!this.held.isUnsafe(position)) return false;
    this.answersLost(failure);
    return true;
  }

  /** The answers that were held would not be true. */
  answersLost(failure: BrokerError): void {
    this.output.discardHeld();
    this.fail(failure);
  }

  /** A publisher is not read while the disk is behind. */
  #throttle(): void {
    const isPublishing = this.connection?.hasPublished === true && this.#state === 'open';
    if (!isPublishing || this.#reading.isPausedFor(THROTTLED)) return;
    this.#reading.pauseFor(THROTTLED);
    this.host.throttle(this);
  }

  unthrottle(): void {
    this.#reading.resumeFrom(THROTTLED);
  }

  /** Deliveries pause while the client is behind, and what it asks is not read while it is far behind. */
  #checkBacklog(): void {
    if (this.#transport.bufferedBytes <= BACKLOG_LIMIT_BYTES) return;
    this.isWritable = false;
    if (this.#transport.bufferedBytes <= UNREAD_LIMIT_BYTES || this.#state !== 'open') return;
    this.#reading.pauseFor(FAR_BEHIND);
  }

  drained(): void {
    if (this.isWritable || this.#state !== 'open') return;
    this.isWritable = true;
    this.#reading.resumeFrom(FAR_BEHIND);
    for (const channel of this.connection?.channels.values() ?? []) channel.wake();
    this.host.endTurn();
  }

  /** ConnectionPort: under an alarm a publisher is told and no longer read. */
  block(reason: string | null): void {
    if (this.#state !== 'open') return;
    const isTold = this.capabilities.has('connection.blocked');
    if (reason === null) {
      if (isTold) this.send(0, 'connection.unblocked', {});
      this.#reading.resumeFrom(UNDER_ALARM);
      this.#heartbeat.received();
    } else {
      if (isTold) this.send(0, 'connection.blocked', { reason });
      this.#reading.pauseFor(UNDER_ALARM);
    }
  }

  removeChannel(number: number): void {
    this.#channels[number] = undefined;
  }

  /** Whether the client is not read: under an alarm, or because it does not take its answers. */
  get isPaused(): boolean {
    return this.#reading.isPaused;
  }

  /** Called when the client has shown no sign of life for two heartbeat intervals. */
  missedHeartbeats(): void {
    this.host.options.log('warn', `closing ${this.label}: missed heartbeats from the client`);
    this.destroy();
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
