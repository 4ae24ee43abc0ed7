import { expect, test } from 'vitest';
import { TestApi } from '@/server/management/test-api';

const NUMBERS = {
  residentBytes: 1000 * 1024 * 1024,
  heapUsedBytes: 200 * 1024 * 1024,
  heapTotalBytes: 300 * 1024 * 1024,
  bufferBytes: 100 * 1024 * 1024,
  openFiles: 42,
  maxOpenFiles: 1024,
  diskFreeBytes: 5_000_000_000,
};

test('a node shows what it takes of its machine, and how that went on', async () => {
  let numbers = NUMBERS;
  const api = new TestApi({ machine: () => numbers });
  api.tick();
  numbers = { ...NUMBERS, openFiles: 47 };
  api.tick();
  const { json } = await api.get('nodes/warren%40test?node_stats_age=5&node_stats_incr=5');
  expect(json).toMatchObject({
    fd_used: 47,
    fd_total: 1024,
    sockets_total: 1024,
    mem_used: NUMBERS.residentBytes,
    disk_free: 5_000_000_000,
    fd_used_details: { rate: 1, samples: [{ sample: 47 }, { sample: 42 }] },
  });
  expect((await api.get('nodes')).json[0].fd_used_details).toEqual({ rate: 1 });
});

test('the parts of the memory add up to all of it', async () => {
  const api = new TestApi({ machine: () => NUMBERS });
  const { strategy, total, ...parts } = (await api.get('nodes/warren%40test/memory')).json.memory;
  expect(strategy).toBe('rss');
  expect(total.rss).toBe(NUMBERS.residentBytes);
  const sum = Object.values<number>(parts).reduce((all, part) => all + part, 0);
  expect(sum).toBe(NUMBERS.residentBytes);
  expect(parts.binary).toBe(api.broker.memory.heldBytes);
  const relative = (await api.get('nodes/warren%40test/memory/relative')).json.memory;
  expect(relative).toMatchObject({ total: 100, other_proc: 20, allocated_unused: 10, code: 0 });
});

test('there are no other nodes', async () => {
  for (const path of ['', '/memory', '/memory/relative']) {
    expect((await new TestApi().get(`nodes/other${path}`)).status).toBe(404);
  }
});
