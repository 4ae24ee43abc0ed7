import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import { eventually } from './eventually';
import { openChannel } from './open-client';
import type { RawClient } from './raw-client';
import { startTestBroker, type TestBroker } from './start-test-broker';

let server: TestBroker;
let client: RawClient;
let queue: string;

beforeAll(async () => {
  server = await startTestBroker();
});

afterAll(() => server.stop());

beforeEach(async () => {
  client = await openChannel(server.port);
  queue = (await client.call(1, 'queue.declare', { exclusive: true })).queue;
});

afterEach(async () => {
  await client.call(1, 'exchange.delete', { exchange: 'x' });
  await client.close();
  expect(server.broker.memory.messages).toBe(0);
});

const text = (value: string): FieldValue => ({ type: 'longstr', value });
const int = (value: number): FieldValue => ({ type: 'signedint', value });
const table = (fields: Readonly<Record<string, FieldValue>>): FieldTable => new Map(Object.entries(fields));

async function declare(type: string, args: Readonly<Record<string, FieldValue>> = {}): Promise<void> {
  await client.call(1, 'exchange.declare', { exchange: 'x', type, arguments: table(args) });
}

async function bind(routingKey = ''): Promise<void> {
  await client.call(1, 'queue.bind', { queue, exchange: 'x', routingKey });
}

function publish(body: string, headers: Readonly<Record<string, FieldValue>> = {}, routingKey = ''): void {
  client.publish(1, { exchange: 'x', routingKey, properties: { headers: table(headers) }, body });
}

async function ready(): Promise<number> {
  return (await client.call(1, 'queue.declare', { queue, passive: true })).messageCount;
}

async function got(): Promise<readonly [body: string, headers: FieldTable | undefined]> {
  client.send(1, 'basic.get', { queue, noAck: true });
  const { body, properties } = await client.content(1, 'basic.get-ok');
  return [body.toString(), properties.headers];
}

describe('the delayed message exchange', () => {
  const delayed = (routingType: string) => declare('x-delayed-message', { 'x-delayed-type': text(routingType) });

  test('keeps messages for as long as each of them asks, and then routes them', async () => {
    await delayed('fanout');
    await bind();
    const start = Date.now();
    publish('second', { 'x-delay': int(300) });
    publish('first', { 'x-delay': int(100) });
    publish('at once');
    publish('at once too', { 'x-delay': int(0) });
    publish('negative', { 'x-delay': int(-100) });
    expect(await ready()).toBe(3);
    for (const body of ['at once', 'at once too', 'negative']) expect((await got())[0]).toBe(body);
    await client.call(1, 'basic.consume', { queue, consumerTag: 'waiting', noAck: true });
    for (const [body, delay] of [
      ['first', 100],
      ['second', 300],
    ] as const) {
      const { properties, body: bytes } = await client.content(1, 'basic.deliver');
      expect(bytes.toString()).toBe(body);
      expect(Date.now() - start).toBeGreaterThanOrEqual(delay);
      expect(properties.headers).toEqual(table({ 'x-delay': int(-delay) }));
    }
  });

  test('lets go what becomes due together in the order in which it came', async () => {
    await delayed('fanout');
    await bind();
    for (let i = 0; i < 200; i++) publish(String(i), { 'x-delay': int(60) });
    await eventually(async () => expect(await ready()).toBe(200));
    for (let i = 0; i < 200; i++) expect((await got())[0]).toBe(String(i));
  });

  test('routes as its type says, with the bindings of the time', async () => {
    await delayed('topic');
    publish('x', { 'x-delay': int(60) }, 'a.b');
    publish('y', { 'x-delay': int(60) }, 'b.a');
    await bind('a.*');
    await eventually(async () => expect(await ready()).toBe(1));
    expect((await got())[0]).toBe('x');
  });

  test('confirms what it keeps, and does not return it', async () => {
    await delayed('direct');
    await client.call(1, 'confirm.select');
    client.publish(1, {
      exchange: 'x',
      mandatory: true,
      properties: { headers: table({ 'x-delay': int(50) }) },
      body: 'x',
    });
    await client.expect(1, 'basic.ack');
    expect(server.broker.memory.messages).toBe(1);
    await eventually(() => expect(server.broker.memory.messages).toBe(0));
  });

  test('forgets what it keeps when it is deleted', async () => {
    await delayed('fanout');
    await bind();
    publish('x', { 'x-delay': int(60_000) });
    await ready();
    expect(server.broker.memory.messages).toBe(1);
    await client.call(1, 'exchange.delete', { exchange: 'x' });
    expect(server.broker.memory.messages).toBe(0);
  });

  test('remembers the routing keys of BCC', async () => {
    await delayed('direct');
    await bind('hidden');
    publish('x', { 'x-delay': int(40), BCC: { type: 'array', value: [text('hidden')] } }, 'shown');
    await eventually(async () => expect(await ready()).toBe(1));
    expect(await got()).toEqual(['x', table({ 'x-delay': int(-40) })]);
  });
});

describe('the recent history exchange', () => {
  const bodies = async (): Promise<string[]> => {
    const all: string[] = [];
    for (let left = await ready(); left > 0; left--) all.push((await got())[0]);
    return all;
  };

  test('gives the last twenty messages to a queue that is bound later', async () => {
    await declare('x-recent-history');
    for (let i = 0; i < 30; i++) publish(String(i));
    await bind();
    publish('now');
    expect(await bodies()).toEqual([...Array.from({ length: 20 }, (_, i) => String(i + 10)), 'now']);
  });

  test('remembers as many as it is told, and nothing that asks not to be', async () => {
    await declare('x-recent-history', { 'x-recent-history-length': int(2) });
    for (const body of ['a', 'b', 'c']) publish(body);
    publish('secret', { 'x-recent-history-no-store': { type: 'bool', value: true } });
    await bind();
    expect(await bodies()).toEqual(['b', 'c']);
  });

  test('gives them to the queues of an exchange that is bound later', async () => {
    await declare('x-recent-history');
    publish('a');
    await client.call(1, 'queue.bind', { queue, exchange: 'amq.fanout' });
    await client.call(1, 'exchange.bind', { destination: 'amq.fanout', source: 'x' });
    expect(await bodies()).toEqual(['a']);
  });

  test('keeps a message whole that nobody took and that was returned', async () => {
    await declare('x-recent-history');
    client.publish(1, { exchange: 'x', mandatory: true, body: 'kept' });
    expect((await client.content(1, 'basic.return')).body.toString()).toBe('kept');
    await bind();
    expect(await bodies()).toEqual(['kept']);
  });
});

describe('an exchange with message deduplication', () => {
  const deduplication: FieldValue = { type: 'bool', value: true };

  test('lets each value of the header pass once, and messages without it always', async () => {
    await declare('fanout', { 'x-message-deduplication': deduplication });
    await bind();
    for (const value of ['1', '2', '1', '2']) publish(value, { 'x-deduplication-header': text(value) });
    publish('none');
    publish('none');
    expect(await ready()).toBe(4);
  });

  test('goes by the header that it is told, forgets the oldest value and what is too old', async () => {
    await declare('fanout', {
      'x-message-deduplication': deduplication,
      'x-deduplication-header': text('id'),
      'x-cache-size': int(2),
      'x-cache-ttl': int(60),
    });
    await bind();
    for (const id of [1, 2, 3, 1, 3]) publish('x', { id: int(id) });
    expect(await ready()).toBe(4);
    await new Promise((resolve) => setTimeout(resolve, 80));
    publish('x', { id: int(3) });
    expect(await ready()).toBe(5);
  });

  test('confirms a duplicate and does not return it', async () => {
    await declare('fanout', { 'x-message-deduplication': deduplication });
    await bind();
    await client.call(1, 'confirm.select');
    const properties = { headers: table({ 'x-deduplication-header': text('1') }) };
    for (let i = 1; i <= 2; i++) {
      client.publish(1, { exchange: 'x', mandatory: true, properties, body: 'x' });
      expect(await client.expect(1, 'basic.ack')).toEqual({ deliveryTag: i, multiple: false });
    }
    expect(await ready()).toBe(1);
  });
});
