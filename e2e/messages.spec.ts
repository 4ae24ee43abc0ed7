import { readFile } from 'node:fs/promises';
import type { ChannelModel, ConfirmChannel } from 'amqplib';
import { api, expect, test } from './fixtures';
import { uncover } from './narrow';

async function filled(amqp: ChannelModel): Promise<ConfirmChannel> {
  const channel = await amqp.createConfirmChannel();
  await channel.assertQueue('orders');
  for (let i = 0; i < 6; i++) {
    const body = Buffer.from(JSON.stringify({ id: i, total: i * 50, note: i === 4 ? 'out of stock' : 'fine' }));
    channel.publish('', 'orders', body, {
      headers: { tenant: i % 2 === 0 ? 'acme' : 'globex' },
      contentType: 'application/json',
      persistent: true,
    });
  }
  channel.sendToQueue('orders', Buffer.from([0xff, 0x00, 0x41]));
  await channel.waitForConfirms();
  return channel;
}

test('looking into a queue changes nothing, and the filter finds by key, header, body and text', async ({
  page,
  vhost,
  amqp,
}) => {
  await filled(amqp);
  await page.goto(`/messages?vhost=${vhost}`);
  await page.getByRole('combobox', { name: 'Queue' }).fill('orders');
  await page.getByRole('option', { name: 'orders' }).click();
  const rows = page.getByRole('rowheader');
  await expect(rows).toHaveCount(7);
  const filter = page.getByRole('searchbox', { name: 'Filter messages' });
  await filter.fill('header.tenant=acme body.total>=100');
  await expect(rows).toHaveCount(2);
  await filter.fill('"out of stock"');
  await expect(rows).toHaveCount(1);
  await filter.fill('-header.tenant');
  await expect(rows).toHaveCount(1);
  await filter.fill('colour:red');
  await expect(page.getByRole('alert').filter({ hasText: 'There is no field colour' })).toBeVisible();
  await filter.fill('');
  await page.getByRole('button', { name: 'Headers' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'tenant' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: 'tenant' })).toBeVisible();
  await expect(page).toHaveURL(/headers=tenant/);
  expect(await api('GET', `/queues/${vhost}/orders`)).toMatchObject({ messages_ready: 7 });
  const peek = await api('GET', `/queues/${vhost}/orders/messages?limit=1`);
  expect(peek).toMatchObject({ total_count: 7, items: [{ redelivered: false }] });
});

test('a message shows its payload as JSON, text and hex, and can be published again with edits', async ({
  page,
  vhost,
  amqp,
}) => {
  await filled(amqp);
  await page.goto(`/messages?vhost=${vhost}&queue=orders`);
  await page.getByRole('rowheader').nth(1).click();
  const sheet = page.getByRole('dialog').filter({ hasText: 'Message of queue orders' });
  await expect(sheet.getByText('"total": 50')).toBeVisible();
  await sheet.getByRole('radio', { name: 'Hex' }).click();
  await expect(sheet.getByText(/^0000 {2}7b 22/)).toBeVisible();
  await sheet.getByRole('button', { name: 'Next message' }).click();
  await expect(sheet.getByText('"total": 100')).toBeVisible();
  await page.keyboard.press('k');
  await expect(sheet.getByText('"total": 50')).toBeVisible();
  await sheet.getByRole('tab', { name: 'Properties' }).click();
  await expect(sheet.getByText('globex')).toBeVisible();
  await expect(page).toHaveURL(/tab=properties/);
  await page.reload();
  await expect(sheet.getByText('globex')).toBeVisible();

  await sheet.getByRole('tab', { name: 'Payload' }).click();
  await sheet.getByRole('button', { name: /^Publish again/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Publish a message/ });
  await dialog.getByLabel('Payload', { exact: true }).fill('{"id":99}');
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(dialog.getByText('Routed', { exact: true })).toBeVisible();
  await expect.poll(() => api('GET', `/queues/${vhost}/orders`)).toMatchObject({ messages_ready: 8 });
  const { items } = (await api('GET', `/queues/${vhost}/orders/messages?payload=99`)) as {
    items: { properties: { headers: unknown; content_type: string } }[];
  };
  expect(items).toMatchObject([{ properties: { headers: { tenant: 'globex' }, content_type: 'application/json' } }]);
});

test('chosen messages are moved and exported', async ({ page, vhost, amqp }) => {
  await filled(amqp);
  await api('PUT', `/queues/${vhost}/parked`, {});
  await page.goto(`/messages?vhost=${vhost}&queue=orders&headers=tenant&q=header.tenant=acme`);
  await expect(page.getByRole('rowheader')).toHaveCount(3);
  await page.getByRole('checkbox', { name: 'Choose all 3' }).click();
  const bar = page.getByRole('toolbar', { name: 'Acts upon 3 messages' });
  await bar.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'NDJSON' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('orders.ndjson');
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(JSON.parse(line).payload).id)).toEqual([0, 2, 4]);

  await bar.getByRole('button', { name: 'Move' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move 3 messages' });
  await dialog.getByRole('combobox').fill('parked');
  await page.getByRole('option', { name: 'parked' }).click();
  await dialog.getByRole('button', { name: 'Move 3 messages' }).click();
  await expect(page.getByText('3 messages moved')).toBeVisible();
  await expect.poll(() => api('GET', `/queues/${vhost}/parked`)).toMatchObject({ messages_ready: 3 });
  expect(await api('GET', `/queues/${vhost}/orders`)).toMatchObject({ messages_ready: 4 });
});

test('a dead letter tells how it died and goes back to where it came from', async ({ page, vhost, amqp }) => {
  const channel = await amqp.createConfirmChannel();
  await channel.assertQueue('dead');
  await channel.assertQueue('work');
  const death = {
    queue: 'work',
    exchange: '',
    reason: 'rejected',
    count: 2,
    time: { '!': 'timestamp', value: 1_700_000_000 },
    'routing-keys': ['work'],
  };
  channel.sendToQueue('dead', Buffer.from('poison'), { headers: { 'x-death': [death] } });
  await channel.waitForConfirms();
  await page.goto(`/messages?vhost=${vhost}&queue=dead`);
  await page.getByRole('rowheader').first().click();
  await page.getByRole('tab', { name: /Deaths/ }).click();
  await expect(page.getByRole('list', { name: 'Deaths' })).toContainText('A consumer rejected it2 times');
  await uncover(page);
  await page.getByRole('checkbox', { name: 'Choose all 1' }).click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Return' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('list', { name: 'Where they go' })).toContainText('work');
  await dialog.getByRole('button', { name: 'Return 1 dead letter' }).click();
  await expect.poll(() => api('GET', `/queues/${vhost}/work`)).toMatchObject({ messages_ready: 1 });
  expect(await api('GET', `/queues/${vhost}/dead`)).toMatchObject({ messages: 0 });
});

test('unacked messages name their holder; a queue is paused, resumed, and purged in part', async ({
  page,
  vhost,
  amqp,
}) => {
  const channel = await filled(amqp);
  await channel.prefetch(2);
  await channel.consume('orders', () => {}, { consumerTag: 'slow-worker' });
  await page.goto(`/messages?vhost=${vhost}&queue=orders&state=unacked`);
  await expect(page.getByRole('row', { name: /slow-worker/ })).toHaveCount(2);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Purge some' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('How many').fill('3');
  await dialog.getByRole('textbox').last().fill('orders');
  await dialog.getByRole('button', { name: 'Delete 3 messages' }).click();
  await expect.poll(() => api('GET', `/queues/${vhost}/orders`)).toMatchObject({ messages_ready: 2 });
});

test('what a message says is shown as text, whatever it says', async ({ page, vhost, amqp }) => {
  const channel = await amqp.createConfirmChannel();
  await channel.assertQueue('odd');
  const hostile = ['<img src=x onerror=alert(1)>', '\u202Eevil', '🐇🐇', 'a\u0000b', 'x'.repeat(200)];
  for (const text of hostile) {
    channel.publish('', 'odd', Buffer.from(text), { headers: { odd: text }, messageId: text.slice(0, 60) });
  }
  await channel.waitForConfirms();
  let dialogs = 0;
  page.on('dialog', () => dialogs++);
  await page.goto(`/messages?vhost=${vhost}&queue=odd&headers=odd`);
  await expect(page.getByRole('rowheader')).toHaveCount(5);
  for (let i = 0; i < 5; i++) {
    await page.getByRole('rowheader').nth(i).click();
    await page.getByRole('tab', { name: 'Properties' }).click();
    await uncover(page);
  }
  expect(await page.locator('img').count()).toBe(0);
  expect(dialogs).toBe(0);
});

test('a long search shows what it finds at once, is cancelled, and goes on', async ({ page, vhost, amqp }) => {
  const channel = await amqp.createConfirmChannel();
  await channel.assertQueue('long');
  for (let i = 0; i < 20_000; i++) channel.sendToQueue('long', Buffer.from(i % 9000 === 10 ? `{"at":${i}}` : 'hay'));
  await channel.waitForConfirms();
  // The broker reports so often, and each answer is so late, that a person can follow.
  await page.route('**/messages?*filter=*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    await route.continue({
      url: route
        .request()
        .url()
        .replace(/within_ms=\d+/, 'within_ms=1'),
    });
  });
  await page.goto(`/messages?vhost=${vhost}&queue=long`);
  await expect(page.getByText('200 shown')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter messages' }).fill('body.at>=0');
  await expect(page.getByRole('progressbar', { name: 'Searching' })).toBeVisible();
  await expect(page.getByRole('rowheader')).toHaveCount(1);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('progressbar')).toBeHidden();
  await expect(page.getByRole('rowheader')).toHaveCount(1);
  await page.unroute('**/messages?*filter=*');
  await page.getByRole('button', { name: 'Look further' }).click();
  await expect(page.getByRole('rowheader')).toHaveCount(3);
  await expect(page.getByText('3 shown, 20,000 of 20,000 looked at')).toBeVisible();
});

test('messages that wait for their time, and dead letters, have a list of their own', async ({ page, vhost, amqp }) => {
  const channel = await amqp.createConfirmChannel();
  await channel.assertQueue('inbox');
  await channel.assertExchange('later', 'x-delayed-message', { arguments: { 'x-delayed-type': 'direct' } });
  await channel.bindQueue('inbox', 'later', 'soon');
  channel.publish('later', 'soon', Buffer.from('tomorrow'), { headers: { 'x-delay': 86_400_000 } });
  channel.sendToQueue('inbox', Buffer.from('alive'));
  channel.sendToQueue('inbox', Buffer.from('dead'), {
    headers: { 'x-death': [{ queue: 'work', exchange: '', reason: 'expired', count: 1, 'routing-keys': ['work'] }] },
  });
  await channel.waitForConfirms();
  await page.goto(`/messages?vhost=${vhost}&queue=inbox`);
  const states = page.getByRole('radiogroup', { name: 'Messages that are' });
  await states.getByText('Scheduled').click();
  await expect(page.getByRole('table', { name: 'Scheduled messages of inbox' })).toContainText('tomorrow');
  await expect(page.getByRole('rowheader')).toHaveCount(1);
  await page.getByRole('rowheader').click();
  await page.getByRole('tab', { name: 'Properties' }).click();
  await expect(page.getByRole('dialog')).toContainText('later');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await states.getByText('Dead').click();
  await expect(page.getByRole('table', { name: 'Dead messages of inbox' })).toContainText('dead');
  await expect(page.getByRole('rowheader')).toHaveCount(1);
});

test('a message is copied as a program that publishes it', async ({ page, context, vhost, amqp }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await filled(amqp);
  await page.goto(`/messages?vhost=${vhost}&queue=orders&selected=1`);
  const copied = async (item: string): Promise<string> => {
    await page.getByRole('dialog').getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await expect(page.getByText(`Copied as`).first()).toBeVisible();
    return await page.evaluate(() => navigator.clipboard.readText());
  };
  expect(JSON.parse(await copied('Payload'))).toMatchObject({ id: 1, total: 50 });
  await page.getByRole('dialog').getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Program that publishes it…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish this message from code' });
  const languages = dialog.getByRole('radiogroup', { name: 'Language' });
  await expect(languages.getByRole('radio')).toHaveCount(12);
  await languages.getByRole('radio', { name: 'Ruby' }).click();
  await expect(dialog.getByTestId('code')).toContainText('"tenant" => "globex"');
  await languages.getByRole('radio', { name: 'Python' }).click();
  await expect(dialog.getByTestId('code')).toContainText('pika.BasicProperties(');
  await dialog.getByRole('button', { name: 'Copy the code' }).click();
  const program = await page.evaluate(() => navigator.clipboard.readText());
  expect(program).toContain('"tenant": "globex"');
  expect(program).toContain('pika.BasicProperties(');
});

test('a link leads to one message, wherever it waits in its queue', async ({ page, context, vhost, amqp }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const channel = await amqp.createConfirmChannel();
  await channel.assertQueue('orders');
  for (let n = 0; n < 450; n += 1) channel.sendToQueue('orders', Buffer.from(`order ${n}`));
  await channel.waitForConfirms();
  // The list shows the first two hundred; a filter finds this one.
  await page.goto(`/messages?vhost=${vhost}&queue=orders&q=${encodeURIComponent('"order 444"')}`);
  await page.getByRole('rowheader').click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Link to this message' }).click();
  await expect(page.getByText('Copied as link')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(new RegExp(`/messages\\?vhost=${vhost}&queue=orders&selected=\\d+$`));
  await page.goto(link);
  await expect(sheet).toContainText('order 444');
  await channel.purgeQueue('orders');
  await page.goto(link);
  await expect(sheet.getByText('This message is not here')).toBeVisible();
});
