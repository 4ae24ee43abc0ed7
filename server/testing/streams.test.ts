import amqp, { type ChannelModel, type ConsumeMessage } from 'amqplib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from './eventually';
import { startTestBroker, type TestBroker } from './start-test-broker';

let broker: TestBroker;
let connection: ChannelModel;

beforeEach(async () => {
  broker = await startTestBroker();
  connection = await amqp.connect(broker.url);
  connection.on('error', () => {});
});

afterEach(async () => {
  await connection.close().catch(() => {});
  await broker.stop();
});

const MESSAGES = 600;

async function readAll(offset: string | number, prefetch: number): Promise<ConsumeMessage[]> {
  const channel = await connection.createChannel();
  await channel.prefetch(prefetch);
  const received: ConsumeMessage[] = [];
  const take = (message: ConsumeMessage | null): void => {
    if (!message) return;
    received.push(message);
    channel.ack(message);
  };
  await channel.consume('s', take, { arguments: { 'x-stream-offset': offset } });
  return received;
}

test('several readers read a stream from where they like, in order, with its offsets', async () => {
  const confirms = await connection.createConfirmChannel();
  await confirms.assertQueue('s', { durable: true, arguments: { 'x-queue-type': 'stream' } });
  const early = await readAll('next', 10);
  for (let i = 0; i < MESSAGES; i++) confirms.sendToQueue('s', Buffer.from(String(i)), { headers: { i } });
  await confirms.waitForConfirms();
  const all = await readAll('first', 100);
  const half = await readAll(MESSAGES / 2, 1);
  await eventually(() => expect([early.length, all.length, half.length]).toEqual([MESSAGES, MESSAGES, MESSAGES / 2]));
  for (const [readings, from] of [
    [early, 0],
    [all, 0],
    [half, MESSAGES / 2],
  ] as const) {
    const wrong = readings.filter(({ content, properties, fields }, i) => {
      const { headers } = properties;
      const offset = headers?.['x-stream-offset'] as unknown;
      return content.toString() !== String(i + from) || offset !== i + from || fields.redelivered;
    });
    expect(wrong).toEqual([]);
  }
  expect((await confirms.checkQueue('s')).messageCount).toBe(MESSAGES);
});

test.each<readonly [string, Record<string, unknown>, string]>([
  ['no-ack', { noAck: true }, 'NOT_IMPLEMENTED - automatic acknowledgement not supported by stream queues'],
  [
    'a wrong offset',
    { arguments: { 'x-stream-offset': '1x' } },
    "PRECONDITION_FAILED - invalid arg 'x-stream-offset' for queue 's' in vhost '/': {invalid_stream_offset_arg",
  ],
])('a reader with %s is refused', async (_what, options, text) => {
  const channel = await connection.createChannel();
  const failures: string[] = [];
  for (const emitter of [channel, connection]) emitter.on('error', (error: Error) => failures.push(error.message));
  await channel.assertQueue('s', { durable: true, arguments: { 'x-queue-type': 'stream' } });
  await channel.prefetch(1);
  await channel.consume('s', () => {}, options).catch(() => {});
  await eventually(() => expect(failures.join()).toContain(text));
});
