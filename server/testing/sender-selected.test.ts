import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import { openChannel } from './open-client';
import type { RawClient } from './raw-client';
import { startTestBroker, type TestBroker } from './start-test-broker';

let server: TestBroker;
let client: RawClient;

beforeAll(async () => {
  server = await startTestBroker();
  server.broker.access.addUser('courier', 'secret', ['impersonator']);
  const courier = server.broker.access.users.get('courier');
  if (courier) server.broker.access.setPermission(courier, '/', { configure: '.*', write: '.*', read: '.*' });
});

afterAll(() => server.stop());

beforeEach(async () => {
  client = await openChannel(server.port);
  for (const queue of ['to', 'cc', 'bcc']) await client.call(1, 'queue.declare', { queue, exclusive: true });
});

afterEach(async () => {
  await client.close();
  expect(server.broker.memory.messages).toBe(0);
});

const strings = (...values: string[]): FieldValue => ({
  type: 'array',
  value: values.map((value) => ({ type: 'longstr', value })),
});

async function got(queue: string) {
  client.send(1, 'basic.get', { queue, noAck: true });
  return await client.content(1, 'basic.get-ok');
}

async function ready(queue: string): Promise<number> {
  return (await client.call(1, 'queue.declare', { queue, passive: true })).messageCount;
}

describe('the headers CC and BCC', () => {
  test('name further queues; all but BCC is delivered as it was sent', async () => {
    const kept: FieldTable = new Map([
      ['CC', strings('cc', 'nobody')],
      ['a', { type: 'signedint', value: 1 }],
    ]);
    const headers = new Map([...kept, ['BCC', strings('bcc')] as const]);
    client.publish(1, { routingKey: 'to', properties: { headers, contentType: 'text/plain' }, body: 'hello' });
    for (const queue of ['to', 'cc', 'bcc']) {
      const { args, properties, body } = await got(queue);
      expect([args.routingKey, body.toString()]).toEqual(['to', 'hello']);
      expect(properties).toEqual({ contentType: 'text/plain', headers: kept });
    }
  });

  test('work for a message whose own key leads nowhere, and in any exchange', async () => {
    for (const queue of ['cc', 'bcc']) {
      await client.call(1, 'queue.bind', { queue, exchange: 'amq.topic', routingKey: `${queue}.*` });
    }
    const headers = new Map([['CC', strings('cc.1', 'bcc.2', 'bcc.3')]]);
    client.publish(1, {
      exchange: 'amq.topic',
      routingKey: 'none',
      mandatory: true,
      properties: { headers },
      body: 'x',
    });
    expect([await ready('to'), await ready('cc'), await ready('bcc')]).toEqual([0, 1, 1]);
    await got('cc');
    await got('bcc');
  });

  test('pass over elements that are no strings', async () => {
    const headers: FieldTable = new Map([
      [
        'CC',
        {
          type: 'array',
          value: [
            { type: 'signedint', value: 1 },
            { type: 'longstr', value: 'cc' },
          ],
        },
      ],
    ]);
    client.publish(1, { routingKey: 'to', properties: { headers }, body: 'x' });
    await got('cc');
    await got('to');
  });

  test('are hidden as well in what comes back to the publisher', async () => {
    const headers = new Map([['BCC', strings('nobody')]]);
    client.publish(1, { routingKey: 'nobody', mandatory: true, properties: { headers }, body: 'x' });
    expect((await client.content(1, 'basic.return')).properties).toEqual({ headers: new Map() });
  });

  test('count in a message of many frames too', async () => {
    const headers = new Map([['BCC', strings('bcc')]]);
    client.publish(1, { routingKey: 'to', properties: { headers }, body: 'x'.repeat(300_000) });
    expect((await got('bcc')).body.length).toBe(300_000);
    expect((await got('to')).properties).toEqual({ headers: new Map() });
  });
});

describe('the properties that the broker checks', () => {
  test.each(['0', '1', '+5', '007', '99999999999', '315360000000'])(
    'may be an expiration of %s',
    async (expiration) => {
      await client.call(1, 'confirm.select');
      client.publish(1, { exchange: 'amq.fanout', properties: { expiration }, body: 'x' });
      expect(await client.expect(1, 'basic.ack')).toEqual({ deliveryTag: 1, multiple: false });
    },
  );

  test('may be the name of another user for an impersonator', async () => {
    const courier = await openChannel(server.port, { user: 'courier', password: 'secret' });
    await courier.call(1, 'confirm.select');
    courier.publish(1, { exchange: 'amq.fanout', properties: { userId: 'somebody' }, body: 'x' });
    await courier.expect(1, 'basic.ack');
    await courier.close();
  });
});
