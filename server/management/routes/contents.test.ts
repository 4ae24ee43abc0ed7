import { beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '@/server/broker/channel';
import { publishMessage } from '@/server/management/publish-message';
import { QUEUE, TestApi } from '@/server/management/test-api';

let api: TestApi;

beforeEach(() => {
  api = new TestApi();
  for (const name of ['q', 'other']) api.vhost.addQueue(name, null, QUEUE);
});

function publish(payloads: readonly string[], headers: object = {}, routingKey = 'q') {
  return Promise.all(
    payloads.map((payload) =>
      api.ask('POST', 'exchanges/%2F/amq.default/publish', {
        body: { routing_key: routingKey, properties: { headers }, payload, payload_encoding: 'string' },
      }),
    ),
  );
}

const peek = async (query = '', queue = 'q') => (await api.get(`queues/%2F/${queue}/messages${query}`)).json;
const payloadsOf = ({ items }: { readonly items: readonly { readonly payload: string }[] }): string[] =>
  items.map(({ payload }) => payload);
const payloadsIn = async (queue: string): Promise<string[]> => payloadsOf(await peek('', queue));
const move = (body: unknown) => api.ask('POST', 'queues/%2F/q/move', { body });
const queueOf = (name: string) => api.vhost.getQueue(name);

/** Delivers up to `prefetch` messages of q to a consumer that settles none of them. */
function consume(prefetch = 0, queue = 'q', tag = 'c'): Channel {
  const channel = api.openChannel(api.connect());
  channel.prefetchCount = prefetch;
  const options = { consumerTag: tag, noAck: false, exclusive: false, arguments: new Map() };
  api.session().consume(channel, queue, options);
  api.broker.endTurn();
  return channel;
}

describe('looking at ready messages', () => {
  test('leaves them as they are', async () => {
    await publish(['a', 'b'], { kind: 'x' });
    const answer = await peek();
    expect(answer).toMatchObject({ item_count: 2, scanned_count: 2, total_count: 2 });
    expect(answer.items[0]).toEqual({
      state: 'ready',
      order: 0,
      redelivered: false,
      exchange: '',
      routing_key: 'q',
      properties: { headers: { kind: 'x' } },
      payload_bytes: 1,
      payload: 'a',
      payload_encoding: 'string',
    });
    expect(await peek()).toEqual(answer);
    expect([queueOf('q').gotten, queueOf('q').redelivered, queueOf('q').readyBytes]).toEqual([0, 0, 2]);
  });

  test('shows those that came back first, in their old order', async () => {
    await publish(['a', 'b', 'c', 'd']);
    const channel = consume(3);
    channel.reject(2, false, true);
    channel.reject(1, false, true);
    // The consumer got them back: let it hold them no longer.
    api.broker.closeChannel(channel);
    const { items } = await peek();
    expect(items.map(({ payload, redelivered }: Record<string, unknown>) => [payload, redelivered])).toEqual([
      ['a', true],
      ['b', true],
      ['c', true],
      ['d', false],
    ]);
  });

  test.each([
    ['?offset=1&limit=2', ['b1', 'a2']],
    ['?payload=a', ['a1', 'a2']],
    ['?payload=a&offset=1', ['a2']],
    ['?header=kind', ['b1', 'a2']],
    ['?header=kind=2', ['a2']],
    ['?header=kind=2&payload=b', []],
    ['?routing_key=q', ['a1', 'b1', 'a2', 'b2']],
    ['?routing_key=none', []],
    ['?truncate=1', ['a', 'b', 'a', 'b']],
    ['?encoding=base64&limit=1', ['YTE=']],
  ])('with %s finds %j', async (query, expected) => {
    await publish(['a1']);
    await publish(['b1'], { kind: 'one' });
    await publish(['a2'], { kind: 2 });
    await publish(['b2']);
    expect(payloadsOf(await peek(query))).toEqual(expected);
  });

  test.each(['limit=0', 'limit=1001', 'limit=x', 'offset=-1', 'header==3', 'encoding=zip', 'truncate=-1'])(
    '%s is refused',
    async (query) => {
      expect((await api.get(`queues/%2F/q/messages?${query}`)).status).toBe(400);
    },
  );

  test('is for those who may read the queue', async () => {
    const writer = api.addUser('writer', ['management']);
    api.broker.access.setPermission(writer, '/', { configure: '.*', write: '.*', read: '^$' });
    for (const what of ['messages', 'unacked']) {
      const { status, json } = await api.get(`queues/%2F/q/${what}`, { as: 'writer' });
      expect([status, json.reason]).toEqual([401, expect.stringContaining("read access to queue 'q'")]);
    }
    expect((await api.get('queues/%2F/none/messages')).status).toBe(404);
  });

  test('searches a long queue while messages flow', async () => {
    const body = new Uint8Array(200);
    for (let i = 0; i < 30_000; i++) {
      publishMessage(api.session(), { exchange: '', routingKey: 'q', properties: {}, body });
    }
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const searching = peek('?payload=needle');
    // Half of it goes away meanwhile, and more comes.
    setImmediate(() => {
      queueOf('q').purge(15_000);
      publishMessage(api.session(), { exchange: '', routingKey: 'q', properties: {}, body: Buffer.from('needle') });
    });
    const answer = await searching;
    isOver = true;
    expect(answer.items).toEqual([]);
    expect(answer.scanned_count).toBeGreaterThan(15_000);
    expect(turns).toBeGreaterThan(3);
  });
});

describe('unacked messages', () => {
  const unacked = async (query = '') => (await api.get(`queues/%2F/q/unacked${query}`)).json;

  test('are shown with who holds them', async () => {
    await publish(['a', 'b', 'c']);
    const channel = consume(2);
    const answer = await unacked();
    expect([answer.item_count, answer.total_count]).toEqual([2, 2]);
    expect(answer.items[1]).toMatchObject({
      state: 'unacked',
      order: 1,
      payload: 'b',
      delivery_tag: 2,
      consumer_tag: 'c',
      channel_details: { name: channel.name, connection_name: channel.connection.name, user: 'guest' },
    });
    expect(payloadsOf(await unacked('?offset=1'))).toEqual(['b']);
    expect(payloadsOf(await unacked('?payload=a'))).toEqual(['a']);
    channel.acknowledge(1, false);
    expect(payloadsOf(await unacked())).toEqual(['b']);
  });

  test('of other queues are not, nor are those of other channels left out', async () => {
    await publish(['a', 'b']);
    await publish(['x'], {}, 'other');
    const first = consume(1);
    consume(1, 'q', 'd');
    api.session().consume(first, 'other', { consumerTag: 'o', noAck: false, exclusive: false, arguments: new Map() });
    api.broker.endTurn();
    expect(payloadsOf(await unacked()).sort()).toEqual(['a', 'b']);
  });

  test('tell for how long they have been held', async () => {
    await publish(['a', 'b', 'c']);
    const channel = consume(1);
    const ages = async () => (await unacked()).items.map(({ age_ms }: Record<string, unknown>) => age_ms);
    expect(await ages()).toEqual([0]);
    api.now += 300;
    expect(await ages()).toEqual([300]);
    channel.acknowledge(1, false);
    api.broker.endTurn();
    expect(await ages()).toEqual([0]);
    api.now += 7777;
    expect(await ages()).toEqual([7777]);
  });

  test('tell it of each delivery by itself, also of one that was fetched and of one that came again', async () => {
    await publish(['a', 'b']);
    const channel = consume(1);
    api.now += 1000;
    const fetched = api.session().get('q', false, channel);
    if (fetched === undefined) throw new Error('nothing was fetched');
    channel.numberGet({ ...fetched, consumer: null, deliveredAt: api.broker.turn.ms }, false);
    api.broker.endTurn();
    api.now += 50;
    const ages = async () =>
      (await unacked()).items.map(({ payload, age_ms }: Record<string, unknown>) => [payload, age_ms]);
    expect(await ages()).toEqual([
      ['a', 1050],
      ['b', 50],
    ]);
    channel.redeliverAll();
    api.broker.endTurn();
    api.now += 5;
    // What was fetched has gone back, and its consumer has no room for it.
    expect(await ages()).toEqual([['a', 5]]);
  });
});

describe('deleting', () => {
  const remove = (body: unknown) => api.ask('POST', 'queues/%2F/q/delete-messages', { body });

  test('takes away the chosen ones, and says which had gone', async () => {
    await publish(['a', 'b', 'c', 'd', 'e']);
    expect((await remove({ orders: [1, 3, 77] })).json).toEqual({ deleted: 2, missing: 1 });
    expect(await payloadsIn('q')).toEqual(['a', 'c', 'e']);
    expect([queueOf('q').readyCount, queueOf('q').readyBytes, api.broker.memory.messages]).toEqual([3, 3, 3]);
    expect((await remove({ count: 2 })).json).toEqual({ deleted: 2, missing: 0 });
    expect(await payloadsIn('q')).toEqual(['e']);
  });

  test('does not touch what a consumer holds', async () => {
    await publish(['a', 'b']);
    consume(1);
    expect((await remove({ orders: [0, 1] })).json).toEqual({ deleted: 1, missing: 1 });
    expect([queueOf('q').readyCount, queueOf('q').unackedCount]).toEqual([0, 1]);
  });

  test.each([
    [{}, 'say which: give orders or count. DELETE on contents empties the queue'],
    [{ count: 0 }, 'count is below 1'],
    [{ count: 1, orders: [1] }, 'give either count or orders'],
    [{ orders: Array.from({ length: 1001 }, (_, i) => i) }, 'at most 1000 messages can be chosen at a time'],
  ])('%j is refused', async (body, reason) => {
    await publish(['a']);
    const { status, json } = await remove(body);
    expect([status, json.reason]).toEqual([400, reason]);
    expect(queueOf('q').readyCount).toBe(1);
  });

  test('needs the right to read the queue', async () => {
    await publish(['a']);
    await api.ask('PUT', 'users/bob', { body: { password: 'bob', tags: 'management' } });
    await api.ask('PUT', 'permissions/%2F/bob', { body: { configure: '.*', write: '.*', read: '^other$' } });
    const body = { orders: [0] };
    const { status } = await api.ask('POST', 'queues/%2F/q/delete-messages', { body, as: 'bob' });
    expect([status, queueOf('q').readyCount]).toEqual([401, 1]);
  });
});

describe('moving', () => {
  test('all to a queue keeps their order, their properties and the number of messages', async () => {
    await publish(['a', 'b', 'c'], { kind: 1 });
    expect((await move({ queue: 'other' })).json).toEqual({ moved: 3, unroutable: 0, refused: 0, missing: 0 });
    expect(await payloadsIn('other')).toEqual(['a', 'b', 'c']);
    expect((await peek('?limit=1', 'other')).items[0]).toMatchObject({
      routing_key: 'other',
      properties: { headers: { kind: 1 } },
    });
    expect([queueOf('q').readyCount, queueOf('q').readyBytes, api.broker.memory.messages]).toEqual([0, 0, 3]);
  });

  test('N moves the first N', async () => {
    await publish(['a', 'b', 'c']);
    expect((await move({ queue: 'other', count: 2 })).json.moved).toBe(2);
    expect([await payloadsIn('other'), await payloadsIn('q')]).toEqual([['a', 'b'], ['c']]);
  });

  test('chosen ones leaves the others in their places, not marked as redelivered', async () => {
    await publish(['a', 'b', 'c', 'd', 'e']);
    const channel = consume(1);
    api.broker.closeChannel(channel);
    const answer = await move({ queue: 'other', orders: [0, 3, 1, 77] });
    expect(answer.json).toEqual({ moved: 3, unroutable: 0, refused: 0, missing: 1 });
    expect(await payloadsIn('other')).toEqual(['a', 'b', 'd']);
    const left = (await peek()).items.map(({ payload, order, redelivered }: Record<string, unknown>) => [
      payload,
      order,
      redelivered,
    ]);
    expect(left).toEqual([
      ['c', 2, false],
      ['e', 4, false],
    ]);
    expect(queueOf('q').readyBytes).toBe(2);
    await publish(['f']);
    expect(payloadsOf(await peek())).toEqual(['c', 'e', 'f']);
    consume(0, 'q', 'again');
    expect([queueOf('q').unackedCount, queueOf('q').redelivered]).toEqual([3, 0]);
  });

  test('to an exchange keeps the routing keys, or gives all a new one', async () => {
    api.session().bindQueue('other', 'amq.topic', 'to.other', new Map());
    await publish(['a']);
    expect((await move({ exchange: 'amq.topic' })).json).toMatchObject({ moved: 0, unroutable: 1 });
    expect((await move({ exchange: 'amq.topic', routing_key: 'to.other' })).json.moved).toBe(1);
    expect((await peek('', 'other')).items[0]).toMatchObject({ exchange: 'amq.topic', routing_key: 'to.other' });
  });

  test('what goes nowhere stays where it is, and counts nowhere', async () => {
    api.session().bindQueue('other', 'amq.headers', '', new Map([['kind', { type: 'longstr', value: 'x' }]]));
    await publish(['a']);
    await publish(['b'], { kind: 'x' });
    await publish(['c']);
    expect((await move({ exchange: 'amq.headers' })).json).toEqual({ moved: 1, unroutable: 2, refused: 0, missing: 0 });
    expect([await payloadsIn('q'), await payloadsIn('other')]).toEqual([['a', 'c'], ['b']]);
    expect(api.vhost.getExchange('amq.headers').unroutable).toBe(0);
    expect([api.vhost.returned, api.vhost.dropped, api.broker.memory.messages]).toEqual([0, 0, 3]);
  });

  test('to a queue or exchange that is missing moves nothing', async () => {
    await publish(['a']);
    for (const target of [{ queue: 'none' }, { exchange: 'none' }]) expect((await move(target)).status).toBe(404);
    expect(await payloadsIn('q')).toEqual(['a']);
  });

  test('by those who may not write to the target moves nothing', async () => {
    const reader = api.addUser('reader', ['management']);
    api.broker.access.setPermission(reader, '/', { configure: '.*', write: '^amq.topic$', read: '.*' });
    api.broker.access.setTopicPermission(reader, '/', 'amq.topic', { write: '^ok$', read: '.*' });
    api.session().bindQueue('other', 'amq.topic', '#', new Map());
    await publish(['a']);
    const as = 'reader';
    const ask = (body: unknown) => api.ask('POST', 'queues/%2F/q/move', { body, as });
    expect((await ask({ queue: 'other' })).status).toBe(401);
    expect((await ask({ exchange: 'amq.topic' })).json).toMatchObject({ moved: 0, refused: 1 });
    expect(await payloadsIn('q')).toEqual(['a']);
  });

  test('to the queue itself ends, with everything once', async () => {
    const payloads = Array.from({ length: 1200 }, (_, i) => String(i));
    await publish(payloads);
    expect((await move({ queue: 'q' })).json.moved).toBe(1200);
    expect(queueOf('q').readyCount).toBe(1200);
    expect(payloadsOf(await peek('?limit=1000'))).toEqual(payloads.slice(0, 1000));
  });

  test('many in slices loses none while others come, go and are consumed', async () => {
    for (let i = 0; i < 5000; i++) {
      const body = Buffer.from(String(i));
      publishMessage(api.session(), { exchange: '', routingKey: 'q', properties: {}, body });
    }
    const moving = move({ queue: 'other' });
    setImmediate(() => consume(100));
    const { moved } = (await moving).json;
    expect(moved + queueOf('q').unackedCount).toBe(5000);
    expect([queueOf('other').readyCount, queueOf('q').readyCount]).toEqual([moved, 0]);
    expect(api.broker.memory.messages).toBe(5000);
  });

  test.each([
    {},
    { queue: 'other', exchange: 'amq.topic' },
    { queue: 'other', routing_key: 'k' },
    { queue: 'other', count: 0 },
    { queue: 'other', count: 'x' },
    { queue: 3 },
    { queue: 'other', orders: [] },
    { queue: 'other', orders: ['1'] },
    { queue: 'other', orders: [1], count: 1 },
    { queue: 'other', orders: Array.from({ length: 1001 }, (_, i) => i) },
    'no json',
  ])('%j is refused with a reason', async (body) => {
    await publish(['a']);
    const { status, json } = await move(body);
    expect([status, json.error, json.reason]).toEqual([400, 'bad_request', expect.stringMatching(/./)]);
    expect(await payloadsIn('q')).toEqual(['a']);
  });
});

describe('dead letters', () => {
  const death = (queue: string) => ({ queue, exchange: '', reason: 'rejected', count: 1, 'routing-keys': [queue] });
  const giveBack = (body: unknown = {}) => api.ask('POST', 'queues/%2F/q/return-dead-letters', { body });

  test('go back to the queue of their latest death', async () => {
    await publish(['a'], { 'x-death': [death('other'), death('gone')] });
    await publish(['b'], { 'x-death': [death('gone')] });
    await publish(['c']);
    await publish(['d'], { 'x-death': 'nonsense' });
    const counts = { returned: 1, not_dead_lettered: 2, unroutable: 1, refused: 0, missing: 0 };
    expect((await giveBack()).json).toEqual(counts);
    expect([await payloadsIn('other'), await payloadsIn('q')]).toEqual([['a'], ['b', 'c', 'd']]);
    expect((await giveBack({ orders: [1] })).json).toMatchObject({ returned: 0, unroutable: 1 });
  });
});

describe('a paused queue', () => {
  const state = async () => (await api.get('queues/%2F/q')).json.state;

  test('takes messages and delivers none until it is resumed', async () => {
    const channel = consume();
    expect((await api.ask('PUT', 'queues/%2F/q/pause')).status).toBe(204);
    expect(await state()).toBe('paused');
    await publish(['a', 'b']);
    expect([channel.delivered, queueOf('q').readyCount]).toEqual([0, 2]);
    expect(api.session().get('q', true, channel)).toBeUndefined();
    expect((await api.ask('PUT', 'queues/%2F/q/resume')).status).toBe(204);
    expect([await state(), channel.delivered, queueOf('q').readyCount]).toEqual(['running', 2, 0]);
  });

  test('takes acknowledgements and messages that come back', async () => {
    await publish(['a', 'b']);
    const channel = consume();
    await api.ask('PUT', 'queues/%2F/q/pause');
    channel.acknowledge(1, false);
    channel.reject(2, false, true);
    api.broker.endTurn();
    expect([queueOf('q').acked, queueOf('q').readyCount, channel.delivered]).toEqual([1, 1, 2]);
    await api.ask('PUT', 'queues/%2F/q/resume');
    expect(channel.delivered).toBe(3);
  });

  test('is paused by those who may configure it', async () => {
    const reader = api.addUser('reader', ['management']);
    api.broker.access.setPermission(reader, '/', { configure: '^$', write: '.*', read: '.*' });
    expect((await api.ask('PUT', 'queues/%2F/q/pause', { as: 'reader' })).status).toBe(401);
    expect(await state()).toBe('running');
    expect((await api.ask('PUT', 'queues/%2F/none/pause')).status).toBe(404);
  });
});

describe('purging N', () => {
  test('drops the first N and says how many', async () => {
    await publish(['a', 'b', 'c']);
    const purge = (count: string) => api.ask('DELETE', `queues/%2F/q/contents?count=${count}`);
    expect((await purge('2')).json).toEqual({ purged: 2 });
    expect([await payloadsIn('q'), queueOf('q').readyBytes]).toEqual([['c'], 1]);
    expect((await purge('5')).json).toEqual({ purged: 1 });
    for (const wrong of ['0', '-1', 'x', '1.5']) expect((await purge(wrong)).status).toBe(400);
    expect((await api.ask('DELETE', 'queues/%2F/q/contents')).status).toBe(204);
  });
});
