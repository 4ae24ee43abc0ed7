import type { Channel, ChannelModel } from 'amqplib';
import { connect } from 'amqplib';
import { AMQP_PORT } from './ports';

const KEYS = ['order.created', 'order.paid', 'order.shipped.eu', 'order.shipped.us', 'order.cancelled'];

/** A small shop at work: services that publish and consume over real AMQP connections. */
export class Shop {
  readonly #vhost: string;
  readonly #connections: ChannelModel[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  #isClosed = false;

  constructor(vhost: string) {
    this.#vhost = vhost;
  }

  async open(): Promise<void> {
    const setup = await this.#channel('set-up');
    await setup.assertExchange('events', 'topic');
    await setup.assertExchange('audit', 'fanout');
    await setup.bindExchange('audit', 'events', '#');
    for (const [queue, key] of [
      ['emails', 'order.created'],
      ['invoices', 'order.paid'],
      ['shipping.eu', 'order.shipped.eu'],
      ['shipping.us', 'order.shipped.us'],
    ] as const) {
      await setup.assertQueue(queue);
      await setup.bindQueue(queue, 'events', key);
    }
    await setup.assertQueue('audit.log');
    await setup.bindQueue('audit.log', 'audit', '');
    await this.#produce('orders-api', 12);
    await this.#produce('web-shop', 7);
    await this.#consume('mailer', 'emails', 8, 700);
    await this.#consume('billing', 'invoices', 4, 250);
    await this.#consume('courier-eu', 'shipping.eu', 10, 900);
    await this.#consume('courier-us', 'shipping.us', 10, 120);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const connection of this.#connections) await connection.close().catch(() => {});
  }

  async #channel(name: string): Promise<Channel> {
    const connection = await connect(`amqp://guest:guest@127.0.0.1:${AMQP_PORT}/${this.#vhost}`, {
      clientProperties: { connection_name: name },
    });
    connection.on('error', () => {});
    this.#connections.push(connection);
    return await connection.createChannel();
  }

  async #produce(name: string, perSecond: number): Promise<void> {
    const channel = await this.#channel(name);
    let sent = 0;
    this.#timers.push(
      setInterval(() => {
        const key = KEYS[sent++ % KEYS.length] as string;
        const isUrgent = sent % 5 === 0;
        const options = { persistent: name === 'orders-api', ...(isUrgent ? { priority: 7 } : {}) };
        channel.publish('events', key, Buffer.from(JSON.stringify({ order: sent, from: name })), options);
      }, 1000 / perSecond),
    );
  }

  async #consume(name: string, queue: string, prefetch: number, workMs: number): Promise<void> {
    const channel = await this.#channel(name);
    await channel.prefetch(prefetch);
    await channel.consume(queue, (message) => {
      if (message) setTimeout(() => this.#isClosed || channel.ack(message), workMs);
    });
  }
}
