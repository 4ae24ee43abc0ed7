import type { MethodArgs } from '@/server/amqp/spec';
import { RawClient } from './raw-client';
import { PROTOCOL_HEADER } from './raw-frames';

export interface OpenOptions {
  readonly user?: string;
  readonly password?: string;
  readonly vhost?: string;
  readonly frameMax?: number;
  readonly channelMax?: number;
  readonly heartbeat?: number;
  readonly capabilities?: readonly string[];
}

export const ALL_CAPABILITIES = ['consumer_cancel_notify', 'connection.blocked', 'authentication_failure_close'];

/** The arguments of connection.start-ok for a login with PLAIN. */
export function plainLogin(options: OpenOptions): MethodArgs<'connection.start-ok'> {
  const { user = 'guest', password = 'guest', capabilities = ALL_CAPABILITIES } = options;
  const yes = { type: 'bool', value: true } as const;
  return {
    clientProperties: new Map([
      ['capabilities', { type: 'table', value: new Map(capabilities.map((name) => [name, yes])) }],
    ]),
    mechanism: 'PLAIN',
    response: Buffer.from(`\0${user}\0${password}`),
    locale: 'en_US',
  };
}

/** Connects and goes through the handshake up to connection.open-ok. */
export async function openClient(port: number, options: OpenOptions = {}): Promise<RawClient> {
  const client = await RawClient.connect(port);
  client.write(PROTOCOL_HEADER);
  await client.expect(0, 'connection.start');
  client.send(0, 'connection.start-ok', plainLogin(options));
  const tune = await client.expect(0, 'connection.tune');
  const { frameMax = tune.frameMax, channelMax = tune.channelMax, heartbeat = 0, vhost = '/' } = options;
  client.send(0, 'connection.tune-ok', { frameMax, channelMax, heartbeat });
  await client.call(0, 'connection.open', { virtualHost: vhost });
  return client;
}

/** The same, with channel 1 open. */
export async function openChannel(port: number, options: OpenOptions = {}): Promise<RawClient> {
  const client = await openClient(port, options);
  await client.call(1, 'channel.open');
  return client;
}
