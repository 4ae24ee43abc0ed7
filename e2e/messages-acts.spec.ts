import { readFile } from 'node:fs/promises';
import { api, expect, test } from './fixtures';

const depth = async (vhost: string, queue: string): Promise<number> =>
  ((await api('GET', `/queues/${vhost}/${queue}`)) as { messages_ready: number }).messages_ready;

async function fill(vhost: string, queue: string, payloads: readonly string[]): Promise<void> {
  await api('PUT', `/queues/${vhost}/${queue}`, {});
  for (const payload of payloads) {
    const body = {
      routing_key: queue,
      payload,
      payload_encoding: 'string',
      properties: { headers: { tenant: 'acme' } },
    };
    await api('POST', `/exchanges/${vhost}/amq.default/publish`, body);
  }
}

test('chosen messages are compared, published again with an added header, and deleted', async ({ page, vhost }) => {
  await fill(vhost, 'orders', ['{"id":1,"total":5}', '{"total":6,"id":1}', 'keep']);
  await page.goto(`/messages?vhost=${vhost}&queue=orders`);
  const boxes = page.getByRole('checkbox', { name: /^Choose (?!all)/ });
  await boxes.nth(0).click();
  await boxes.nth(1).click();
  const bar = page.getByRole('toolbar', { name: 'Acts upon 2 messages' });
  await bar.getByRole('button', { name: 'Compare' }).click();
  const difference = page.getByRole('region', { name: 'Difference' });
  await expect(difference).toContainText('-   "total": 5');
  await expect(difference).toContainText('+   "total": 6');
  await expect(page.getByText('1 line only in the first (−), 1 line only in the second (+).')).toBeVisible();
  await page.keyboard.press('Escape');

  await bar.getByRole('button', { name: 'Publish again' }).click();
  const again = page.getByRole('dialog', { name: 'Publish 2 messages again' });
  await again.getByRole('button', { name: 'Add header' }).click();
  await again.getByLabel('Name').first().fill('attempt');
  await again.getByLabel('Value').first().fill('two');
  await again.getByLabel('Messages a second').fill('0');
  await again.getByRole('button', { name: 'Publish 2 messages' }).click();
  await expect(again.getByText('A whole number from 1 to 500.')).toBeVisible();
  await again.getByLabel('Messages a second').fill('50');
  await again.getByRole('button', { name: 'Publish 2 messages' }).click();
  await expect(page.getByText('2 messages published')).toBeVisible();
  expect(await depth(vhost, 'orders')).toBe(5);
  const found = await api('GET', `/queues/${vhost}/orders/messages?header=attempt=two`);
  expect(found).toMatchObject({ item_count: 2, items: [{ properties: { headers: { tenant: 'acme' } } }, {}] });

  await boxes.nth(0).click();
  await boxes.nth(1).click();
  await bar.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('They are gone for good');
  await dialog.getByRole('textbox').fill('orders');
  await dialog.getByRole('button', { name: 'Delete 2 messages' }).click();
  await expect(page.getByText('2 messages deleted')).toBeVisible();
  expect(await depth(vhost, 'orders')).toBe(3);
});

test('one message is compared with the one before it, and deleted', async ({ page, vhost }) => {
  await fill(vhost, 'orders', ['{"id":1}', '{"id":2}']);
  await page.goto(`/messages?vhost=${vhost}&queue=orders`);
  await page.getByRole('rowheader').nth(1).click();
  const sheet = page.getByRole('dialog').filter({ hasText: 'Message of queue orders' });
  await sheet.getByRole('button', { name: 'Compare with the one before' }).click();
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText('+   "id": 2');
  await page.keyboard.press('Escape');
  await sheet.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete 1 message' }).click();
  await expect(page.getByText('1 message deleted')).toBeVisible();
  await expect(page.getByRole('rowheader')).toHaveCount(1);
  expect(await depth(vhost, 'orders')).toBe(1);
});

test('messages come from a file, at a rate, and the way can be stopped', async ({ page, vhost }) => {
  await fill(vhost, 'orders', []);
  await page.goto(`/messages?vhost=${vhost}&queue=orders`);
  const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  const input = page.getByLabel('File of messages');
  await input.setInputFiles(file('bad.ndjson', '{"a":1}\nnonsense'));
  await expect(page.getByText(/bad\.ndjson cannot be imported\. Line 2 is not JSON/)).toBeVisible();

  await input.setInputFiles(file('three.ndjson', '{"n":1}\n{"payload":"two","routing_key":"orders"}\n"three"'));
  const dialog = page.getByRole('dialog', { name: 'Import 3 messages from three.ndjson' });
  await dialog.getByRole('button', { name: 'Publish 3 messages' }).click();
  await expect(page.getByText('3 messages published')).toBeVisible();
  await expect(page.getByRole('rowheader')).toHaveCount(3);
  expect(await depth(vhost, 'orders')).toBe(3);

  const many = Array.from({ length: 200 }, (_, i) => i);
  await input.setInputFiles(file('many.json', JSON.stringify(many)));
  const slow = page.getByRole('dialog', { name: 'Import 200 messages from many.json' });
  await slow.getByLabel('Messages a second').fill('10');
  await slow.getByRole('button', { name: 'Publish 200 messages' }).click();
  await expect(slow.getByRole('progressbar', { name: 'Published' })).toBeVisible();
  await expect(slow.getByText(/^([3-9]|\d\d) of 200$/)).toBeVisible();
  await slow.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText(/^\d{1,2} messages published$/).last()).toBeVisible();
  expect(await depth(vhost, 'orders')).toBeLessThan(100);
});

test('the language of the filter is explained where it is used', async ({ page, vhost }) => {
  await fill(vhost, 'orders', ['{"total":150}', 'x']);
  await page.goto(`/messages?vhost=${vhost}&queue=orders`);
  await page.getByRole('button', { name: 'What the filter understands' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'body.total>100' }).click();
  await expect(page.getByRole('searchbox', { name: 'Filter messages' })).toHaveValue('body.total>100');
  await expect(page.getByRole('rowheader')).toHaveCount(1);
});

test('a message is saved under a name and comes back; saving it publishes nothing', async ({ page, vhost }) => {
  await fill(vhost, 'orders', []);
  await page.goto(`/queues?vhost=${vhost}&selected=orders&tab=publish`);
  const sheet = page.getByRole('dialog').filter({ hasText: 'orders' });
  await sheet.getByLabel('Payload', { exact: true }).fill('{"kept":true}');
  await sheet.getByRole('button', { name: 'Saved messages' }).click();
  await page.getByRole('menuitem', { name: 'Save this message…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save this message' });
  await dialog.getByLabel('Name').fill('an order');
  // The dialog is written inside the form that publishes: its submit must end with it.
  await dialog.getByLabel('Name').press('Enter');
  await expect(dialog).toBeHidden();
  await expect(sheet.getByText('Routed', { exact: true })).toBeHidden();
  expect(await depth(vhost, 'orders')).toBe(0);

  await page.reload();
  await sheet.getByRole('button', { name: 'Saved messages' }).click();
  await page.getByRole('menuitem', { name: 'an order' }).click();
  await expect(sheet.getByLabel('Payload', { exact: true })).toHaveValue('{"kept":true}');
  await sheet.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(sheet.getByText('Routed', { exact: true })).toBeVisible();
  expect(await depth(vhost, 'orders')).toBe(1);
});

test('the live tail shows what goes by, what becomes of it, and how much it did not follow', async ({
  page,
  vhost,
  amqp,
}) => {
  await fill(vhost, 'orders', []);
  await page.goto(`/messages?vhost=${vhost}&state=live`);
  await expect(page.getByText('Waiting for messages')).toBeVisible();
  await expect(page.getByText('0 shown. Every message is followed.')).toBeVisible();
  const channel = await amqp.createConfirmChannel();
  channel.sendToQueue('orders', Buffer.from('one'));
  channel.publish('amq.fanout', 'nobody', Buffer.from('two'));
  await channel.waitForConfirms();
  const list = page.getByRole('list', { name: 'Live messages' });
  const ordered = list.getByRole('listitem').filter({ hasText: 'orders' }).first();
  await expect(ordered).toContainText('waits');
  await expect(list.getByRole('listitem').filter({ hasText: 'nobody' }).first()).toContainText('dropped: no queue');
  await channel.consume('orders', (message) => message && channel.ack(message), { consumerTag: 'worker' });
  await expect(ordered).toContainText('acked');
  await ordered.locator('summary').click();
  await expect(ordered.getByRole('list', { name: 'Steps' })).toContainText('delivered orders → worker');

  await page.getByRole('button', { name: 'Hold still' }).click();
  for (let i = 0; i < 3000; i++) channel.sendToQueue('orders', Buffer.from('x'));
  await channel.waitForConfirms();
  await expect(page.getByText('2 shown. Every message is followed.')).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText(/more went by and were not followed/)).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter messages' }).fill('nobody');
  await expect(list.getByRole('listitem').filter({ hasText: 'nobody' })).toHaveCount(1);
});

test('saved messages are moved to folders, exported, deleted, imported and published with their variables', async ({
  page,
  vhost,
}) => {
  await api('PUT', `/queues/${vhost}/orders`, {});
  await page.goto(`/queues?vhost=${vhost}&selected=orders&tab=publish`);
  const sheet = page.getByRole('dialog').filter({ hasText: 'orders' });
  await sheet.getByLabel('Payload', { exact: true }).fill('{"n":{{n}},"id":"{{uuid}}"}');
  await sheet.getByRole('button', { name: 'Saved messages' }).click();
  await page.getByRole('menuitem', { name: /^Save this message/ }).click();
  await page.getByRole('dialog', { name: 'Save this message' }).getByLabel('Name').fill('created');
  await page.getByRole('dialog', { name: 'Save this message' }).getByRole('button', { name: 'Save' }).click();

  await page.goto(`/collections?vhost=${vhost}`);
  await page.getByRole('button', { name: 'Rename or move created' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('shop/created');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  const folder = page.getByRole('list', { name: 'Messages in shop' });
  await expect(folder.getByRole('listitem')).toHaveCount(1);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export all' }).click(),
  ]);
  const file = await readFile(await download.path());
  await folder.getByRole('button', { name: 'Delete shop/created' }).click();
  await expect(folder).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(folder).toBeVisible();
  await folder.getByRole('button', { name: 'Delete shop/created' }).click();
  await expect(page.getByText('No message is saved')).toBeVisible();
  await page
    .getByLabel('File of saved messages')
    .setInputFiles({ name: 'saved.json', mimeType: 'application/json', buffer: file });
  await page.getByRole('dialog').getByRole('button', { name: 'Import 1' }).click();

  await folder.getByRole('button', { name: /^Publish/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Publish/ });
  await expect(dialog.getByRole('checkbox', { name: /^Fill in the variables/ })).toBeChecked();
  for (let i = 0; i < 2; i++) {
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect.poll(() => api('GET', `/queues/${vhost}/orders`)).toMatchObject({ messages_ready: i + 1 });
  }
  const { items } = (await api('GET', `/queues/${vhost}/orders/messages`)) as { items: { payload: string }[] };
  const payloads = items.map(({ payload }) => JSON.parse(payload) as { n: number; id: string });
  expect(payloads.map(({ n }) => n)).toEqual([1, 2]);
  expect(payloads[0]?.id).not.toBe(payloads[1]?.id);
  await page.reload();
  await folder.getByRole('button', { name: 'Delete shop/created' }).click();
});
