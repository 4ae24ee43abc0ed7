import type { Broker } from '@/server/broker/broker';
import { BrokerError } from '@/server/broker/errors';
import type { StoreListener } from '@/server/broker/store';
import type { AmqpChannel } from './amqp-channel';
import { AmqpConnection, type ConnectionHost } from './amqp-connection';
import { Listener } from './listener';
import type { AmqpOptions } from './options';
import type { TlsOptions } from './tls-peer';
import type { AmqpInput, Peer, Transport } from './transport';

/** How long clients may take to answer connection.close at the shutdown. */
const SHUTDOWN_TIMEOUT_MS = 2000;

/** All AMQP connections of a broker, and the end of each turn: dispatch, confirms, and one write for each socket. */
export class AmqpServer implements ConnectionHost, StoreListener {
  readonly broker: Broker;
  readonly options: AmqpOptions;
  readonly #connections = new Set<AmqpConnection>();
  readonly #listeners: Listener[] = [];
  #dirty: AmqpConnection[] = [];
  #unconfirmed: AmqpChannel[] = [];
  /** Channels whose confirms wait for the store. */
  #unsafe: AmqpChannel[] = [];
  /** Connections whose output waits for definitions or messages to be safe. */
  #held: AmqpConnection[] = [];
  /** Connections that are not read because the disk is behind. */
  #throttled: AmqpConnection[] = [];
  #onEmpty: (() => void) | null = null;

  constructor(broker: Broker, options: AmqpOptions) {
    this.broker = broker;
    this.options = options;
    broker.endDueTurn = () => this.endTurn();
  }

  /** Listens and returns the port, which is a free one when 0 was asked for. Rejects with the error of the network. */
  async listen(host: string, port: number, tls?: TlsOptions): Promise<number> {
    const { handshakeTimeoutMs } = this.options;
    const listener = new Listener(this, tls && { ...tls, handshakeTimeoutMs });
    this.#listeners.push(listener);
    return await listener.listen(host, port);
  }

  /** Serves a client over any byte stream. */
  accept(transport: Transport, peer: Peer): AmqpInput {
    const connection = new AmqpConnection(this, transport, peer);
    this.#connections.add(connection);
    return connection;
  }

  /** The open connection of this name (as in the management API). */
  connectionNamed(name: string): AmqpConnection | undefined {
    for (const one of this.#connections) if (one.connection?.name === name) return one;
    return undefined;
  }

  tlsFailed(address: string, reason: string): void {
    this.options.log('warn', `AMQP client at ${address}: TLS failed: ${reason}`);
  }

  markDirty(connection: AmqpConnection): void {
    this.#dirty.push(connection);
  }

  /** Called by a channel at the first message since its last confirm. */
  awaitConfirm(channel: AmqpChannel): void {
    this.#unconfirmed.push(channel);
  }

  endTurn(): void {
    this.broker.endTurn();
    if (this.#unconfirmed.length > 0) {
      const channels = this.#unconfirmed;
      this.#unconfirmed = [];
      for (const channel of channels) channel.confirm();
    }
    if (this.#dirty.length > 0) {
      const connections = this.#dirty;
      this.#dirty = [];
      for (const connection of connections) connection.flush();
    }
  }

  // The store

  awaitStore(channel: AmqpChannel): void {
    this.#unsafe.push(channel);
  }

  awaitSafety(connection: AmqpConnection): void {
    this.#held.push(connection);
  }

  throttle(connection: AmqpConnection): void {
    this.#throttled.push(connection);
  }

  synced(position: number): void {
    const channels = this.#unsafe;
    this.#unsafe = [];
    for (const channel of channels) if (channel.stored(position)) this.#unsafe.push(channel);
    if (this.#held.length > 0) this.#releaseHeld();
    if (this.#throttled.length > 0 && this.broker.store?.isBehind === false) {
      const connections = this.#throttled;
      this.#throttled = [];
      for (const connection of connections) connection.unthrottle();
    }
    this.endTurn();
  }

  failed(): void {
    const channels = this.#unsafe;
    this.#unsafe = [];
    for (const channel of channels) channel.refuse();
    const safe = this.broker.store?.synced ?? 0;
    const failure = new BrokerError('internal-error', 'the disk refuses what the transaction has published');
    this.#held = this.#held.filter((connection) => !connection.failIfUnsafe(safe, failure));
    this.endTurn();
  }

  definitionsSafe(): void {
    this.#releaseHeld();
  }

  #releaseHeld(): void {
    const { store, definitions } = this.broker;
    const [changes, position] = [definitions?.safeChanges ?? 0, store?.synced ?? 0];
    this.#held = this.#held.filter((connection) => !connection.releaseIfSafe(changes, position));
  }

  definitionsFailed(failure: Error): void {
    const connections = this.#held;
    this.#held = [];
    for (const connection of connections) {
      connection.answersLost(new BrokerError('internal-error', `the definition cannot be stored: ${failure.message}`));
    }
    this.endTurn();
  }

  remove(connection: AmqpConnection): void {
    this.#connections.delete(connection);
    if (this.#connections.size === 0) this.#onEmpty?.();
  }

  /** Stops listening and closes every connection with CONNECTION_FORCED and this text. */
  async shutdown(text: string): Promise<void> {
    await Promise.all(this.#listeners.map((listener) => listener.close()));
    const empty = new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
    });
    for (const connection of [...this.#connections]) connection.close(text);
    if (this.#connections.size > 0) {
      const timeout = setTimeout(() => {
        for (const connection of [...this.#connections]) connection.destroy();
      }, SHUTDOWN_TIMEOUT_MS);
      await empty;
      clearTimeout(timeout);
    }
  }
}
