import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { api, expect, test } from './fixtures';

async function connectionOf(vhost: string): Promise<string> {
  let name: string | undefined;
  await expect
    .poll(async () => {
      const list = (await api('GET', '/connections')) as { name: string; vhost: string }[];
      name = list.find((one) => one.vhost === vhost)?.name;
      return name;
    })
    .toBeDefined();
  return name as string;
}

const frames = (page: Page) => page.getByRole('log', { name: 'Frames' });
const frame = (page: Page, name: RegExp) => frames(page).getByRole('button', { name });

test('the wire of a connection is shown live, explained, filtered, paused and exported', async ({
  page,
  vhost,
  amqp,
}) => {
  const name = await connectionOf(vhost);
  await page.goto(`/connections?${new URLSearchParams({ vhost, selected: name, tab: 'wire' })}`);
  // How it began is there, though nobody looked then; what proves who the client is, is not.
  await frame(page, /connection\.start-ok/).click();
  await expect(frames(page).getByText('proves it. The proof, usually a password')).toBeVisible();
  await expect(frames(page).getByRole('row', { name: 'response hidden: a credential hidden' })).toBeVisible();

  const channel = await amqp.createConfirmChannel();
  await channel.assertQueue('orders');
  const hostile = '<img src=x onerror=alert(1)>';
  channel.sendToQueue('orders', Buffer.from(JSON.stringify({ text: hostile })), { headers: { tenant: hostile } });
  await channel.waitForConfirms();
  await frame(page, /from client channel ch 1 basic\.publish/).click();
  await expect(frames(page).getByText('gives the broker a message for an exchange')).toBeVisible();
  await expect(frames(page).getByRole('row', { name: 'routing-key orders shortstr' })).toBeVisible();
  await frame(page, /channel ch 1 header/).click();
  await expect(frames(page).getByText(hostile)).toBeVisible();
  await frame(page, /channel ch 1 body/).click();
  await expect(frames(page).getByText(`"text": "${hostile}"`)).toBeVisible();
  await frames(page).getByRole('radio', { name: 'Hex' }).click();
  await expect(frames(page).getByText('7b 22 74 65 78 74')).toBeVisible();

  await page.getByRole('searchbox', { name: 'Filter frames' }).fill('queue.');
  await expect(frames(page).getByRole('listitem')).toHaveCount(2);
  await expect(page).toHaveURL(/frames=queue/);
  await page.getByRole('combobox', { name: 'Direction' }).click();
  await page.getByRole('option', { name: 'To client' }).click();
  await expect(frames(page).getByRole('listitem')).toHaveCount(1);
  await expect(frame(page, /queue\.declare-ok/)).toContainText('queue orders');

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'NDJSON' }).click();
  const [line] = (await readFile(await (await downloading).path(), 'utf8')).split('\n');
  expect(JSON.parse(line as string)).toMatchObject({ content: { method: 'queue.declare-ok' }, channel: 1 });

  await page.getByRole('button', { name: 'Pause' }).click();
  await channel.assertQueue('later');
  await expect(page.getByText(/Paused: \d+ frames came since/)).toBeVisible();
  await expect(frames(page).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(frames(page).getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(page.getByText('No frame yet')).toBeVisible();
});

test('what is too much to show is counted, and the end is told', { tag: '@desktop' }, async ({ page, vhost, amqp }) => {
  const name = await connectionOf(vhost);
  await page.goto(`/connections?${new URLSearchParams({ vhost, selected: name, tab: 'wire' })}`);
  await expect(frame(page, /connection\.open-ok/)).toBeVisible();
  const channel = await amqp.createConfirmChannel();
  for (let i = 0; i < 2000; i++) channel.publish('amq.fanout', 'key', Buffer.from('x'));
  await channel.waitForConfirms();
  await expect(page.getByText(/\d,\d+ frames were not shown: there were more than 200 in a second/)).toBeVisible();
  await expect(
    frames(page)
      .getByText(/frames not shown$/)
      .first(),
  ).toBeVisible();
});
