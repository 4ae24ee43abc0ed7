import { Block, copyBlock } from '@/server/broker/block';
import type { Channel, ChannelPort } from '@/server/broker/channel';
import type { Consumer } from '@/server/broker/consumer';
import { BrokerError } from '@/server/broker/errors';
import { Address, type Message } from '@/server/broker/message';
import { type Route, routeAtOnce } from '@/server/broker/route';
import type { Session } from '@/server/broker/session';
import type { MessageStore } from '@/server/broker/store';
import type { Transaction } from '@/server/broker/transaction';
import type { VHost } from '@/server/broker/vhost';
import type { AmqpConnection } from './amqp-connection';
import { Confirms } from './confirms';
import { ContentAssembler } from './content-assembler';
import { unknownDeliveryTag } from './delivery-tag';
import { CLASS_BASIC, FRAME_BODY, FRAME_END, FRAME_HEAD_BYTES, FRAME_HEADER } from './frame';
import { decodeMethod, encodeMethod, type Method } from './method-codec';
import { handle } from './methods/dispatch';
import { checkProperties } from './properties-codec';
import { Reader } from './reader';
import { RouteCache } from './route-cache';
import type { MethodArgs, MethodName } from './spec';

const MANDATORY = 1;
const IMMEDIATE = 2;
const NO_ROUTE = { replyCode: 312, replyText: 'NO_ROUTE' };
const NO_CONSUMERS = { replyCode: 313, replyText: 'NO_CONSUMERS' };
/** Class, weight, body size and flags of a content header. */
const HEADER_MIN_BYTES = 14;

/**
 * The server's side of a channel. Publishes and acknowledgements are read straight from the frame's bytes; every other
 * method goes through the decoder and the handlers in `methods/`.
 */
export class AmqpChannel implements ChannelPort {
  readonly connection: AmqpConnection;
  readonly channel: Channel;
  readonly number: number;
  readonly #vhost: VHost;
  readonly #routes = new RouteCache();
  readonly #content: ContentAssembler;
  #route: Route | null = null;
  /** Whether the message on the way has properties that mean something to the broker. */
  #isSpecial = false;
  #isAdmitting = false;
  /** The octet of basic.publish with the bits mandatory and immediate. */
  #bits = 0;
  /** The queue that this channel declared last: what an empty queue name stands for. */
  lastQueue: string | null = null;
  /** True after channel.close was sent: everything but its answer is ignored. */
  isClosing = false;
  readonly #confirms = new Confirms();
  #isConfirmDue = false;
  /** Confirms that wait for the store, in order: those up to a number, for all below a position of the log. */
  #unsafe: { last: number; position: number }[] = [];

  constructor(connection: AmqpConnection, number: number) {
    this.connection = connection;
    this.number = number;
    const { broker, options } = connection.host;
    this.#vhost = this.session.vhost;
    this.#content = new ContentAssembler(broker.memory, options.maxMessageBytes);
    if (connection.connection === null) throw new Error('a channel needs an open connection');
    this.channel = broker.openChannel(connection.connection, number, this);
  }

  get session(): Session {
    return this.connection.session as Session;
  }

  // Publishing

  /** Whether a message is on the way: basic.publish was read, and its content not to the end, or it was refused there. */
  get isPublishing(): boolean {
    return this.#content.isExpected || this.#isAdmitting;
  }

  /**
   * Reads basic.publish at chunk[payload, next), and at one go the header and body frames behind it when they are there
   * whole. Returns where the next frame begins.
   */
  publish(chunk: Block, payload: number, next: number, end: number): number {
    this.#content.expectNothing();
    const view = chunk.view;
    const start = payload + 6;
    if (next - start < 4) throw malformedPublish();
    const keyAt = start + 1 + view.getUint8(start);
    if (keyAt + 3 > next) throw malformedPublish();
    const addressEnd = keyAt + 1 + view.getUint8(keyAt);
    if (addressEnd + 2 !== next) throw malformedPublish();
    const bits = view.getUint8(addressEnd) & (MANDATORY | IMMEDIATE);
    const route =
      this.#routes.find(chunk, start, addressEnd, this.#vhost.topologyVersion) ??
      this.#findRoute(chunk.bytes.slice(start, addressEnd));
    const after = this.#wholeContent(chunk, next, end, route, bits);
    if (after !== 0) return after;
    this.#route = route;
    this.#bits = bits;
    this.#content.expectHeader();
    return next;
  }

  /** Takes the content whose header and single body frame lie in chunk[at, end); 0 when they do not. */
  #wholeContent(chunk: Block, at: number, end: number, route: Route, bits: number): number {
    const view = chunk.view;
    const header = at + FRAME_HEAD_BYTES;
    if (end - header < HEADER_MIN_BYTES + 1 || view.getUint8(at) !== FRAME_HEADER) return 0;
    if (view.getUint16(at + 1) !== this.number || view.getUint16(header) !== CLASS_BASIC) return 0;
    const headerEnd = header + view.getUint32(at + 3);
    const bodyBytes = view.getUint32(header + 8);
    if (headerEnd >= end || view.getUint32(header + 4) !== 0 || view.getUint8(headerEnd) !== FRAME_END) return 0;
    const properties = header + 12;
    const { frameMaxBytes } = this.connection;
    if (headerEnd < properties + 2 || headerEnd - header > frameMaxBytes) return 0;
    const frame = headerEnd + 1;
    const body = frame + FRAME_HEAD_BYTES;
    const after = bodyBytes === 0 ? frame : body + bodyBytes + 1;
    if (after > end || bodyBytes > this.#content.maxMessageBytes) return 0;
    if (bodyBytes > 0) {
      if (view.getUint8(frame) !== FRAME_BODY || view.getUint16(frame + 1) !== this.number) return 0;
      if (view.getUint32(frame + 3) !== bodyBytes || view.getUint8(after - 1) !== FRAME_END) return 0;
      if (bodyBytes > frameMaxBytes) return 0;
    }
    // Without properties there is nothing to check but the flags, which are zero.
    const hasProperties = headerEnd - properties > 2 || view.getUint16(properties) !== 0;
    const isSpecial = hasProperties && checkProperties(chunk, properties, headerEnd);
    const message = this.#vhost.memory.allocate(route.address, headerEnd - properties, bodyBytes);
    copyBlock(chunk, properties, headerEnd, message.slab, message.offset);
    if (bodyBytes > 0) {
      copyBlock(chunk, body, body + bodyBytes, message.slab, message.offset + message.propertiesBytes);
    }
    if (isSpecial) this.#publishSpecial(route, message, bits);
    else this.#publish(route, message, bits);
    return after;
  }

  header(bytes: Uint8Array, start: number, end: number): void {
    const isWhole = this.#content.header(bytes, start, end);
    const { properties } = this.#content;
    this.#isSpecial = checkProperties(new Block(properties), 0, properties.length);
    if (isWhole) this.#assembled();
  }

  body(bytes: Uint8Array, start: number, end: number): void {
    if (this.#content.body(bytes, start, end)) this.#assembled();
  }

  #assembled(): void {
    const route = this.#route as Route;
    this.#route = null;
    // The topology may have changed since basic.publish was read, by this chunk or another.
    const fresh = route.version === this.#vhost.topologyVersion ? route : this.#findRoute(route.address.block.bytes);
    const message = this.#content.take(fresh.address);
    if (this.#isSpecial) this.#publishSpecial(fresh, message, this.#bits);
    else this.#publish(fresh, message, this.#bits);
  }

  /** With properties that mean something to the broker, which may change the message or its destinations. */
  #publishSpecial(route: Route, message: Message, bits: number): void {
    this.#isAdmitting = true;
    const admitted = this.session.admit(route, message, this.channel);
    this.#isAdmitting = false;
    this.#publish(admitted.route, admitted.message, bits);
  }

  #publish(route: Route, message: Message, bits: number): void {
    const { transaction } = this.channel;
    if (transaction !== null) transaction.publish({ route, message, bits });
    else this.#publishNow(route, message, bits);
  }

  #publishNow(route: Route, message: Message, bits: number): void {
    const isImmediate = (bits & IMMEDIATE) !== 0;
    const queues = isImmediate
      ? this.#publishAtOnce(route, message)
      : this.#vhost.publish(route, message, this.channel);
    if (queues <= 0) {
      const isReturned = isImmediate || (bits & MANDATORY) !== 0;
      if (isReturned) this.#return(message, queues === 0 && (bits & MANDATORY) !== 0 ? NO_ROUTE : NO_CONSUMERS);
      else this.channel.dropped += 1;
      this.#vhost.discard(message, isReturned);
    }
    if (this.channel.confirms) {
      if (!this.#isConfirmDue) {
        this.#isConfirmDue = true;
        this.connection.host.awaitConfirm(this);
      }
      this.#confirms.published(queues > 0 && this.#vhost.hasRefused);
    }
  }

  #findRoute(addressBytes: Uint8Array): Route {
    const reader = new Reader(addressBytes);
    const address = new Address(reader.shortstr(), reader.shortstr(), addressBytes);
    const route = this.session.route(address, this.channel);
    this.#routes.add(route);
    const connection = this.channel.connection;
    connection.hasPublished = true;
    if (this.#vhost.broker.alarm !== null) this.#vhost.broker.block(connection);
    return route;
  }

  /** Publishes to the queues that can deliver now; 0 when no queue matched, -1 when none of them could. */
  #publishAtOnce(route: Route, message: Message): number {
    const narrowed = routeAtOnce(route, message, this.#vhost);
    const queues = this.#vhost.publish(narrowed.route, message, this.channel);
    for (const queue of narrowed.route.queues) queue.dispatch();
    return queues === 0 && narrowed.isRoutable ? -1 : queues;
  }

  /** basic.return goes out before the confirm of the same message (RabbitMQ). */
  #return(message: Message, why: { readonly replyCode: number; readonly replyText: string }): void {
    const { exchange, routingKey } = message.address;
    this.channel.returned += 1;
    this.sendContent('basic.return', { ...why, exchange, routingKey }, message);
  }

  /**
   * tx.commit: what the transaction has gathered happens, publications first (RabbitMQ). What the connection sends
   * afterwards waits until the persistent messages among them are safe.
   */
  commit(transaction: Transaction): void {
    let isPartial = false;
    this.channel.hasStored = false;
    for (const { route, message, bits } of transaction.takePublications()) {
      const isFresh = route.version === this.#vhost.topologyVersion;
      this.#publishNow(isFresh ? route : this.#vhost.refresh(route), message, bits);
      isPartial ||= this.#vhost.hasRefused;
    }
    transaction.settleAll(this.channel);
    if (isPartial) throw new BrokerError('precondition-failed', 'partial tx completion');
    const { store } = this.#vhost.broker;
    if (store === null || !this.channel.hasStored) return;
    if (store.isFailing) throw new BrokerError('internal-error', 'the disk refuses what the transaction has published');
    this.connection.held.forMessages(store.end);
  }

  startConfirms(): void {
    this.channel.confirms = true;
  }

  /** The end of a turn in which messages were published: confirms them, or has them wait for the store. */
  confirm(): void {
    this.#isConfirmDue = false;
    const { hasStored } = this.channel;
    this.channel.hasStored = false;
    const { store } = this.#vhost.broker;
    if (this.isClosing) return;
    if (store !== null && (hasStored || this.#unsafe.length > 0)) this.#confirmLater(store, hasStored);
    else this.#confirmUpTo(this.#confirms.last);
  }

  /** What is not stored is never confirmed, and neither is what was published after it before its turn. */
  #confirmLater(store: MessageStore, hasStored: boolean): void {
    if (store.isFailing) {
      this.refuse();
      return;
    }
    const { last } = this.#confirms;
    if (this.#unsafe.length === 0) this.connection.host.awaitStore(this);
    const newest = this.#unsafe.at(-1);
    if (newest !== undefined && (!hasStored || newest.position === store.end)) newest.last = last;
    else this.#unsafe.push({ last, position: store.end });
  }

  /** Everything below a position of the log is safe. True while there is more to wait for. */
  stored(position: number): boolean {
    let covered = 0;
    while (covered < this.#unsafe.length && (this.#unsafe[covered]?.position as number) <= position) covered += 1;
    if (covered > 0) {
      const [newest] = this.#unsafe.splice(0, covered).slice(-1);
      this.#confirmUpTo(newest?.last as number);
    }
    return this.#unsafe.length > 0;
  }

  /** Tells the publisher that what was published since the last confirm may get lost. */
  refuse(): void {
    this.#unsafe = [];
    if (!this.isClosing) this.#confirms.refuseAll(this);
  }

  #confirmUpTo(last: number): void {
    if (this.isClosing) return;
    const count = this.#confirms.confirmUpTo(last, this);
    this.channel.confirmed += count;
    this.#vhost.confirmed += count;
  }

  // Settling

  /** basic.ack, read from its payload. */
  acknowledge({ view }: Block, payload: number): void {
    const deliveryTag = view.getUint32(payload + 4) * 0x1_0000_0000 + view.getUint32(payload + 8);
    const multiple = (view.getUint8(payload + 12) & 1) === 1;
    if (this.channel.acknowledge(deliveryTag, multiple)) return;
    throw unknownDeliveryTag(deliveryTag);
  }

  // Other methods

  method(method: Method): void {
    this.#content.expectNothing();
    const { definitions } = this.#vhost.broker;
    const before = definitions?.changes;
    handle(this, method);
    // Answers that tell of a definition wait until it is safe, and so does what comes after them.
    if (definitions !== null && definitions.changes !== before)
      this.connection.held.forDefinitions(definitions.changes);
  }

  send<M extends MethodName>(name: M, args: MethodArgs<M>): void {
    this.connection.send(this.number, name, args);
  }

  sendContent<M extends MethodName>(name: M, args: MethodArgs<M>, message: Message): void {
    this.connection.output.method(this.number, encodeMethod(name, args));
    this.connection.output.content(this.number, message);
    this.connection.markDirty();
  }

  // ChannelPort

  get unconfirmedCount(): number {
    return this.channel.confirms ? this.#confirms.waitingCount : 0;
  }

  get isWritable(): boolean {
    return this.connection.isWritable;
  }

  deliver(consumer: Consumer, message: Message, deliveryTag: number, redelivered: boolean): void {
    const connection = this.connection;
    connection.output.deliver(this.number, consumer, message, deliveryTag, redelivered);
    if (!connection.isDirty) connection.markDirty();
  }

  consumerCancelled(consumer: Consumer): void {
    if (this.isClosing || !this.connection.capabilities.has('consumer_cancel_notify')) return;
    this.send('basic.cancel', { consumerTag: consumer.consumerTag, noWait: true });
  }

  fail(error: BrokerError): void {
    this.connection.fail(error, this.number);
  }

  // The end

  /** Ends the channel from the broker's side. */
  close(args: MethodArgs<'channel.close'>): void {
    this.end();
    this.#route = null;
    this.send('channel.close', args);
    this.connection.host.broker.closeChannel(this.channel);
  }

  whileClosing(bytes: Uint8Array, start: number, end: number): void {
    const method = decodeMethod(bytes, start, end);
    if (method.name === 'channel.close') this.send('channel.close-ok', {});
    if (method.name === 'channel.close' || method.name === 'channel.close-ok') {
      this.connection.removeChannel(this.number);
    }
  }

  /** Sends what is due, and nothing after that. */
  end(): void {
    this.confirm();
    this.#unsafe = [];
    this.isClosing = true;
    this.#content.abandon();
  }

  /** The client closes the channel. */
  closedByClient(): void {
    this.end();
    this.connection.host.broker.closeChannel(this.channel);
    this.send('channel.close-ok', {});
    this.connection.removeChannel(this.number);
  }
}

function malformedPublish(): BrokerError {
  return new BrokerError('syntax-error', 'malformed basic.publish');
}
