import { beforeEach, describe, expect, test, vi } from 'vitest';
import { propertiesCodec } from '@/server/amqp/properties-codec';
import { publishMessage } from '@/server/management/publish-message';
import { QUEUE, TestApi } from '@/server/management/test-api';

let api: TestApi;

beforeEach(() => {
  api = new TestApi();
  for (const name of ['q', 'other', 'third']) api.vhost.addQueue(name, null, QUEUE);
});

function publish(payloads: string, routingKey = 'q', properties: object = {}): void {
  for (const payload of payloads) {
    publishMessage(api.session(), { exchange: '', routingKey, properties, body: Buffer.from(payload) });
  }
  api.broker.endTurn();
}

const bodiesIn = (queue: string): string =>
  api.vhost
    .getQueue(queue)
    .readyAfter(-1, 100)
    .map(({ message }) => Buffer.from(message.body()).toString())
    .join('');
const ordersIn = (queue: string): number[] =>
  api.vhost
    .getQueue(queue)
    .readyAfter(-1, 100)
    .map(({ order }) => order);
const move = async (body: object) =>
  (await api.ask('POST', 'queues/%2F/q/move', { body: { undoable: true, ...body } })).json;
const undo = (id: string, as?: string) => api.ask('POST', `undo/%2F/${id}`, as === undefined ? {} : { as });

/** As a consumer with automatic acknowledgement does. */
function take(queue: string): void {
  const fetched = api.session().get(queue, true, null);
  if (fetched === undefined) throw new Error(`${queue} is empty`);
  fetched.queue.release(fetched.message);
}

describe('messages that were sent onwards', () => {
  test('come back to their old places, between those that stayed and before those that came since', async () => {
    publish('abcde');
    const before = ordersIn('q');
    publish('x', 'other');
    const report = await move({ queue: 'other', orders: [1, 3] });
    expect(report).toMatchObject({ moved: 2, undo: expect.any(String) });
    expect([bodiesIn('q'), bodiesIn('other')]).toEqual(['ace', 'xbd']);
    publish('f');
    publish('y', 'other');
    expect((await undo(report.undo)).json).toEqual({ restored: 2, gone: 0 });
    expect([bodiesIn('q'), bodiesIn('other')]).toEqual(['abcdef', 'xy']);
    expect(ordersIn('q').slice(0, 5)).toEqual(before);
    expect(api.vhost.getQueue('q').readyBytes).toBe(6);
    expect(api.broker.memory.messages).toBe(8);
    // Once.
    expect((await undo(report.undo)).status).toBe(404);
  });

  test('keep their age, their address, their properties, and whether they had been delivered before', async () => {
    publish('a', 'q', { headers: new Map(), correlationId: 'seven', expiration: '60000' });
    const session = api.session();
    const fetched = session.get('q', false, null);
    if (fetched === undefined) throw new Error('the queue is empty');
    session.settle(fetched, 'requeue');
    publish('b');
    api.now += 5_000;
    const { undo: id } = await move({ queue: 'other' });
    await undo(id);
    const [a, b] = api.vhost.getQueue('q').readyAfter(-1, 2);
    expect([a?.redelivered, b?.redelivered]).toEqual([true, false]);
    expect(a?.message.address).toMatchObject({ exchange: '', routingKey: 'q' });
    expect(propertiesCodec.decode(a?.message.properties() as Uint8Array)).toMatchObject({ correlationId: 'seven' });
    expect(api.broker.turn.epoch(a?.message.enteredAt as number)).toBe(api.now - 5_000);
    api.now += 56_000;
    publish('c');
    expect(bodiesIn('q')).toBe('bc');
  });

  test('stay where they are when somebody has got one of their copies', async () => {
    api.vhost.bind(api.vhost.getExchange('amq.fanout'), api.vhost.getQueue('other'), '', new Map());
    api.vhost.bind(api.vhost.getExchange('amq.fanout'), api.vhost.getQueue('third'), '', new Map());
    publish('abc');
    const { undo: id } = await move({ exchange: 'amq.fanout', orders: [0, 1] });
    expect([bodiesIn('q'), bodiesIn('other'), bodiesIn('third')]).toEqual(['c', 'ab', 'ab']);
    take('third');
    expect((await undo(id)).json).toEqual({ restored: 1, gone: 1 });
    expect([bodiesIn('q'), bodiesIn('other'), bodiesIn('third')]).toEqual(['bc', 'a', '']);
  });

  test('are not taken away when they were copied; undo takes the copies', async () => {
    publish('ab');
    const { undo: id, moved } = await move({ queue: 'q', orders: [0], copy: true });
    expect([moved, bodiesIn('q')]).toEqual([1, 'aba']);
    expect((await undo(id)).json).toEqual({ restored: 1, gone: 0 });
    expect(bodiesIn('q')).toBe('ab');
    expect(api.broker.memory.messages).toBe(2);
  });

  test('are let go after some seconds, and are nobody else’s to take back', async () => {
    api.addUser('maria', ['management']);
    api.allow(api.broker.access.users.get('maria') as never, '/');
    publish('a');
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { undo: id } = await move({ queue: 'other' });
    expect((await undo(id, 'maria')).status).toBe(404);
    api.now += 13_000;
    vi.advanceTimersByTime(13_000);
    vi.useRealTimers();
    expect((await undo(id)).json.reason).toContain('nothing to undo');
    expect(bodiesIn('other')).toBe('a');
    expect(api.broker.memory.messages).toBe(1);
  });

  test('cannot be taken back into another queue of the same name', async () => {
    publish('a');
    const { undo: id } = await move({ queue: 'other' });
    await api.ask('DELETE', 'queues/%2F/q');
    api.vhost.addQueue('q', null, QUEUE);
    expect((await undo(id)).status).toBe(404);
    expect([bodiesIn('q'), bodiesIn('other')]).toEqual(['', 'a']);
  });

  test('come back to their priority', async () => {
    api.vhost.addQueue('urgent', null, {
      ...QUEUE,
      arguments: new Map([['x-max-priority', { type: 'signedint', value: 9 }]]),
    });
    for (const [payload, priority] of [
      ['low', 1],
      ['high', 9],
      ['mid', 5],
    ] as const) {
      publishMessage(api.session(), {
        exchange: '',
        routingKey: 'urgent',
        properties: { priority },
        body: Buffer.from(payload),
      });
    }
    api.broker.endTurn();
    const body = { queue: 'other', undoable: true };
    const { undo: id } = (await api.ask('POST', 'queues/%2F/urgent/move', { body })).json;
    expect(bodiesIn('urgent')).toBe('');
    await undo(id);
    expect(bodiesIn('urgent')).toBe('highmidlow');
  });
});

describe('a queue that was deleted', () => {
  const remove = async (query = '?keep-messages=true') => api.ask('DELETE', `queues/%2F/q${query}`);

  test('gets its messages again when it is declared again, in their order', async () => {
    publish('abc');
    api.vhost.bind(api.vhost.getExchange('amq.fanout'), api.vhost.getQueue('q'), '', new Map());
    api.vhost.bind(api.vhost.getExchange('amq.fanout'), api.vhost.getQueue('other'), '', new Map());
    publishMessage(api.session(), { exchange: 'amq.fanout', routingKey: 'k', properties: {}, body: Buffer.from('d') });
    const { status, json } = await remove();
    expect([status, json]).toEqual([200, { undo: expect.any(String), kept: 4 }]);
    // The other queue has the same message still.
    expect(bodiesIn('other')).toBe('d');
    expect((await undo(json.undo)).status).toBe(404);
    api.vhost.addQueue('q', null, QUEUE);
    expect((await undo(json.undo)).json).toEqual({ restored: 4, gone: 0 });
    expect([bodiesIn('q'), bodiesIn('other')]).toEqual(['abcd', 'd']);
    expect(api.vhost.getQueue('q').readyAfter(2, 1)[0]?.message.address.exchange).toBe('amq.fanout');
    take('other');
    expect(api.broker.memory.messages).toBe(4);
  });

  test('tells that nothing is kept when there is too much, and nothing when nobody asked', async () => {
    for (let n = 0; n < 10_001; n += 1) publish('x');
    expect((await remove()).json).toEqual({ undo: null, kept: 0 });
    expect(api.broker.memory.messages).toBe(0);
    api.vhost.addQueue('q', null, QUEUE);
    publish('x');
    expect((await remove('')).status).toBe(204);
    expect(api.broker.memory.messages).toBe(0);
  });

  test('keeps nothing when it may not be deleted', async () => {
    publish('x');
    expect((await remove('?keep-messages=true&if-empty=true')).status).toBe(400);
    take('q');
    expect(api.broker.memory.messages).toBe(0);
  });
});
