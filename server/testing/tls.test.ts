import { request } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { connect } from 'amqplib';
import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Config } from '@/server/config';
import { eventually } from './eventually';
import { RawClient } from './raw-client';
import { PROTOCOL_HEADER } from './raw-frames';
import { startTestServer, type TestServer } from './start-test-server';
import { TestAuthority, type TestCertificate } from './test-certificates';

const EXTERNAL = { mechanism: 'EXTERNAL', response: () => Buffer.alloc(0) };
const ANONYMOUS = { mechanism: 'ANONYMOUS', response: () => Buffer.alloc(0) };
const ADMINISTRATOR = `Basic ${Buffer.from('guest:guest').toString('base64')}`;

let authority: TestAuthority;
let stranger: TestAuthority;
let serverCertificate: TestCertificate;
let ann: TestCertificate;
let server: TestServer;
let isRunning = false;
let log: string[] = [];

beforeAll(() => {
  authority = new TestAuthority('Warren test CA');
  stranger = new TestAuthority('Some other CA');
  serverCertificate = authority.issue('/CN=localhost', 3);
  ann = authority.issue('/C=NL/O=Rabbits, Inc./CN=ann');
});

afterAll(() => {
  authority.remove();
  stranger.remove();
});

async function stop(): Promise<void> {
  if (isRunning) await server.stop();
  isRunning = false;
}

afterEach(stop);

async function start(config: Partial<Config> = {}): Promise<void> {
  log = [];
  const { certFile: tlsCert, keyFile: tlsKey } = serverCertificate;
  const files = { tlsCert, tlsKey, tlsCa: authority.file };
  server = await startTestServer({
    config: { amqpsPort: 0, httpsPort: 0, ...files, ...config },
    log: (_level, text) => log.push(text),
  });
  isRunning = true;
}

async function api(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${server.httpUrl}/api/${path}`, {
    method,
    headers: { authorization: ADMINISTRATOR },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.ok).toBe(true);
  return response.status === 200 ? await response.json() : null;
}

/** A user without a password, who may do everything in `/`. */
async function addUser(name: string): Promise<void> {
  await api('PUT', `users/${encodeURIComponent(name)}`, { password_hash: '', tags: '' });
  await api('PUT', `permissions/%2F/${encodeURIComponent(name)}`, { configure: '.*', write: '.*', read: '.*' });
}

function open(certificate: TestCertificate | null, credentials: typeof EXTERNAL | null = null) {
  const own = certificate === null ? {} : { cert: certificate.cert, key: certificate.key };
  const url = (server.amqpsUrl as string).replace('://', '://guest:guest@');
  return connect(url, { ca: [authority.cert], ...own, ...(credentials && { credentials }) });
}

async function roundTrip(connection: Awaited<ReturnType<typeof connect>>, body: Buffer): Promise<Buffer> {
  const channel = await connection.createConfirmChannel();
  const { queue } = await channel.assertQueue('', { exclusive: true });
  channel.sendToQueue(queue, body);
  await channel.waitForConfirms();
  const got = await channel.get(queue, { noAck: true });
  return got === false ? Buffer.alloc(0) : got.content;
}

/** The mechanisms that a client is offered. */
async function mechanisms(certificate: TestCertificate | null): Promise<string> {
  const { port } = new URL(server.amqpsUrl as string);
  const own = certificate === null ? {} : { cert: certificate.cert, key: certificate.key };
  const socket = connectTls({ host: '127.0.0.1', port: Number(port), ca: authority.cert, ...own });
  await new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  const client = new RawClient(socket);
  client.write(PROTOCOL_HEADER);
  const started = await client.expect(0, 'connection.start');
  client.destroy();
  return String(started.mechanisms);
}

describe('AMQP over TLS', () => {
  test('carries messages, also large ones', async () => {
    await start();
    const connection = await open(null);
    const body = Buffer.alloc(3_000_000, 'Warren');
    expect((await roundTrip(connection, body)).equals(body)).toBe(true);
    const [shown] = (await api('GET', 'connections')) as Record<string, unknown>[];
    expect(shown).toMatchObject({
      ssl: true,
      ssl_protocol: 'tlsv1.3',
      peer_cert_subject: null,
      auth_mechanism: 'PLAIN',
    });
    expect(shown?.['ssl_cipher']).toMatch(/^(aes|chacha20)/);
    await connection.close();
  });

  test('is not trusted without the authority', async () => {
    await start();
    await expect(connect((server.amqpsUrl as string).replace('://', '://guest:guest@'))).rejects.toThrow(/certificate/);
  });

  test('is listed with the end of its certificate', async () => {
    await start();
    const overview = (await api('GET', 'overview')) as { listeners: { protocol: string }[] };
    expect(overview.listeners.map(({ protocol }) => protocol).sort()).toEqual(['amqp', 'amqp/ssl', 'http', 'https']);
    expect(await api('GET', 'health/checks/protocol-listener/amqps,https')).toMatchObject({ status: 'ok' });
    expect(await api('GET', 'health/checks/certificate-expiration/1/days')).toEqual({ status: 'ok' });
    const headers = { authorization: ADMINISTRATOR };
    const response = await fetch(`${server.httpUrl}/api/health/checks/certificate-expiration/1/weeks`, { headers });
    expect(response.status).toBe(503);
    const { expired } = (await response.json()) as { expired: { protocol: string }[] };
    expect(expired.map(({ protocol }) => protocol).sort()).toEqual(['amqp/ssl', 'https']);
  });

  test('bytes that are no TLS disturb nobody', async () => {
    await start();
    const connection = await open(null);
    const { port } = new URL(server.amqpsUrl as string);
    const plain = connectTcp(Number(port), '127.0.0.1');
    plain.on('error', () => {});
    const closed = new Promise((resolve) => plain.on('close', resolve));
    plain.write(PROTOCOL_HEADER);
    await closed;
    expect((await roundTrip(connection, Buffer.from('still here'))).toString()).toBe('still here');
    await eventually(() => expect(log.join('\n')).toContain('TLS failed'));
    await connection.close();
  });
});

describe('a certificate of the client', () => {
  test('names the user by its distinguished name', async () => {
    await start({ tlsClientCert: 'optional' });
    await addUser('CN=ann,O=Rabbits\\, Inc.,C=NL');
    const connection = await open(ann, EXTERNAL);
    expect((await roundTrip(connection, Buffer.from('x'))).toString()).toBe('x');
    const [shown] = (await api('GET', 'connections')) as Record<string, unknown>[];
    expect(shown).toMatchObject({
      user: 'CN=ann,O=Rabbits\\, Inc.,C=NL',
      auth_mechanism: 'EXTERNAL',
      peer_cert_subject: 'CN=ann,O=Rabbits\\, Inc.,C=NL',
      peer_cert_issuer: 'CN=Warren test CA',
    });
    expect(shown?.['peer_cert_validity']).toMatch(/^\d{4}-.*Z - \d{4}-.*Z$/);
    await connection.close();
  });

  test('names the user by its common name', async () => {
    await start({ tlsClientCert: 'required', tlsUser: 'common_name' });
    await expect(open(ann, EXTERNAL)).rejects.toThrow(/ACCESS_REFUSED|ACCESS-REFUSED/);
    await addUser('ann');
    await (await open(ann, EXTERNAL)).close();
  });

  test('does not hinder a login with a password', async () => {
    await start({ tlsClientCert: 'required' });
    await (await open(ann)).close();
  });

  test('is what EXTERNAL is offered for, and nothing else', async () => {
    await start({ tlsClientCert: 'optional' });
    expect(await mechanisms(null)).toBe('PLAIN AMQPLAIN');
    expect(await mechanisms(ann)).toBe('PLAIN AMQPLAIN EXTERNAL');
    await expect(open(null, EXTERNAL)).rejects.toThrow();
  });

  test('of another authority is refused, even where none is needed', async () => {
    await start({ tlsClientCert: 'optional' });
    await expect(open(stranger.issue('/CN=ann'))).rejects.toThrow();
    await eventually(() => expect(log.join('\n')).toContain('TLS failed'));
  });

  test.each([
    ['none', () => null],
    ['one of another authority', () => stranger.issue('/CN=ann')],
  ])('is required when told so: %s', async (_name, certificate) => {
    await start({ tlsClientCert: 'required' });
    await expect(open(certificate())).rejects.toThrow();
    await (await open(ann)).close();
  });

  test('is not asked for unless told so', async () => {
    await start();
    expect(await mechanisms(ann)).toBe('PLAIN AMQPLAIN');
  });
});

describe('ANONYMOUS', () => {
  const login = () => connect(server.amqpUrl, { credentials: ANONYMOUS });

  test('is refused unless a user is given for it', async () => {
    await start();
    await expect(login()).rejects.toThrow();
  });

  test('is that user', async () => {
    await start({ anonymousUser: 'nobody' });
    await expect(login()).rejects.toThrow(/ACCESS_REFUSED|ACCESS-REFUSED/);
    await addUser('nobody');
    const connection = await login();
    const [shown] = (await api('GET', 'connections')) as Record<string, unknown>[];
    expect([shown?.['user'], shown?.['auth_mechanism']]).toEqual(['nobody', 'ANONYMOUS']);
    await connection.close();
  });
});

describe('HTTPS', () => {
  function get(path: string): Promise<{ status: number | undefined; body: string }> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: ADMINISTRATOR };
      request(`${server.httpsUrl}${path}`, { ca: authority.cert, headers }, (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode, body }));
      })
        .on('error', reject)
        .end();
    });
  }

  test('serves the management API', async () => {
    await start();
    const { status, body } = await get('/api/whoami');
    expect([status, JSON.parse(body).name]).toEqual([200, 'guest']);
  });

  test('can be all that is served', async () => {
    await start({ httpPort: null });
    expect(server.httpUrl).toBe('');
    const { status, body } = await get('/api/overview?columns=listeners');
    const protocols = JSON.parse(body).listeners.map(({ protocol }: { protocol: string }) => protocol);
    expect([status, protocols.sort()]).toEqual([200, ['amqp', 'amqp/ssl', 'https']]);
    expect((await get('/metrics')).status).toBe(200);
  });

  test('marks the session cookie as secure, and serves Socket.IO to its owner', async () => {
    await start();
    const { hostname, port } = new URL(server.httpsUrl as string);
    const cookie = await new Promise<string>((resolve, reject) => {
      const options = { method: 'POST', ca: authority.cert, headers: { 'content-type': 'application/json' } };
      request(`https://${hostname}:${port}/session`, options, (response) => {
        response.resume();
        resolve(response.headers['set-cookie']?.[0] ?? '');
      })
        .on('error', reject)
        .end(JSON.stringify({ username: 'guest', password: 'guest' }));
    });
    expect(cookie).toContain('; Secure');
    const socket = io(
      server.httpsUrl as string,
      {
        transports: ['websocket'],
        ca: authority.cert,
        extraHeaders: { cookie: cookie.split(';', 1)[0] as string },
        reconnection: false,
      } as never,
    );
    await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject));
    socket.close();
  });
});

describe('what cannot be used is said at the start', () => {
  const other = () => authority.issue('/CN=other');

  test.each<readonly [string, () => Partial<Config>, RegExp]>([
    ['no certificate', () => ({ tlsCert: '' }), /give --tls-cert FILE and --tls-key FILE/],
    [
      'a missing file',
      () => ({ tlsKey: '/nowhere/key.pem' }),
      /--tls-key \/nowhere\/key\.pem cannot be read \(ENOENT\)/,
    ],
    ['the key of another', () => ({ tlsKey: other().keyFile }), /--tls-key .* cannot be used for TLS/],
    ['no PEM', () => ({ tlsCert: authority.write('text', 'hello') }), /--tls-cert .* cannot be used for TLS/],
    ['no authorities', () => ({ tlsCa: '', tlsClientCert: 'required' as const }), /give --tls-ca FILE/],
  ])('%s', async (_name, config, reason) => {
    await expect(start(config())).rejects.toThrow(reason);
  });
});

test('an old version of TLS is refused', async () => {
  await start();
  const { port } = new URL(server.amqpsUrl as string);
  const options = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ca: authority.cert } as const;
  const socket: TLSSocket = connectTls({ host: '127.0.0.1', port: Number(port), ...options });
  await expect(
    new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject)),
  ).rejects.toThrow();
});

describe('a guest whose password everybody knows', () => {
  test.each<readonly [string, Partial<Config>, boolean]>([
    ['on all addresses', { host: '0.0.0.0', amqpHost: '0.0.0.0', loopbackUsers: [] }, true],
    ['kept to this machine', { host: '0.0.0.0', amqpHost: '0.0.0.0' }, false],
    ['on a loopback address', { loopbackUsers: [] }, false],
    ['with another password', { host: '0.0.0.0', amqpHost: '0.0.0.0', loopbackUsers: [], defaultPass: 'x' }, false],
  ])('is warned of where it matters: %s', async (_name, config, isWarned) => {
    await start(config);
    await stop();
    expect(log.some((line) => line.includes('sign in as guest with the password guest'))).toBe(isWarned);
  });
});
