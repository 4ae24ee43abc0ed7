import type { Broker } from '@/server/broker/broker';
import type { AmqpChannel } from './amqp-channel';
import { AmqpConnection, type ConnectionHost } from './amqp-connection';
import { Listener } from './listener';
import type { AmqpOptions } from './options';
import type { TlsOptions } from './tls-peer';
import type { AmqpInput, Peer, Transport } from './transport';

/** How long clients may take to answer connection.close at the shutdown. */
const SHUTDOWN_TIMEOUT_MS = 2000;

/** All AMQP connections of a broker, and the end of each turn: dispatch, confirms, and one write for each socket. */
export class AmqpServer implements ConnectionHost {
  readonly broker: Broker;
  readonly options: AmqpOptions;
  readonly #connections = new Set<AmqpConnection>();
  readonly #listeners: Listener[] = [];
  #dirty: AmqpConnection[] = [];
  #unconfirmed: AmqpChannel[] = [];
  #onEmpty: (() => void) | null = null;

  constructor(broker: Broker, options: AmqpOptions) {
    this.broker = broker;
    this.options = options;
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
