import { setTimeout as sleep } from 'node:timers/promises';
import { type Channel, connect } from 'amqplib';
import { type Api, ask, change, getJson } from './api';

/** Names of what both brokers are given; paths are filled with them. */
export const NAMES = { vhost: 'parity', queue: 'work', exchange: 'topic', user: 'ann' } as const;

const TRAFFIC_MS = 9000;
const PAUSE_MS = 100;

/** Traffic that goes on until it is stopped. */
export interface Traffic {
  /** The name of the connection that publishes and consumes. */
  readonly connection: string;
  stop(): Promise<void>;
}

const put = (api: Api, path: string, body: unknown) => change(api, 'PUT', path, body);

/** The same vhost, users, policies, queues and bindings for either broker. */
export async function declare(api: Api): Promise<void> {
  const { vhost, queue, exchange, user } = NAMES;
  await put(api, `vhosts/${vhost}`, { description: 'what both are given', tags: 'a,b' });
  await put(api, `users/${user}`, { password: 'secret', tags: 'management' });
  await put(api, 'users/nobody', { password_hash: '', tags: '' });
  for (const name of ['guest', user]) {
    await put(api, `permissions/${vhost}/${name}`, { configure: '.*', write: '.*', read: '.*' });
  }
  await put(api, `topic-permissions/${vhost}/${user}`, { exchange, write: '^a', read: '^b' });
  await put(api, `vhost-limits/${vhost}/max-queues`, { value: 100 });
  await put(api, `user-limits/${user}/max-connections`, { value: 100 });
  const limit = { pattern: '^limited', definition: { 'max-length': 10 }, priority: 1, 'apply-to': 'queues' };
  await put(api, `policies/${vhost}/limit`, limit);
  await put(api, `operator-policies/${vhost}/short`, { ...limit, definition: { 'message-ttl': 60_000 } });
  await put(api, 'global-parameters/colour', { value: { is: 'blue' } });
  await put(api, `exchanges/${vhost}/${exchange}`, { type: 'topic', durable: true, arguments: {} });
  await put(api, `exchanges/${vhost}/target`, { type: 'fanout', durable: true, auto_delete: false });
  await put(api, `queues/${vhost}/${queue}`, { durable: true, arguments: { 'x-max-priority': 5 } });
  await put(api, `queues/${vhost}/limited`, { durable: true, arguments: { 'x-message-ttl': 30_000 } });
  await put(api, `queues/${vhost}/waiting`, { durable: true });
  const bind = (path: string, body: unknown) => change(api, 'POST', `bindings/${vhost}/e/${exchange}/${path}`, body);
  await bind(`q/${queue}`, { routing_key: 'a.*', arguments: { k: 'v' } });
  await bind('q/limited', { routing_key: 'a.#' });
  await bind('e/target', { routing_key: '#' });
}

/** Publishes, consumes, gets, requeues and returns, by a connection that stays. */
export async function startTraffic(api: Api): Promise<Traffic> {
  const { vhost, queue, exchange } = NAMES;
  const connection = await connect(`${api.amqpUrl}/${vhost}`, { clientProperties: { connection_name: 'parity' } });
  const channel = await connection.createConfirmChannel();
  channel.on('return', () => {});
  await channel.prefetch(10);
  let received = 0;
  await channel.consume(queue, (message) => {
    // Some are taken at once, some come again, and some stay unacked.
    received += 1;
    if (message !== null && received % 3 !== 0) channel.ack(message);
    else if (message !== null && received % 2 === 0) channel.nack(message);
  });
  const exclusive = await channel.assertQueue('', { exclusive: true });
  await channel.consume(exclusive.queue, () => {}, { noAck: true, arguments: { 'x-priority': 3 } });
  let isStopped = false;
  const running = (async () => {
    while (!isStopped) {
      await round(channel, { exchange, exclusive: exclusive.queue });
      await sleep(PAUSE_MS);
    }
  })();
  await sleep(TRAFFIC_MS);
  return { connection: await nameOf(api), stop: () => stop(running) };

  async function stop(ended: Promise<void>): Promise<void> {
    isStopped = true;
    await ended;
    await channel.waitForConfirms();
    await connection.close();
  }
}

async function round(channel: Channel, to: { readonly exchange: string; readonly exclusive: string }): Promise<void> {
  channel.publish(to.exchange, 'a.1', Buffer.from('{"n":1}'), { priority: 1, headers: { h: 1 }, persistent: true });
  channel.publish(to.exchange, 'nowhere', Buffer.from('x'), { mandatory: true });
  channel.publish('amq.fanout', '', Buffer.from('dropped'));
  channel.publish('', to.exclusive, Buffer.from('x'));
  channel.publish('', 'waiting', Buffer.from('x'), { timestamp: 1_700_000_000, messageId: 'm' });
  const message = await channel.get('limited', { noAck: false });
  if (message !== false) channel.ack(message);
  await channel.get('limited', { noAck: true });
}

/** Connections appear with a delay. */
async function nameOf(api: Api): Promise<string> {
  for (let i = 0; i < 100; i++) {
    const list = (await getJson(api, 'connections')) as { name: string; user?: string; channels?: number }[];
    const found = list.find(({ channels }) => channels === 1);
    if (found) return found.name;
    await sleep(PAUSE_MS);
  }
  throw new Error(`${api.name} lists no connection: ${(await ask(api, 'GET', 'connections')).text}`);
}
