import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AmqpServer } from '@/server/amqp/amqp-server';
import type { AmqpInput } from '@/server/amqp/transport';
import { FakeTransport, fakePeer } from './fake-transport';
import { openClient, plainLogin } from './open-client';
import { frame, methodFrame, PROTOCOL_HEADER, publishFrames } from './raw-frames';
import { AMQP_TEST_OPTIONS, createTestBroker, startTestBroker } from './start-test-broker';

const HEARTBEAT = frame(8, 0, new Uint8Array(0));

describe('a connection in time', () => {
  let server: AmqpServer;
  let transport: FakeTransport;
  let input: AmqpInput;

  beforeEach(() => {
    vi.useFakeTimers();
    server = new AmqpServer(createTestBroker(), AMQP_TEST_OPTIONS);
    transport = new FakeTransport();
    input = server.accept(transport, fakePeer());
  });

  afterEach(() => {
    input.closed();
    vi.useRealTimers();
  });

  function open(heartbeat: number): void {
    input.receive(PROTOCOL_HEADER);
    input.receive(methodFrame(0, 'connection.start-ok', plainLogin({})));
    input.receive(methodFrame(0, 'connection.tune-ok', { frameMax: 4096, channelMax: 10, heartbeat }));
    input.receive(methodFrame(0, 'connection.open', { virtualHost: '/' }));
  }

  const heartbeatsSent = (): number => transport.frames().filter((each) => each.startsWith('0 body ')).length;

  /** Whether the stream is cut off within `ms` milliseconds, and not before `notBefore`. */
  function expectCutOff(notBefore: number, ms: number): void {
    vi.advanceTimersByTime(notBefore);
    expect(transport.events).not.toContain('destroy');
    vi.advanceTimersByTime(ms - notBefore);
    expect(transport.events).toContain('destroy');
    expect(server.broker.connections.size).toBe(0);
  }

  test.each<readonly [what: string, bytes: readonly Uint8Array[]]>([
    ['says nothing', []],
    ['says half a header', [Buffer.from('AMQP')]],
    ['stops after its header', [PROTOCOL_HEADER]],
    ['stops after the login', [PROTOCOL_HEADER, methodFrame(0, 'connection.start-ok', plainLogin({}))]],
  ])('is cut off after the time of the handshake when the client %s', (_what, bytes) => {
    for (const each of bytes) input.receive(each);
    expectCutOff(9_900, 10_100);
  });

  test('is cut off late and in silence after a login that failed', () => {
    input.receive(PROTOCOL_HEADER);
    const before = transport.frames().length;
    input.receive(methodFrame(0, 'connection.start-ok', plainLogin({ password: 'wrong', capabilities: [] })));
    // A second try counts for nothing.
    input.receive(methodFrame(0, 'connection.start-ok', plainLogin({})));
    expectCutOff(2_900, 3_100);
    expect(transport.frames()).toHaveLength(before);
  });

  test('is cut off when the client does not answer connection.close', () => {
    open(0);
    input.receive(methodFrame(0, 'connection.tune-ok'));
    expect(transport.frames().at(-1)).toMatch('connection.close ');
    expectCutOff(4_900, 5_100);
  });

  test('lives on for ever without heartbeats', () => {
    open(0);
    vi.advanceTimersByTime(24 * 3_600_000);
    expect([transport.events, heartbeatsSent()]).toEqual([[], 0]);
  });

  test('is cut off when nothing came for two heartbeat intervals', () => {
    open(10);
    expectCutOff(20_000, 26_000);
    expect(heartbeatsSent()).toBeGreaterThanOrEqual(2);
  });

  test.each<readonly [what: string, bytes: Uint8Array]>([
    ['heartbeats', HEARTBEAT],
    ['methods', methodFrame(1, 'channel.open')],
    ['half a frame', HEARTBEAT.subarray(0, 3)],
  ])('counts %s as a sign of life', (_what, bytes) => {
    open(10);
    for (let i = 0; i < 10; i++) {
      vi.advanceTimersByTime(15_000);
      expect(transport.events).toEqual([]);
      if (i === 0) input.receive(bytes);
      else if (bytes.length === 3) input.receive(i === 1 ? HEARTBEAT.subarray(3) : HEARTBEAT);
      else input.receive(HEARTBEAT);
    }
  });

  test('sends no heartbeats while it sends other things', () => {
    open(10);
    input.receive(methodFrame(1, 'channel.open'));
    for (let i = 0; i < 20; i++) {
      input.receive(methodFrame(1, 'basic.qos'));
      vi.advanceTimersByTime(4_000);
    }
    expect(heartbeatsSent()).toBe(0);
  });

  test('is not cut off for silence while the memory alarm keeps it from speaking', () => {
    (server.broker.options as { memoryLimitBytes: number }).memoryLimitBytes = 0;
    open(10);
    input.receive(methodFrame(1, 'channel.open'));
    input.receive(publishFrames(1, { routingKey: 'nowhere' }));
    expect(transport.events).toEqual(['pause']);
    vi.advanceTimersByTime(600_000);
    expect(transport.events).toEqual(['pause']);
    expect(heartbeatsSent()).toBeGreaterThan(50);
  });
});

test('heartbeats go both ways over a real socket, until the client falls silent', async () => {
  const server = await startTestBroker();
  const [talking, silent] = [
    await openClient(server.port, { heartbeat: 1 }),
    await openClient(server.port, { heartbeat: 1 }),
  ];
  const timer = setInterval(() => talking.write(HEARTBEAT), 400);
  await silent.closed();
  expect(silent.heartbeats).toBeGreaterThanOrEqual(1);
  await talking.call(1, 'channel.open');
  clearInterval(timer);
  expect(talking.heartbeats).toBeGreaterThanOrEqual(1);
  await talking.close();
  await server.stop();
});
