import { expect, test } from 'vitest';
import { LogLines } from '@/server/management/log-lines';
import { TestApi } from '@/server/management/test-api';

function withLines(...texts: readonly string[]) {
  const logLines = new LogLines();
  for (const text of texts) logLines.add(text.startsWith('bad') ? 'error' : 'info', text);
  return { logLines, api: new TestApi({ logLines }) };
}

const textsOf = ({ json }: { readonly json: { readonly items: readonly { readonly text: string }[] } }) =>
  json.items.map(({ text }) => text);

test.each([
  ['', ['one', 'bad two', 'Three']],
  ['?level=warn', ['bad two']],
  ['?text=THREE', ['Three']],
  ['?after=1', ['bad two', 'Three']],
  ['?limit=1', ['Three']],
])('logs%s gives %j', async (query, expected) => {
  const { api } = withLines('one', 'bad two', 'Three');
  const answer = await api.get(`logs${query}`);
  expect(textsOf(answer)).toEqual(expected);
  expect(answer.json.last).toBe(3);
});

test('the last thousand lines are kept, and none is longer than can be read', async () => {
  const { logLines, api } = withLines();
  for (let i = 1; i <= 2500; i++) logLines.add('info', `line ${i}`);
  logLines.add('warn', 'x'.repeat(100_000));
  const { json } = await api.get('logs');
  expect([json.items.length, json.items[0].number, json.last]).toEqual([1000, 1502, 2501]);
  expect(json.items.at(-1).text.length).toBe(4001);
});

test('the log is for those who monitor', async () => {
  const { api } = withLines('one');
  api.addUser('dev', ['management']);
  api.addUser('ops', ['monitoring']);
  expect((await api.get('logs', { as: 'dev' })).status).toBe(401);
  expect(textsOf(await api.get('logs', { as: 'ops' }))).toEqual(['one']);
  expect((await api.get('logs?level=loud')).status).toBe(400);
});
