import { beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '@/server/broker/channel';
import type { Connection } from '@/server/broker/connection';
import { QUEUE, TestApi } from '@/server/management/test-api';

let api: TestApi;
let connection: Connection;
let channel: Channel;

beforeEach(() => {
  api = new TestApi();
  connection = api.connect(api.guest, new Map([['connection_name', { type: 'longstr', value: 'shop' }]]));
  channel = api.openChannel(connection);
  api.vhost.addQueue('q', null, QUEUE);
  const options = { consumerTag: 'c', noAck: false, exclusive: false, arguments: new Map() };
  channel.prefetchCount = 7;
  api.session().consume(channel, 'q', options);
});

const path = () => `connections/${encodeURIComponent(connection.name)}`;
const channelPath = () => `channels/${encodeURIComponent(channel.name)}`;

describe('connections', () => {
  test('have the keys of RabbitMQ', async () => {
    const keys = [
      ...['auth_mechanism', 'channel_max', 'channels', 'client_properties', 'connected_at', 'frame_max'],
      ...['garbage_collection', 'host', 'name', 'node', 'peer_cert_issuer', 'peer_cert_subject', 'peer_cert_validity'],
      ...['peer_host', 'peer_port', 'port', 'protocol', 'recv_cnt', 'recv_oct', 'recv_oct_details', 'reductions'],
      ...['reductions_details', 'send_cnt', 'send_oct', 'send_oct_details', 'send_pend', 'ssl', 'ssl_cipher'],
      ...['ssl_hash', 'ssl_key_exchange', 'ssl_protocol', 'state', 'timeout', 'type', 'user', 'user_provided_name'],
      ...['user_who_performed_action', 'vhost'],
    ];
    for (const list of ['connections', 'vhosts/%2F/connections']) {
      const { json } = await api.get(list);
      expect(json.map((item: object) => Object.keys(item).sort())).toEqual([keys]);
    }
    expect(Object.keys((await api.get(path())).json).sort()).toEqual(keys);
  });

  test('tell who, where and how much', async () => {
    api.tick();
    connection.receivedBytes = 1000;
    connection.isBlocked = true;
    api.tick();
    expect((await api.get(path())).json).toMatchObject({
      name: connection.name,
      user: 'guest',
      user_provided_name: 'shop',
      client_properties: { connection_name: 'shop' },
      state: 'blocked',
      channels: 1,
      timeout: 60,
      recv_oct: 1000,
      recv_oct_details: { rate: 200 },
    });
  });

  test('are closed with the reason given', async () => {
    const { status } = await api.ask('DELETE', path(), { headers: { 'x-reason': 'too loud' } });
    expect(status).toBe(204);
    expect(api.closed.get(connection.name)).toBe('too loud');
    await api.ask('DELETE', path());
    expect(api.closed.get(connection.name)).toBe('Closed via management plugin');
    expect((await api.ask('DELETE', 'connections/none')).status).toBe(404);
  });

  test('of others are hidden from who does not monitor', async () => {
    const app = api.addUser('app', ['management']);
    api.allow(app, '/');
    const own = api.connect(app);
    api.openChannel(own);
    const names = async (list: string, as: string) =>
      (await api.get(list, { as })).json.map((item: { name: string }) => item.name);
    expect(await names('connections', 'app')).toEqual([own.name]);
    expect(await names('vhosts/%2F/connections', 'app')).toEqual([own.name]);
    expect(await names('channels', 'app')).toEqual([`${own.name} (1)`]);
    expect(await names('connections', 'guest')).toHaveLength(2);
    expect((await api.get('consumers', { as: 'app' })).json).toEqual([]);
    for (const hidden of [path(), channelPath(), `${path()}/channels`]) {
      const { status, json } = await api.get(hidden, { as: 'app' });
      expect([status, json.reason]).toEqual([401, 'User not authorised to access object']);
    }
    expect((await api.ask('DELETE', path(), { as: 'app' })).status).toBe(401);
    expect((await api.ask('DELETE', `connections/${encodeURIComponent(own.name)}`, { as: 'app' })).status).toBe(204);
  });

  test('are seen but not closed by who monitors', async () => {
    api.addUser('eye', ['monitoring']);
    expect((await api.get(path(), { as: 'eye' })).status).toBe(200);
    expect((await api.ask('DELETE', path(), { as: 'eye' })).status).toBe(401);
    expect((await api.ask('DELETE', 'connections/username/guest', { as: 'eye' })).status).toBe(401);
    expect(api.closed.size).toBe(0);
  });

  test('of a user are listed in short and closed together', async () => {
    const { json } = await api.get('connections/username/guest');
    expect(json).toEqual([{ name: connection.name, vhost: '/', user: 'guest', node: 'warren@test' }]);
    expect((await api.get('connections/username/none')).json).toEqual([]);
    expect((await api.ask('DELETE', 'connections/username/guest')).status).toBe(204);
    expect(api.closed.size).toBe(1);
  });

  test('that are not there are not found', async () => {
    for (const missing of ['connections/none', 'connections/none/channels', 'vhosts/none/connections']) {
      expect((await api.get(missing)).status).toBe(404);
    }
  });
});

describe('channels', () => {
  test('have the keys of RabbitMQ', async () => {
    const keys = [
      ...['acks_uncommitted', 'confirm', 'connection_details', 'consumer_count', 'garbage_collection'],
      ...['global_prefetch_count', 'messages_unacknowledged', 'messages_uncommitted', 'messages_unconfirmed', 'name'],
      ...['node', 'number', 'pending_raft_commands', 'prefetch_count', 'reductions', 'reductions_details', 'state'],
      ...['transactional', 'user', 'user_who_performed_action', 'vhost'],
    ];
    for (const list of ['channels', 'vhosts/%2F/channels', `${path()}/channels`]) {
      const { json } = await api.get(list);
      expect(json.map((item: object) => Object.keys(item).sort())).toEqual([keys]);
    }
    expect(Object.keys((await api.get(channelPath())).json).sort()).toEqual(
      [...keys, 'consumer_details', 'deliveries', 'publishes'].sort(),
    );
  });

  test('count what went through them', async () => {
    api.tick();
    const body = { routing_key: 'q', properties: {}, payload: 'x', payload_encoding: 'string' };
    await api.ask('POST', 'exchanges/%2F/amq.default/publish', { body });
    api.tick();
    expect((await api.get(channelPath())).json).toMatchObject({
      number: 1,
      consumer_count: 1,
      prefetch_count: 7,
      messages_unacknowledged: 1,
      connection_details: { name: connection.name, peer_host: '127.0.0.1', peer_port: connection.info.peerPort },
      message_stats: { deliver: 1, deliver_details: { rate: 0.2 }, deliver_get: 1 },
      consumer_details: [{ consumer_tag: 'c' }],
    });
  });

  test.each(['none', 'none (1)', '(1)', 'a (x)', `${'x'.repeat(10_000)} (1)`])('%.20s is not found', async (name) => {
    expect((await api.get(`channels/${encodeURIComponent(name)}`)).status).toBe(404);
  });
});

test('consumers have the keys of RabbitMQ', async () => {
  const consumer = {
    consumer_tag: 'c',
    ack_required: true,
    active: true,
    activity_status: 'up',
    exclusive: false,
    prefetch_count: 7,
    arguments: {},
    consumer_timeout: 0,
    queue: { name: 'q', vhost: '/' },
    channel_details: {
      name: channel.name,
      number: 1,
      connection_name: connection.name,
      peer_host: '127.0.0.1',
      peer_port: connection.info.peerPort,
      node: 'warren@test',
      user: 'guest',
    },
  };
  expect((await api.get('consumers')).json).toEqual([consumer]);
  expect((await api.get('consumers/%2F')).json).toEqual([consumer]);
  expect((await api.get('queues/%2F/q')).json.consumer_details).toEqual([consumer]);
  expect((await api.get('consumers/none')).status).toBe(404);
});
