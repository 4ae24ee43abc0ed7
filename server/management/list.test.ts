import { beforeAll, describe, expect, test } from 'vitest';
import { QUEUE, TestApi } from './test-api';

let api: TestApi;

beforeAll(() => {
  api = new TestApi();
  for (const name of ['b', 'a', 'Order.eu', 'order.us', 'z']) api.vhost.addQueue(name, null, QUEUE);
});

const names = async (query: string) => {
  const { json } = await api.get(`queues?columns=name&${query}`);
  return (json.items ?? json).map((queue: { name: string }) => queue.name);
};

describe('a page', () => {
  test('is cut out of the list sorted by name', async () => {
    expect((await api.get('queues?page=2&page_size=2&columns=name')).json).toEqual({
      filtered_count: 5,
      item_count: 2,
      items: [{ name: 'b' }, { name: 'order.us' }],
      page: 2,
      page_count: 3,
      page_size: 2,
      total_count: 5,
    });
  });

  test('holds 100 unless told otherwise', async () => {
    expect((await api.get('queues?page=1')).json).toMatchObject({ page_size: 100, page_count: 1, item_count: 5 });
  });

  test.each([
    ['page=0', 'invalid_pagination_parameters', 'Invalid pagination parameters: page number 0, page size undefined'],
    [
      'page=1&page_size=501',
      'invalid_pagination_parameters',
      'Invalid pagination parameters: page number 1, page size 501',
    ],
    [
      'page=1&page_size=0',
      'invalid_pagination_parameters',
      'Invalid pagination parameters: page number 1, page size 0',
    ],
    ['page=2', 'page_out_of_range', 'Page out of range, page: 2 page size: 100, len: 5'],
    ['page=abc', 'bad_request', 'Pagination parameters are invalid'],
    ['page=1&page_size=1e9', 'bad_request', 'Pagination parameters are invalid'],
    ['page=1&use_regex=true&name=(', 'bad_request', 'Pagination parameters are invalid: missing )'],
  ])('%s is refused', async (query, error, reason) => {
    const { status, json } = await api.get(`queues?${query}`);
    expect([status, json]).toEqual([400, { error, reason }]);
  });

  test('the first one may be empty', async () => {
    expect((await api.get('queues?page=1&name=none')).json).toEqual({
      filtered_count: 0,
      item_count: 0,
      items: [],
      page: 1,
      page_count: 0,
      page_size: 100,
      total_count: 5,
    });
  });

  test('filters by a part of the name or by a pattern', async () => {
    expect(await names('page=1&name=ORDER')).toEqual(['Order.eu', 'order.us']);
    expect(await names('page=1&use_regex=true&name=%5Eorder%5C.(eu%7Cuk)')).toEqual(['Order.eu']);
    // Without a page there is no filter (RabbitMQ).
    expect(await names('name=order')).toHaveLength(5);
  });

  test('lists without names are not paged', async () => {
    expect((await api.get('bindings?page=1&page_size=1')).json).toHaveLength(5);
  });
});

describe('sorting', () => {
  test('goes by a path and may be turned around', async () => {
    api.vhost.queue('z')?.enqueue(api.broker.memory.allocate({} as never, 2, 1));
    expect((await names('sort=messages&sort_reverse=true'))[0]).toBe('z');
    expect((await names('sort=messages')).at(-1)).toBe('z');
    expect((await names('sort=message_stats.publish')).at(-1)).toBe('z');
    expect(await names('sort=name&sort_reverse=true')).toEqual(['z', 'order.us', 'b', 'a', 'Order.eu']);
  });

  test.each(['none', 'name.none', '__proto__', 'constructor', '..', ''])('the path %j sorts nothing', async (path) => {
    expect((await names(`sort=${path}`)).sort()).toEqual(['Order.eu', 'a', 'b', 'order.us', 'z']);
  });
});

test('a long list comes out whole', async () => {
  const many = new TestApi();
  for (let i = 0; i < 1001; i++) many.vhost.addQueue(`q${i}`, null, QUEUE);
  const { json } = await many.get('queues?columns=name');
  expect(new Set(json.map((queue: { name: string }) => queue.name)).size).toBe(1001);
});

test('10,000 queues are sampled, and a page of them is sorted by a rate', async () => {
  const many = new TestApi();
  for (let i = 0; i < 10_000; i++) many.vhost.addQueue(`q${i}`, null, QUEUE);
  many.tick();
  for (const queue of many.vhost.queues.values()) queue.enqueued += Math.floor(Math.random() * 1000);
  const sampling = performance.now();
  many.tick();
  const asking = performance.now();
  const { json } = await many.get('queues?page=3&sort=message_stats.publish_details.rate&sort_reverse=true');
  const done = performance.now();
  console.log(
    `10,000 queues: sampled in ${(asking - sampling).toFixed(1)} ms, paged in ${(done - asking).toFixed(1)} ms`,
  );
  const rates = json.items.map((queue: { message_stats: { publish_details: { rate: number } } }) => {
    return queue.message_stats.publish_details.rate;
  });
  expect(rates).toEqual([...rates].sort((a, b) => b - a));
  expect(rates).toHaveLength(100);
});

test('sampling 10,000 queues lets others have their turn, and finds the same rates', async () => {
  const many = new TestApi();
  for (let i = 0; i < 10_000; i++) many.vhost.addQueue(`q${i}`, null, QUEUE);
  many.tick();
  for (const queue of many.vhost.queues.values()) queue.enqueued += 5;
  let turns = 0;
  let isDone = false;
  const count = (): void => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await many.api.samplePaced(many.now + 5000);
  isDone = true;
  expect(turns).toBeGreaterThan(10);
  const { json } = await many.get('queues?page=100&columns=message_stats.publish_details.rate');
  const rates = json.items.map((queue: { message_stats: { publish_details: { rate: number } } }) => {
    return queue.message_stats.publish_details.rate;
  });
  expect(new Set(rates)).toEqual(new Set([1]));
  const { json: all } = await many.get('vhosts/%2F');
  expect(all.messages_details).toEqual({ rate: 0 });
});
