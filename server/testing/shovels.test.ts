import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ChannelModel, type ConfirmChannel, type ConsumeMessage, connect, type GetMessage } from 'amqplib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import { eventually } from './eventually';
import { HttpApi } from './http-api';
import { openChannel } from './open-client';
import { startTestServer, type TestServer } from './start-test-server';

/** Shovels of a whole Warren, as a client of its management API and of AMQP sees them. */

const lines: string[] = [];
let server: TestServer;
let api: HttpApi;
let connection: ChannelModel;
let channel: ConfirmChannel;
let vhosts = 0;
let vhost: string;

beforeAll(async () => {
  server = await startTestServer({ log: (level, text) => void lines.push(`${level} ${text}`) });
  api = new HttpApi(server.httpUrl);
});

afterAll(() => server.stop());

beforeEach(async () => {
  vhost = `v${++vhosts}`;
  await api.put(`vhosts/${vhost}`, {});
  await api.put(`permissions/${vhost}/guest`, { configure: '.*', write: '.*', read: '.*' });
  connection = await connect(`${server.amqpUrl}/${vhost}`);
  connection.on('error', () => {});
  channel = await connection.createConfirmChannel();
});

afterEach(async () => {
  await connection.close().catch(() => {});
  await api.delete(`vhosts/${vhost}`);
});

const here = (): string => `amqp:///${vhost}`;
const between = (): object => ({ 'src-uri': here(), 'src-queue': 'from', 'dest-uri': here(), 'dest-queue': 'to' });
const put = (value: object, name = 's') => api.put(`parameters/shovel/${vhost}/${name}`, { value });
// biome-ignore lint/suspicious/noExplicitAny: the JSON of a status, of which tests state what they expect.
const status = async (name = 's'): Promise<any> => (await api.get(`shovels/${vhost}/${name}`)).json;

const stateIs = (state: string, name = 's') =>
  eventually(async () => expect((await status(name)).state).toBe(state), 10_000);

async function publish(queue: string, count: number, from = 0): Promise<void> {
  for (let i = from; i < from + count; i++) channel.sendToQueue(queue, Buffer.from(String(i)), { persistent: true });
  await channel.waitForConfirms();
}

/** 0 as well while there is no such queue. */
async function countOf(queue: string): Promise<number> {
  return (await api.get(`queues/${vhost}/${queue}`)).json.messages ?? 0;
}

async function drain(queue: string): Promise<GetMessage[]> {
  const all: GetMessage[] = [];
  for (let got = await channel.get(queue, { noAck: true }); got; got = await channel.get(queue, { noAck: true })) {
    all.push(got);
  }
  return all;
}

const numbers = (messages: readonly GetMessage[]): number[] => messages.map(({ content }) => Number(content));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('a shovel within one Warren', () => {
  test('carries messages in their order, with their properties, and says how it does', async () => {
    await channel.assertQueue('from');
    await publish('from', 100);
    channel.sendToQueue('from', Buffer.from('100'), {
      headers: { a: 1 },
      expiration: '60000',
      userId: 'guest',
      type: 't',
    });
    const isNew = await put({ ...between(), 'src-prefetch-count': 7 });
    expect(isNew.status).toBe(201);
    await eventually(async () => expect((await status()).forwarded).toBe(101), 10_000);
    expect(await status()).toMatchObject({
      ...{ name: 's', vhost, type: 'dynamic', state: 'running', src_uri: here(), dest_uri: here() },
      ...{ src_protocol: 'amqp091', dest_protocol: 'amqp091', src_queue: 'from', dest_queue: 'to', pending: 0 },
    });
    const all = await drain('to');
    expect(numbers(all)).toEqual(upTo(101));
    const { headers, expiration, userId, type, deliveryMode } = all[100]?.properties ?? {};
    expect({ headers, expiration, userId, type }).toEqual({
      ...{ headers: { a: 1 }, expiration: '60000', userId: 'guest', type: 't' },
    });
    expect([all[0]?.properties.deliveryMode, deliveryMode]).toEqual([2, undefined]);
    expect(await countOf('from')).toBe(0);
  });

  test('leaves the types of headers as they are', async () => {
    const client = await openChannel(Number(new URL(server.amqpUrl).port), { vhost });
    const headers: FieldTable = new Map<string, FieldValue>([
      ['byte', { type: 'byte', value: 5 }],
      ['short', { type: 'short', value: 5 }],
      ['int', { type: 'signedint', value: 5 }],
      ['unsigned', { type: 'unsignedint', value: 4_000_000_000 }],
      ['long', { type: 'long', value: 2n ** 62n + 1n }],
      ['float', { type: 'float', value: 0.5 }],
      ['double', { type: 'double', value: 5 }],
      ['when', { type: 'timestamp', value: 1_700_000_000n }],
      ['price', { type: 'decimal', scale: 2, value: 1999 }],
      ['bytes', { type: 'binary', value: Buffer.of(0, 255) }],
      ['none', { type: 'void' }],
      ['deep', { type: 'table', value: new Map([['list', { type: 'array', value: [{ type: 'short', value: 1 }] }]]) }],
    ]);
    await channel.assertQueue('from');
    await put(between());
    await stateIs('running');
    for (let i = 0; i < 50; i++)
      client.publish(1, { routingKey: 'from', properties: { headers }, body: 'x'.repeat(9000) });
    await eventually(async () => expect(await countOf('to')).toBe(50), 10_000);
    await client.call(1, 'basic.consume', { queue: 'to', consumerTag: 'c', noAck: true });
    for (let i = 0; i < 50; i++) {
      const { properties, body } = await client.content(1, 'basic.deliver');
      expect([properties.headers, body.length]).toEqual([headers, 9000]);
    }
    await client.close();
  });

  test('tells the event exchange how it does', async () => {
    const main = await connect(server.amqpUrl);
    const watcher = await main.createChannel();
    const { queue } = await watcher.assertQueue('', { exclusive: true });
    await watcher.bindQueue(queue, 'amq.rabbitmq.event', 'shovel.worker.*');
    const events: [string, Record<string, unknown>][] = [];
    const note = ({ fields, properties }: ConsumeMessage): void => {
      const { timestamp_in_ms: _, ...headers } = properties.headers ?? {};
      if (headers['vhost'] === vhost) events.push([fields.routingKey, headers]);
    };
    await watcher.consume(queue, (got) => got && note(got), { noAck: true });
    await channel.assertQueue('from');
    await publish('from', 3);
    const who = { vhost, name: 's' };
    await put({ ...between(), 'src-delete-after': 'queue-length' });
    await eventually(() => expect(events.length).toBe(3), 10_000);
    const ends = { src_protocol: 'amqp091', src_uri: here(), src_queue: 'from' };
    expect(events).toEqual([
      ['shovel.worker.status', { ...who, status: 'starting' }],
      [
        'shovel.worker.status',
        { ...who, status: 'running', ...ends, dest_protocol: 'amqp091', dest_uri: here(), dest_queue: 'to' },
      ],
      ['shovel.worker.removed', who],
    ]);
    await main.close();
  });

  test('goes from one vhost to another, from an exchange to an exchange, with the marks that were asked for', async () => {
    const other = `${vhost}-other`;
    await api.put(`vhosts/${other}`, {});
    await api.put(`permissions/${other}/guest`, { configure: '.*', write: '.*', read: '.*' });
    const far = await connect(`${server.amqpUrl}/${other}`);
    const farChannel = await far.createChannel();
    await farChannel.assertQueue('all');
    await farChannel.bindQueue('all', 'amq.direct', 'k');
    await put({
      ...{ 'src-uri': here(), 'src-exchange': 'amq.topic', 'src-exchange-key': 'a.#' },
      ...{ 'dest-uri': `amqp:///${other}`, 'dest-exchange': 'amq.direct', 'dest-exchange-key': 'k' },
      ...{ 'dest-add-forward-headers': true, 'dest-add-timestamp-header': true },
      'dest-publish-properties': { delivery_mode: 2, app_id: 'me' },
    });
    await stateIs('running');
    channel.publish('amq.topic', 'a.b', Buffer.from('yes'), { headers: { kept: true } });
    channel.publish('amq.topic', 'b.a', Buffer.from('no'));
    const got = await eventually(async () => {
      const message = await farChannel.get('all', { noAck: true });
      if (!message) throw new Error('nothing has arrived');
      return message;
    }, 10_000);
    expect([got.content.toString(), got.properties.deliveryMode, got.properties.appId]).toEqual(['yes', 2, 'me']);
    expect(got.properties.headers).toMatchObject({
      kept: true,
      'x-shovelled': [
        {
          ...{ 'shovel-type': 'dynamic', 'shovel-name': 's', 'shovel-vhost': vhost, 'src-uri': here() },
          ...{ 'dest-uri': `amqp:///${other}`, 'src-exchange': 'amq.topic', 'dest-exchange-key': 'k' },
        },
      ],
    });
    expect(got.properties.headers?.['x-shovelled-timestamp']).toBeGreaterThan(1_700_000_000);
    await far.close();
    await api.delete(`vhosts/${other}`);
  });

  test('deletes itself after a number of messages, and after what was there', async () => {
    await channel.assertQueue('from');
    await publish('from', 10);
    await put({ ...between(), 'src-delete-after': 4 });
    await eventually(async () => expect((await api.get(`shovels/${vhost}`)).json).toEqual([]), 10_000);
    expect((await api.get(`parameters/shovel/${vhost}/s`)).status).toBe(404);
    await eventually(async () => expect([await countOf('from'), await countOf('to')]).toEqual([6, 4]));
    await put({ ...between(), 'src-delete-after': 'queue-length' });
    await eventually(async () => expect((await api.get(`shovels/${vhost}`)).json).toEqual([]), 10_000);
    await eventually(async () => expect([await countOf('from'), await countOf('to')]).toEqual([0, 10]));
    expect(numbers(await drain('to'))).toEqual(upTo(10));
  });

  test.each(['on-publish', 'no-ack'])('moves all with %s', async (mode) => {
    await channel.assertQueue('from');
    await publish('from', 500);
    await put({ ...between(), 'ack-mode': mode, 'src-prefetch-count': 20 });
    await eventually(async () => expect([await countOf('from'), await countOf('to')]).toEqual([0, 500]), 10_000);
    expect(numbers(await drain('to'))).toEqual(upTo(500));
  });

  test('rests while it is paused, and goes on', async () => {
    await channel.assertQueue('from');
    await put(between());
    await stateIs('running');
    expect((await api.put(`shovels/${vhost}/s/pause`)).status).toBe(204);
    expect((await status()).state).toBe('paused');
    await eventually(async () => expect((await channel.checkQueue('from')).consumerCount).toBe(0));
    await publish('from', 3);
    expect((await api.get('definitions')).text).not.toContain('paused');
    expect((await api.get('parameters')).json.filter(({ vhost: of }: { vhost: string }) => of === vhost)).toHaveLength(
      1,
    );
    expect(await countOf('from')).toBe(3);
    await api.put(`shovels/${vhost}/s/resume`);
    await eventually(async () => expect(await countOf('to')).toBe(3), 10_000);
  });

  test('restarts with a new connection, and ends with its parameter', async () => {
    await channel.assertQueue('from');
    await put(between());
    await stateIs('running');
    const consumer = async () => (await api.get(`consumers/${vhost}`)).json[0]?.channel_details.connection_name;
    const before = await eventually(async () => {
      const name = await consumer();
      expect(name).toBeDefined();
      return name;
    });
    expect((await api.delete(`shovels/vhost/${vhost}/s/restart`)).status).toBe(204);
    await eventually(async () => {
      expect(await consumer()).toBeDefined();
      expect(await consumer()).not.toBe(before);
    }, 10_000);
    expect((await api.delete(`shovels/vhost/${vhost}/s`)).status).toBe(204);
    await eventually(async () => expect((await channel.checkQueue('from')).consumerCount).toBe(0));
    expect((await api.get(`shovels/${vhost}/s`)).status).toBe(404);
    expect((await api.delete(`shovels/vhost/${vhost}/s`)).status).toBe(404);
  });

  test('brings back what the destination refuses, and delivers it once there is room', async () => {
    await channel.assertQueue('from');
    await channel.assertQueue('to', { arguments: { 'x-max-length': 5, 'x-overflow': 'reject-publish' } });
    await publish('from', 8);
    await put({ ...between(), 'reconnect-delay': 0.2 });
    await eventually(async () => expect((await status()).reason).toMatch(/refused a message/), 10_000);
    await eventually(async () => expect(await countOf('to')).toBe(5));
    expect(numbers(await drain('to'))).toEqual([0, 1, 2, 3, 4]);
    await eventually(async () => expect(await countOf('to')).toBe(3), 10_000);
    expect(numbers(await drain('to'))).toEqual([5, 6, 7]);
  });

  test('loses nothing when the queue of its destination is deleted under it', async () => {
    await channel.assertQueue('from');
    await put({ ...between(), 'reconnect-delay': 0.1 });
    await stateIs('running');
    await channel.deleteQueue('to');
    await publish('from', 5);
    await eventually(async () => expect(await countOf('to')).toBe(5), 10_000);
    expect(numbers(await drain('to'))).toEqual(upTo(5));
  });

  test('tells why it cannot go on, without the password, and tries again', async () => {
    await put({ ...between(), 'dest-uri': 'amqp://someone:s3cret@127.0.0.1:1', 'reconnect-delay': 0.1 });
    await eventually(async () => expect((await status()).reason).toMatch(/ECONNREFUSED/), 10_000);
    await put({ ...between(), 'src-uri': server.amqpUrl.replace('guest:guest', 'guest:s3cret'), 'reconnect-delay': 0 });
    await eventually(async () => expect((await status()).reason).toMatch(/ACCESS_REFUSED/), 10_000);
    expect((await status()).state).toBe('terminated');
    expect((await api.get('shovels')).text).not.toContain('s3cret');
    expect(lines.join('\n')).not.toContain('s3cret');
    expect(lines.join('\n')).toContain(`shovel 's' in vhost '${vhost}' cannot go on`);
  });

  test('is refused or allowed by tags and vhosts, as in RabbitMQ', async () => {
    for (const [name, tags] of [
      ['pm', 'policymaker'],
      ['mo', 'monitoring'],
      ['mg', 'management'],
    ] as const) {
      await api.put(`users/${name}`, { password: name, tags });
      await api.put(`permissions/${vhost}/${name}`, { configure: '', write: '', read: '' });
    }
    await api.put('vhosts/closed', {});
    const as = (name: string) => new HttpApi(server.httpUrl, name);
    const path = `parameters/shovel/${vhost}/s`;
    expect((await as('pm').put(path, { value: between() })).status).toBe(201);
    const closed = await as('pm').put(path, { value: { ...between(), 'dest-uri': 'amqp:///closed' } });
    expect([closed.status, closed.json.reason]).toEqual([
      400,
      'Validation failed\n\nuser "pm" may not connect to vhost "closed"\n',
    ]);
    for (const name of ['mo', 'mg']) expect((await as(name).put(path, { value: between() })).status).toBe(401);
    expect((await as('mo').get(`shovels/${vhost}/s`)).json.name).toBe('s');
    for (const name of ['pm', 'mg']) expect((await as(name).get('shovels')).status).toBe(401);
    for (const name of ['mo', 'mg']) expect((await as(name).put(`shovels/${vhost}/s/pause`)).status).toBe(401);
    expect((await as('pm').delete(`shovels/vhost/${vhost}/s/restart`)).status).toBe(204);
    expect((await as('pm').delete(`shovels/vhost/${vhost}/s`)).status).toBe(204);
    for (const name of ['pm', 'mo', 'mg']) await api.delete(`users/${name}`);
    await api.delete('vhosts/closed');
  });
});

describe('a webhook', () => {
  const posts: { readonly request: IncomingMessage; readonly body: string }[] = [];
  let answers: number[] = [];
  let web: Server;
  let url: string;

  beforeAll(async () => {
    web = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        posts.push({ request, body });
        response.writeHead(answers.shift() ?? 204).end();
      });
    });
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    url = `http://user:s3cret@127.0.0.1:${(web.address() as AddressInfo).port}/hook?x=1`;
  });

  afterAll(() => {
    web.closeAllConnections();
    web.close();
  });

  const hook = (): object => {
    const destination = { 'dest-protocol': 'http', 'dest-uri': url, 'reconnect-delay': 0.1 };
    return { 'src-uri': here(), 'src-queue': 'from', ...destination };
  };

  beforeEach(() => {
    posts.length = 0;
    answers = [];
  });

  test('gets the body of each message in order, with what is known of it', async () => {
    await channel.assertQueue('from');
    const properties = { contentType: 'application/json', messageId: 'm1', headers: { tenant: 'Zoë', deep: { a: 1 } } };
    channel.sendToQueue('from', Buffer.from('{"a":1}'), properties);
    await publish('from', 20);
    await put(hook());
    await eventually(() => expect(posts).toHaveLength(21), 10_000);
    expect(posts.slice(1).map(({ body }) => Number(body))).toEqual(upTo(20));
    const { method, url: path, headers } = posts[0]?.request ?? {};
    expect([method, path, posts[0]?.body]).toEqual(['POST', '/hook?x=1', '{"a":1}']);
    expect(headers).toMatchObject({
      ...{ 'content-type': 'application/json', 'x-message-id': 'm1', 'x-routing-key': 'from', 'x-shovel': 's' },
      ...{ 'x-header-tenant': 'Zo%C3%AB', authorization: `Basic ${Buffer.from('user:s3cret').toString('base64')}` },
    });
    expect(headers).not.toHaveProperty('x-header-deep');
    await eventually(async () => expect(await countOf('from')).toBe(0));
    expect((await api.get('shovels')).text).not.toContain('s3cret');
  });

  test('that answers an error gets the message again, and none before it', async () => {
    await channel.assertQueue('from');
    answers = [200, 500, 302, 204];
    await publish('from', 4);
    await put(hook());
    await eventually(() => expect(posts.length).toBeGreaterThanOrEqual(6), 10_000);
    expect(posts.map(({ body }) => Number(body))).toEqual([0, 1, 1, 1, 2, 3]);
    expect(posts.map(({ request }) => request.headers['x-redelivered'])).toEqual([
      ...['false', 'false', 'true', 'true'],
      ...['true', 'true'],
    ]);
    await eventually(async () => expect(await countOf('from')).toBe(0));
    expect(lines.join('\n')).toMatch(/cannot go on: http:\/\/127\.0\.0\.1:\d+\/hook answered 500/);
  });
});
