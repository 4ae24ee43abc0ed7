import { type Channel, type ChannelModel, connect } from 'amqplib';

const PRODUCERS = 10;
const EXCHANGES = 10;
const QUEUES = 20;
const BINDINGS = 80;
const TICK_MS = 20;

/** Sixty nodes and a hundred and twenty lines, with real clients: 10 producers, 10 exchanges, 20 queues, 20 consumers. */
export class BusyVHost {
  readonly #connections: ChannelModel[] = [];
  #timer: NodeJS.Timeout | null = null;

  async open(amqpUrl: string, messagesPerSecond: number): Promise<void> {
    const setUp = await this.#channel(amqpUrl, 'set-up');
    for (let n = 0; n < EXCHANGES; n += 1) await setUp.assertExchange(`exchange-${n}`, 'topic');
    for (let n = 0; n < QUEUES; n += 1) await setUp.assertQueue(`queue-${n}`);
    for (let n = 0; n < BINDINGS; n += 1) {
      const [exchange, turn] = [n % EXCHANGES, Math.floor(n / EXCHANGES)];
      await setUp.bindQueue(`queue-${(exchange * 2 + turn) % QUEUES}`, `exchange-${exchange}`, `*.${turn}`);
    }
    for (let n = 0; n < QUEUES; n += 1) {
      const channel = await this.#channel(amqpUrl, `worker-${n}`);
      await channel.prefetch(50);
      await channel.consume(`queue-${n}`, (message) => message && channel.ack(message));
    }
    const producers: Channel[] = [];
    for (let n = 0; n < PRODUCERS; n += 1) producers.push(await this.#channel(amqpUrl, `service-${n}`));
    this.#publish(producers, messagesPerSecond);
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    for (const connection of this.#connections) await connection.close().catch(() => {});
  }

  /** Each producer publishes to two exchanges; each message goes to one queue. */
  #publish(producers: readonly Channel[], perSecond: number): void {
    let sent = 0;
    const began = performance.now();
    const body = Buffer.from('{"bench":true}');
    this.#timer = setInterval(() => {
      const due = ((performance.now() - began) / 1_000) * perSecond;
      for (; sent < due; sent += 1) {
        const producer = sent % PRODUCERS;
        const exchange = (producer + (Math.floor(sent / PRODUCERS) % 2)) % EXCHANGES;
        producers[producer]?.publish(`exchange-${exchange}`, `order.${sent % 8}`, body);
      }
    }, TICK_MS);
  }

  async #channel(amqpUrl: string, name: string): Promise<Channel> {
    const connection = await connect(amqpUrl, { clientProperties: { connection_name: name } });
    connection.on('error', () => {});
    this.#connections.push(connection);
    return await connection.createChannel();
  }
}
