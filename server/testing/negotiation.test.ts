import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeMethod } from '@/server/amqp/method-codec';
import type { FieldValue } from '@/server/broker/field-table';
import { FakeTransport, fakePeer } from './fake-transport';
import { type OpenOptions, openChannel, openClient, plainLogin } from './open-client';
import { RawClient } from './raw-client';
import { methodFrame, PROTOCOL_HEADER } from './raw-frames';
import { startTestBroker, type TestBroker } from './start-test-broker';

let server: TestBroker;

beforeAll(async () => {
  server = await startTestBroker({ handshakeTimeoutMs: 500 });
  server.broker.access.addUser('ann', 'secret', []);
});

afterAll(() => server.stop());

async function greeted(): Promise<RawClient> {
  const client = await RawClient.connect(server.port);
  client.write(PROTOCOL_HEADER);
  await client.expect(0, 'connection.start');
  return client;
}

async function loggedIn(options: OpenOptions = {}): Promise<RawClient> {
  const client = await greeted();
  client.send(0, 'connection.start-ok', plainLogin(options));
  await client.expect(0, 'connection.tune');
  return client;
}

describe('connection.start', () => {
  test('names the version, the mechanisms, the capabilities and the server', async () => {
    const client = await RawClient.connect(server.port);
    client.write(PROTOCOL_HEADER);
    const { versionMajor, versionMinor, mechanisms, locales, serverProperties } = await client.expect(
      0,
      'connection.start',
    );
    expect([versionMajor, versionMinor, mechanisms, locales]).toEqual([0, 9, 'PLAIN AMQPLAIN', 'en_US']);
    const names = ['capabilities', 'cluster_name', 'copyright', 'information', 'platform', 'product', 'version'];
    expect([...serverProperties.keys()].sort()).toEqual(names);
    const capabilities = serverProperties.get('capabilities') as Extract<FieldValue, { type: 'table' }>;
    expect(Object.fromEntries(capabilities.value)).toMatchObject({
      publisher_confirms: { type: 'bool', value: true },
      'connection.blocked': { type: 'bool', value: true },
      consumer_cancel_notify: { type: 'bool', value: true },
    });
    client.destroy();
  });

  test.each<readonly [what: string, header: Uint8Array]>([
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['AMQP 1.0', Uint8Array.of(0x41, 0x4d, 0x51, 0x50, 0, 1, 0, 0)],
    ['AMQP 0-8', Uint8Array.of(0x41, 0x4d, 0x51, 0x50, 1, 1, 8, 0)],
    ['noise', Buffer.alloc(64, 0xff)],
  ])('does not come for %s: the answer is AMQP 0 0 9 1 and the end', async (_what, header) => {
    const client = await RawClient.connect(server.port);
    client.write(header);
    expect(await client.bytes(8)).toEqual(Buffer.from(PROTOCOL_HEADER));
    await client.closed();
  });

  test('comes also for the old way to say 0-9-1', async () => {
    const client = await RawClient.connect(server.port);
    client.write(Uint8Array.of(0x41, 0x4d, 0x51, 0x50, 1, 1, 0, 9));
    await client.expect(0, 'connection.start');
    client.destroy();
  });
});

describe('a login', () => {
  test('with PLAIN leads to connection.tune with the limits of the server', async () => {
    const client = await greeted();
    client.send(0, 'connection.start-ok', plainLogin({}));
    expect(await client.expect(0, 'connection.tune')).toEqual({ channelMax: 2047, frameMax: 131072, heartbeat: 60 });
    client.destroy();
  });

  test('with AMQPLAIN is as good', async () => {
    const client = await greeted();
    const text = (value: string): FieldValue => ({ type: 'longstr', value });
    const table = encodeMethod('connection.start', {
      versionMajor: 0,
      versionMinor: 0,
      serverProperties: new Map([
        ['LOGIN', text('guest')],
        ['PASSWORD', text('guest')],
      ]),
      mechanisms: '',
      locales: '',
    });
    // The response is the table without its length: cut it out of a method that has one.
    const response = table.slice(10, table.length - 8);
    client.send(0, 'connection.start-ok', { ...plainLogin({}), mechanism: 'AMQPLAIN', response });
    await client.expect(0, 'connection.tune');
    client.destroy();
  });

  test.each(['PLAIN', 'AMQPLAIN'])('with %s and a wrong password is refused with 403', async (mechanism) => {
    const client = await greeted();
    const login = plainLogin({ password: 'wrong' });
    client.send(0, 'connection.start-ok', {
      ...login,
      mechanism,
      response: mechanism === 'PLAIN' ? login.response : new Uint8Array(0),
    });
    expect(await client.closedWith()).toEqual({
      replyCode: 403,
      replyText: `ACCESS_REFUSED - Login was refused using authentication mechanism ${mechanism}. For details see the broker logfile.`,
      classId: 10,
      methodId: 11,
    });
  });

  test('with an unknown mechanism is refused with 503', async () => {
    const client = await greeted();
    client.send(0, 'connection.start-ok', { ...plainLogin({}), mechanism: 'GSSAPI' });
    const text = "COMMAND_INVALID - unknown authentication mechanism 'GSSAPI'";
    expect(await client.closedWith()).toMatchObject({ replyCode: 503, replyText: text });
  });

  test('with a response that is damaged is refused as one with a wrong password', async () => {
    const client = await greeted();
    client.send(0, 'connection.start-ok', { ...plainLogin({}), response: Buffer.from('guest') });
    expect(await client.closedWith()).toMatchObject({ replyCode: 403 });
  });

  test.each<readonly [address: string, isLetIn: boolean]>([
    ['127.0.0.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['192.168.1.5', false],
    ['::ffff:10.0.0.1', false],
  ])('of guest from %s is let in: %s', (address, isLetIn) => {
    const transport = new FakeTransport();
    const input = server.amqp.accept(transport, fakePeer(address));
    input.receive(PROTOCOL_HEADER);
    input.receive(methodFrame(0, 'connection.start-ok', plainLogin({})));
    const answer = transport.frames().at(-1);
    expect(answer).toMatch(isLetIn ? /^0 connection\.tune/ : /^0 connection\.close .*ACCESS_REFUSED/);
    input.closed();
  });

  test('of another user is let in from anywhere', () => {
    const transport = new FakeTransport();
    const input = server.amqp.accept(transport, fakePeer('192.168.1.5'));
    input.receive(PROTOCOL_HEADER);
    input.receive(methodFrame(0, 'connection.start-ok', plainLogin({ user: 'ann', password: 'secret' })));
    expect(transport.frames().at(-1)).toMatch(/^0 connection\.tune/);
    input.closed();
  });
});

describe('connection.tune-ok', () => {
  test.each<readonly [what: string, tune: { frameMax: number; channelMax: number }, problem: string]>([
    [
      'a frame-max below 4096',
      { frameMax: 4095, channelMax: 10 },
      'frame_max = 4095 is lower than the minimum allowed value (4096)',
    ],
    [
      'a frame-max above the server',
      { frameMax: 131073, channelMax: 10 },
      'frame_max = 131073 is higher than the maximum allowed value (131072)',
    ],
    [
      'no limit of frames',
      { frameMax: 0, channelMax: 10 },
      'frame_max = 0 is higher than the maximum allowed value (131072)',
    ],
    [
      'a channel-max above the server',
      { frameMax: 4096, channelMax: 2048 },
      'channel_max = 2048 is higher than the maximum allowed value (2047)',
    ],
    [
      'no limit of channels',
      { frameMax: 4096, channelMax: 0 },
      'channel_max = 0 is higher than the maximum allowed value (2047)',
    ],
  ])('with %s is refused with 530', async (_what, tune, problem) => {
    const client = await loggedIn();
    client.send(0, 'connection.tune-ok', { ...tune, heartbeat: 0 });
    expect(await client.closedWith()).toEqual({
      replyCode: 530,
      replyText: `NOT_ALLOWED - failed to negotiate connection parameters: negotiated ${problem}`,
      classId: 10,
      methodId: 31,
    });
  });

  test.each([4096, 8192, 131072])('may agree on a frame-max of %i', async (frameMax) => {
    const client = await openChannel(server.port, { frameMax, channelMax: 1 });
    await client.close();
  });

  test('limits the channels to what was agreed', async () => {
    const client = await openChannel(server.port, { channelMax: 1 });
    client.send(2, 'channel.open');
    expect(await client.closedWith()).toMatchObject({ replyCode: 530 });
  });

  test('lets a frame have its overhead on top of what was agreed, as RabbitMQ does and clients expect', async () => {
    const client = await openChannel(server.port, { frameMax: 4096 });
    await client.call(1, 'confirm.select');
    client.publish(1, { body: 'x'.repeat(4096), frameMaxBytes: 8192 });
    await client.expect(1, 'basic.ack');
    await client.close();
  });

  test('limits the frames to what was agreed', async () => {
    const client = await openChannel(server.port, { frameMax: 4096 });
    client.publish(1, { body: 'x'.repeat(4097), frameMaxBytes: 8192 });
    expect(await client.closedWith()).toMatchObject({ replyCode: 501 });
  });
});

describe('connection.open', () => {
  test.each<readonly [what: string, options: OpenOptions, text: string]>([
    ['a missing vhost', { vhost: 'nowhere' }, 'NOT_ALLOWED - vhost nowhere not found'],
    [
      'a vhost without a permission',
      { user: 'ann', password: 'secret' },
      "NOT_ALLOWED - access to vhost '/' refused for user 'ann'",
    ],
  ])('of %s is refused with 530', async (_what, options, replyText) => {
    const client = await loggedIn(options);
    client.send(0, 'connection.tune-ok', { frameMax: 4096, channelMax: 1, heartbeat: 0 });
    client.send(0, 'connection.open', { virtualHost: options.vhost ?? '/' });
    expect(await client.closedWith()).toEqual({ replyCode: 530, replyText, classId: 10, methodId: 40 });
  });

  test('shows the connection to the broker with its facts', async () => {
    const client = await openClient(server.port, { frameMax: 8192, channelMax: 7, heartbeat: 33 });
    const [connection] = [...server.broker.connections.values()];
    expect(connection?.info).toMatchObject({
      peerHost: '127.0.0.1',
      peerPort: client.socket.localPort,
      port: server.port,
      mechanism: 'PLAIN',
      frameMax: 8192,
      channelMax: 7,
      heartbeatSeconds: 33,
    });
    await client.close();
  });
});

describe('the handshake', () => {
  test.each<readonly [what: string, bytes: readonly Uint8Array[]]>([
    ['connection.open before the login', [methodFrame(0, 'connection.open')]],
    ['connection.tune-ok before the login', [methodFrame(0, 'connection.tune-ok')]],
    [
      'connection.start-ok twice',
      [methodFrame(0, 'connection.start-ok', plainLogin({})), methodFrame(0, 'connection.start-ok', plainLogin({}))],
    ],
  ])('ends with %s', async (_what, bytes) => {
    const client = await greeted();
    client.write(...bytes);
    if (bytes.length > 1) await client.expect(0, 'connection.tune');
    expect(await client.closedWith()).toMatchObject({ replyCode: 503 });
  });

  test('ends with a channel opened too early', async () => {
    const client = await greeted();
    client.send(1, 'channel.open');
    expect(await client.closedWith()).toMatchObject({ replyCode: 504 });
  });

  test('can be broken off by the client', async () => {
    const client = await loggedIn();
    await client.close();
  });

  test('ends after its time, when the client does not go on', async () => {
    const client = await greeted();
    await client.closed();
  });

  test('leaves nothing behind, however it ends', () => {
    expect(server.broker.connections.size).toBe(0);
  });
});

test('a shutdown says 320 CONNECTION_FORCED to everybody and ends', async () => {
  const own = await startTestBroker();
  const clients = [await openClient(own.port), await openChannel(own.port)];
  const half = await RawClient.connect(own.port);
  const stopped = own.stop();
  for (const client of clients) {
    const replyText = 'CONNECTION_FORCED - the test is over';
    expect(await client.closedWith()).toEqual({ replyCode: 320, replyText, classId: 0, methodId: 0 });
  }
  await half.closed();
  await stopped;
  await expect(RawClient.connect(own.port)).rejects.toThrow('ECONNREFUSED');
});
