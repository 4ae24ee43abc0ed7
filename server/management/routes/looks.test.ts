import { beforeEach, describe, expect, test } from 'vitest';
import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import { publishMessage } from '@/server/management/publish-message';
import { QUEUE, TestApi } from '@/server/management/test-api';

let api: TestApi;

beforeEach(() => {
  api = new TestApi();
  for (const name of ['q', 'other']) api.vhost.addQueue(name, null, QUEUE);
});

const long = (value: number): FieldValue => ({ type: 'signedint', value });

function publish(payload: string, headers: FieldTable = new Map(), exchange = '', routingKey = 'q') {
  const body = Buffer.from(payload);
  return publishMessage(api.session(), { exchange, routingKey, properties: { headers }, body });
}

const look = async (query: string, what = 'queues/%2F/q/messages', as = 'guest') =>
  (await api.get(`${what}?${query}`, { as })).json;

const payloadsOf = ({ items }: { readonly items: readonly { readonly payload: string }[] }): string[] =>
  items.map(({ payload }) => payload);

/** Looks until there is nothing more, and gives all answers. */
async function lookAll(query: string, what?: string) {
  const answers = [];
  for (let next = ''; ; ) {
    const answer = await look(`${query}&after=${next}`, what);
    answers.push(answer);
    if (answer.next === null) return answers;
    next = answer.next;
  }
}

describe('a search that goes on', () => {
  test('says how far it is, and sees each message once, whatever comes and goes meanwhile', async () => {
    for (let i = 0; i < 20_000; i++) publish(i % 5000 === 4999 ? `needle ${i}` : 'hay');
    const answers = [];
    for (let next = ''; ; ) {
      const answer = await look(`payload=needle&within_ms=1&limit=1000&after=${next}`);
      answers.push(answer);
      publish('hay');
      if (answer.next === null) break;
      next = answer.next;
    }
    expect(answers.length).toBeGreaterThan(2);
    expect(answers.flatMap(payloadsOf)).toEqual(['needle 4999', 'needle 9999', 'needle 14999', 'needle 19999']);
    const scanned = answers.reduce((sum, answer) => sum + answer.scanned_count, 0);
    expect(scanned).toBeGreaterThanOrEqual(20_000);
    expect(scanned).toBeLessThan(20_000 + answers.length);
  });

  test('goes on behind what it has shown', async () => {
    for (const payload of ['a', 'b', 'c', 'd', 'e']) publish(payload);
    const answers = await lookAll('limit=2');
    expect(answers.map(payloadsOf)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(answers.map(({ scanned_count }) => scanned_count)).toEqual([2, 2, 1]);
  });

  test('goes through the unacked messages of all channels', async () => {
    for (const payload of ['a', 'b', 'c', 'd', 'e']) publish(payload);
    for (const tag of ['one', 'two']) {
      const channel = api.openChannel(api.connect());
      channel.prefetchCount = tag === 'one' ? 3 : 2;
      api.session().consume(channel, 'q', { consumerTag: tag, noAck: false, exclusive: false, arguments: new Map() });
      api.broker.endTurn();
    }
    const answers = await lookAll('limit=2', 'queues/%2F/q/unacked');
    expect(answers.flatMap(payloadsOf).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test.each(['messages', 'unacked', 'scheduled'])('of %s refuses a cursor that it never gave', async (what) => {
    expect((await api.get(`queues/%2F/q/${what}?after=x`)).status).toBe(400);
    expect((await api.get(`queues/%2F/q/${what}?within_ms=0`)).status).toBe(400);
  });
});

describe('the filter', () => {
  test.each([
    ['body.total>100', ['{"total":120}']],
    ['-body.total', ['{"no":1}', 'text']],
    ['header.tenant=acme', ['text']],
    ['key:q* size<5', ['text']],
    ['-"total"', ['{"no":1}', 'text']],
    ['redelivered:true', []],
    ['', ['{"total":120}', '{"total":80}', '{"no":1}', 'text']],
  ])('%s finds %j', async (filter, expected) => {
    for (const payload of ['{"total":120}', '{"total":80}', '{"no":1}']) publish(payload);
    publish('text', new Map([['tenant', { type: 'longstr', value: 'acme' }]]));
    const query = filter === '-body.total' ? '-body.total>0' : filter;
    expect(payloadsOf(await look(`filter=${encodeURIComponent(query)}`))).toEqual(expected);
  });

  test('sees more of a payload than is shown', async () => {
    publish(JSON.stringify({ padding: 'x'.repeat(100_000), total: 7 }));
    const answer = await look('truncate=10&filter=body.total%3D7');
    expect(answer.items).toMatchObject([{ payload: '{"padding"' }]);
  });

  test('names a field that does not exist', async () => {
    const { status, json } = await api.get('queues/%2F/q/messages?filter=colour:red');
    expect([status, json.reason]).toEqual([400, expect.stringContaining('colour')]);
  });
});

describe('scheduled messages', () => {
  const scheduled = (query = '', as = 'guest') => look(query, 'queues/%2F/q/scheduled', as);

  function delay(): void {
    const args: FieldTable = new Map([['x-delayed-type', { type: 'longstr', value: 'direct' }]]);
    api.session().declareExchange('later', {
      type: 'x-delayed-message',
      durable: false,
      autoDelete: false,
      internal: false,
      arguments: args,
    });
    api.session().bindQueue('q', 'later', 'soon', new Map());
    api.session().bindQueue('other', 'later', 'elsewhere', new Map());
  }

  test('of an exchange that delays are shown for the queue to which they will come, the next one first', async () => {
    delay();
    publish('second', new Map([['x-delay', long(60_000)]]), 'later', 'soon');
    publish('first', new Map([['x-delay', long(5000)]]), 'later', 'soon');
    publish('not here', new Map([['x-delay', long(1000)]]), 'later', 'elsewhere');
    const answer = await scheduled();
    expect(answer).toMatchObject({ item_count: 2, scanned_count: 3, total_count: 3, next: null });
    expect(answer.items[0]).toMatchObject({
      state: 'scheduled',
      payload: 'first',
      routing_key: 'soon',
      due_at: api.now + 5000,
      due_in_ms: 5000,
      delayed_by: 'later',
    });
    expect(payloadsOf(await look('', 'exchanges/%2F/later/scheduled'))).toEqual(['not here', 'first', 'second']);
    expect(payloadsOf(await scheduled('filter=due%3E30s'))).toEqual(['second']);
    expect((await lookAll('limit=1', 'queues/%2F/q/scheduled')).flatMap(payloadsOf)).toEqual(['first', 'second']);
  });

  test('due at the same time are told apart', async () => {
    delay();
    for (const payload of ['a', 'b', 'c']) publish(payload, new Map([['x-delay', long(5000)]]), 'later', 'soon');
    expect((await lookAll('limit=1', 'queues/%2F/q/scheduled')).flatMap(payloadsOf)).toEqual(['a', 'b', 'c']);
    expect((await scheduled()).items.map(({ place }: { place: number }) => place)).toEqual([0, 1, 2]);
  });

  describe('before their time', () => {
    const act = (what: string, items: readonly object[], as = 'guest') =>
      api.ask('POST', 'exchanges/%2F/later/act-on-scheduled', { body: { act: what, messages: items }, as });
    const kept = () => look('', 'exchanges/%2F/later/scheduled');

    const DELAY = 40;
    /** The clock of the test stands still; the timer is a real one. */
    const due = async () => {
      api.now += DELAY;
      await new Promise((resolve) => setTimeout(resolve, 2 * DELAY));
    };

    beforeEach(() => {
      delay();
      for (const payload of ['a', 'b', 'c']) publish(payload, new Map([['x-delay', long(DELAY)]]), 'later', 'soon');
    });

    test('are published now or dropped, and the others keep their time', async () => {
      const [a, b] = (await kept()).items;
      expect((await act('publish', [b])).json).toEqual({ published: 1, missing: 0 });
      expect(payloadsOf(await look(''))).toEqual(['b']);
      expect((await act('drop', [a, b])).json).toEqual({ dropped: 1, missing: 1 });
      expect(payloadsOf(await kept())).toEqual(['c']);
      expect((await api.get('exchanges/%2F/later')).json.messages_delayed).toBe(1);
      await due();
      expect(payloadsOf(await look(''))).toEqual(['b', 'c']);
      expect(payloadsOf(await kept())).toEqual([]);
      expect(api.vhost.memory.messages).toBe(2);
    });

    test('are none of those that have left already', async () => {
      const { items } = await kept();
      await due();
      expect((await act('drop', items)).json).toEqual({ dropped: 0, missing: 3 });
      expect(payloadsOf(await look(''))).toEqual(['a', 'b', 'c']);
    });

    test('are published by those who may write and read, and dropped by those who may configure and read', async () => {
      const { items } = await kept();
      const bob = api.addUser('bob', ['management']);
      const wishes = { none: '^$', all: '.*' } as const;
      const may = async (configure: keyof typeof wishes, write: keyof typeof wishes, read: keyof typeof wishes) => {
        const rights = { configure: wishes[configure], write: wishes[write], read: wishes[read] };
        api.broker.access.setPermission(bob, '/', rights);
        const unknown = [{ due_at: items[0].due_at, kept_as: 99 }];
        return [(await act('publish', unknown, 'bob')).status, (await act('drop', unknown, 'bob')).status];
      };
      expect(await may('none', 'all', 'all')).toEqual([200, 401]);
      expect(await may('all', 'none', 'all')).toEqual([401, 200]);
      expect(await may('all', 'all', 'none')).toEqual([401, 401]);
      expect(payloadsOf(await kept())).toEqual(['a', 'b', 'c']);
    });

    test.each([
      [{ act: 'burn', messages: [{ due_at: 1, kept_as: 1 }] }, 'either publish or drop'],
      [{ act: 'drop', messages: [] }, 'at least one'],
      [{ act: 'drop', messages: [{ due_at: 'soon', kept_as: 1 }] }, 'not_integer'],
    ])('are not touched by %j', async (body, reason) => {
      const { status, json } = await api.ask('POST', 'exchanges/%2F/later/act-on-scheduled', { body });
      expect([status, json.reason]).toEqual([400, expect.stringContaining(reason)]);
    });
  });

  test('do not tell the keys that their publisher has hidden', async () => {
    delay();
    const hidden: FieldValue = { type: 'array', value: [{ type: 'longstr', value: 'elsewhere' }] };
    publish(
      'a',
      new Map([
        ['x-delay', long(5000)],
        ['BCC', hidden],
      ]),
      'later',
      'soon',
    );
    expect(JSON.stringify(await scheduled())).not.toContain('elsewhere');
    for (const query of ['filter=header.BCC', 'header=BCC']) expect(payloadsOf(await scheduled(query))).toEqual([]);
    expect(payloadsOf(await look('', 'queues/%2F/other/scheduled'))).toEqual(['a']);
  });

  test('wait in a quorum queue before they are delivered again', async () => {
    const args: FieldTable = new Map([
      ['x-queue-type', { type: 'longstr', value: 'quorum' }],
      ['x-delayed-retry-type', { type: 'longstr', value: 'all' }],
      ['x-delayed-retry-min', long(10_000)],
    ]);
    api.session().declareQueue('jobs', { durable: true, exclusive: false, autoDelete: false, arguments: args });
    publish('again', new Map(), '', 'jobs');
    const channel = api.openChannel(api.connect());
    const options = { consumerTag: 'c', noAck: false, exclusive: false, arguments: new Map() };
    api.session().consume(channel, 'jobs', options);
    api.broker.endTurn();
    channel.reject(1, false, true);
    const answer = await look('', 'queues/%2F/jobs/scheduled');
    expect(answer.items).toMatchObject([{ payload: 'again', delayed_by: null, redelivered: true, due_in_ms: 10_000 }]);
  });

  test('are for those who may read where they are', async () => {
    delay();
    const writer = api.addUser('writer', ['management']);
    api.broker.access.setPermission(writer, '/', { configure: '.*', write: '.*', read: '^$' });
    for (const path of ['queues/%2F/q/scheduled', 'exchanges/%2F/later/scheduled']) {
      expect((await api.get(path, { as: 'writer' })).status).toBe(401);
    }
  });
});
