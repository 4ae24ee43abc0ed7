import { field, publishFrames, uint32 } from './amqp-frames';
import { openWire } from './amqp-open';
import type { AmqpUrl } from './amqp-url';
import type { Wire } from './amqp-wire';
import { declareQueue } from './topology';

export const QUEUES = 10_000;
export const CONNECTIONS = 1_000;
const OPEN_AT_ONCE = 50;
const DECLARE_AT_ONCE = 100;
const READ_BYTES = 4 * 1024;
const MAX_LENGTH = 10;
const BUSY_CONNECTIONS = 200;
const TRAFFIC_INTERVAL_MS = 10;
const MESSAGES_EACH_TIME = 10;

export const queueName = (index: number): string => `bench.scale.${index}`;

/** Returns the milliseconds that it took. */
export async function declareQueues(url: AmqpUrl): Promise<number> {
  const { wire } = await openWire(url);
  const maxLength = field('x-max-length', 'I', uint32(MAX_LENGTH));
  const from = performance.now();
  for (let first = 0; first < QUEUES; first += DECLARE_AT_ONCE) {
    const group = Array.from({ length: DECLARE_AT_ONCE }, (_, i) => queueName(first + i));
    await Promise.all(group.map((name) => declareQueue(wire, name, 0, [maxLength])));
  }
  const milliseconds = performance.now() - from;
  await wire.close();
  return milliseconds;
}

/** Adds them to the list while it opens them, so that they can be closed whatever happens. */
export async function openConnections(url: AmqpUrl, wires: Wire[]): Promise<void> {
  while (wires.length < CONNECTIONS) {
    const opening = Array.from({ length: OPEN_AT_ONCE }, () => openWire(url, { readBytes: READ_BYTES }));
    for (const { wire } of await Promise.all(opening)) wires.push(wire);
  }
}

/** Some of the connections publish a thousand messages a second, each to a queue of its own, some more than others. */
export function startTraffic(wires: readonly Wire[]): { stop(): void } {
  const publishes = wires.slice(0, BUSY_CONNECTIONS).map((wire, i) => {
    const routingKey = queueName(i * Math.floor(QUEUES / BUSY_CONNECTIONS));
    const { bytes } = publishFrames({ exchange: '', routingKey, bodyBytes: 100, persistent: false });
    return { wire, bytes };
  });
  const timer = setInterval(() => {
    for (let i = 0; i < MESSAGES_EACH_TIME; i++) {
      const chosen = publishes[Math.floor(Math.random() ** 2 * publishes.length)];
      chosen?.wire.socket.write(chosen.bytes);
    }
  }, TRAFFIC_INTERVAL_MS);
  return { stop: () => clearInterval(timer) };
}
