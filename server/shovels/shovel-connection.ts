import { readFile } from 'node:fs/promises';
import { isIP, type Socket } from 'node:net';
import { type Channel, type ChannelModel, connect } from 'amqplib';
import { type AmqpAddress, parseAmqpUri, shownUri, type TlsWishes } from './amqp-uri';
import type { LocalBroker } from './shovel-messages';
import type { JsonObject } from './shovel-settings';

/** One end of a shovel: a connection, with whoever wants to know when it breaks. */
export interface ShovelConnection {
  readonly model: ChannelModel;
  /** As people may see it. */
  readonly shownUri: string;
  isOpen: boolean;
}

export interface ConnectOptions {
  readonly uri: string;
  readonly local: LocalBroker;
  /** What the connection is called where connections are listed. */
  readonly connectionName: string;
  /** Called once, or never: the connection has broken, or the server has closed it. */
  readonly onFailure: (failure: Error) => void;
}

/** Opens a connection as an AMQP URI says. Rejects with the server's words. */
export async function openConnection(options: ConnectOptions): Promise<ShovelConnection> {
  const address = parseAmqpUri(options.uri);
  const { local, connectionName, onFailure } = options;
  const { host, port, username, password } = loginFor(address, local);
  const model = await connect(
    {
      protocol: address.isTls ? 'amqps' : 'amqp',
      hostname: host,
      port,
      username,
      password,
      // amqplib decodes it as a part of a URL, and takes an empty one for none.
      vhost: encodeURIComponent(address.vhost),
      heartbeat: address.heartbeatSeconds,
      channelMax: address.channelMax,
    },
    {
      noDelay: true,
      timeout: address.connectTimeoutMs,
      clientProperties: { product: 'Warren shovel', connection_name: connectionName },
      ...(address.isTls ? await tlsOptions(address.tls, host) : {}),
    },
  );
  const connection: ShovelConnection = { model, shownUri: shownUri(options.uri), isOpen: true };
  const failed = (failure: Error = new Error('the connection was closed')): void => {
    connection.isOpen = false;
    onFailure(failure);
  };
  model.on('error', failed);
  model.on('close', failed);
  return connection;
}

function loginFor(address: AmqpAddress, local: LocalBroker) {
  if (address.host !== null) return { ...address, host: address.host };
  const login = local.logins[address.vhost];
  if (!login) throw new Error(`vhost '${address.vhost}' of this broker is not known to the shovel`);
  return { host: local.host, port: local.port, ...login };
}

async function tlsOptions({ caFile, certFile, keyFile, verify, serverName }: TlsWishes, host: string) {
  const read = async (file: string | null): Promise<Buffer | undefined> => (file === null ? undefined : readFile(file));
  const name = serverName ?? (isIP(host) === 0 ? host : undefined);
  return {
    ca: await read(caFile),
    cert: await read(certFile),
    key: await read(keyFile),
    rejectUnauthorized: verify,
    ...(name !== undefined && { servername: name }),
  };
}

/** Answers how many messages the queue holds; declares it durable when it is not there (RabbitMQ). */
export async function ensureQueue(model: ChannelModel, queue: string, args: JsonObject): Promise<number> {
  const looking = await openQuietChannel(model);
  try {
    const { messageCount } = await looking.checkQueue(queue);
    await looking.close();
    return messageCount;
  } catch (failure) {
    if ((failure as { code?: number }).code !== 404) throw failure;
  }
  const declaring = await openQuietChannel(model);
  const { messageCount } = await declaring.assertQueue(queue, { durable: true, arguments: args });
  await declaring.close();
  return messageCount;
}

/** A channel whose failures the calls on it tell. */
async function openQuietChannel(model: ChannelModel): Promise<Channel> {
  const channel = await model.createChannel();
  channel.on('error', () => {});
  return channel;
}

/** What a peer that does not answer may hold up. */
const CLOSE_TIMEOUT_MS = 2000;

/**
 * Closes the channel before the connection: what was written on the channel gets there first. Closing fails when the
 * other end was quicker, which is as good.
 */
export async function closeQuietly({ model, isOpen }: ShovelConnection, channel?: Channel): Promise<void> {
  if (!isOpen) return cut(model);
  const inOrder = async (): Promise<void> => {
    await channel?.close().catch(() => {});
    await model.close();
  };
  const late = new Promise((resolve) => setTimeout(resolve, CLOSE_TIMEOUT_MS).unref());
  // On a channel that has failed amqplib throws instead of rejecting; without an answer it never settles.
  await Promise.race([inOrder().catch(() => model.close().catch(() => {})), late]);
  cut(model);
}

/** amqplib has no call for it: the socket under the connection is destroyed. */
function cut(model: ChannelModel): void {
  const { stream } = (model as unknown as { readonly connection: { readonly stream: Socket } }).connection;
  stream.destroy();
}

/** The server's own words out of an error of amqplib. */
export function serverWords(failure: unknown): string {
  const text = failure instanceof Error ? failure.message || failure.name : String(failure);
  return /with message "(.*)"/s.exec(text)?.[1] ?? text;
}
