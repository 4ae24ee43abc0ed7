import type { Page } from '@playwright/test';
import { api, expect, test } from './fixtures';
import { StagePage } from './stage-page';

/** Every way of 6.4 to change the topology, by pointer, by click and click, and by keyboard, and the way back. */

interface Place {
  readonly x: number;
  readonly y: number;
}

async function centreOf(stage: StagePage, name: string): Promise<Place> {
  const box = await settledBox(stage, name);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Where a node stands once it has stopped moving. */
async function settledBox(stage: StagePage, id: string) {
  const node = stage.page.locator(`[data-id="${id}"]`);
  let last = '';
  await expect(async () => {
    const now = JSON.stringify(await node.boundingBox());
    const isStill = now === last;
    last = now;
    expect(isStill).toBe(true);
  }).toPass({ intervals: [120, 120, 120, 120, 120] });
  const box = await node.boundingBox();
  if (box === null) throw new Error(`${id} is not on the stage`);
  return box;
}

/** Drags a tool of the dock to a place, as the browser's own drag and drop. */
async function dropTool(page: Page, tool: string, to: Place): Promise<void> {
  const from = await page
    .getByRole('toolbar', { name: 'Add to the stage' })
    .getByRole('button', { name: tool })
    .boundingBox();
  if (from === null) throw new Error('the dock has no such tool');
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(to.x + 3, to.y + 3, { steps: 8 });
  await page.mouse.move(to.x, to.y, { steps: 2 });
  await page.mouse.up();
}

async function drag(page: Page, from: Place, to: Place): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y + 8, { steps: 2 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}

const names = async (vhost: string) =>
  ((await api('GET', `/queues/${vhost}`)) as { name: string }[]).map(({ name }) => name).sort();

test('things are created where they are dropped, at a double click, and with keys, and undone', async ({
  page,
  vhost,
}) => {
  const stage = new StagePage(page);
  await stage.open(vhost);
  await dropTool(page, 'Queue', { x: 320, y: 260 });
  await stage.dialog.getByLabel('Name').fill('dropped');
  await page.keyboard.press('Enter');
  await expect(stage.queue('dropped')).toBeVisible();

  await page.mouse.dblclick(420, 640);
  await page
    .getByRole('dialog', { name: 'Put here' })
    .getByRole('button', { name: /^Exchange/ })
    .click();
  await stage.dialog.getByLabel('Name').fill('clicked');
  await page.keyboard.press('Enter');
  await expect(stage.exchange('clicked')).toBeVisible();

  await page.keyboard.press('q');
  await stage.dialog.getByLabel('Name').fill('typed');
  await page.keyboard.press('Enter');
  await expect(stage.queue('typed')).toBeVisible();
  expect(await names(vhost)).toEqual(['dropped', 'typed']);

  await page.keyboard.press('Control+z');
  await expect(stage.queue('typed')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(stage.exchange('clicked')).toBeHidden();
  await page.keyboard.press('Control+Shift+z');
  await expect(stage.exchange('clicked')).toBeVisible();
  await page.getByRole('button', { name: /^Redo: Declare queue typed/ }).click();
  await expect.poll(() => names(vhost)).toEqual(['dropped', 'typed']);
});

test('an exchange is bound by click and click, and the binding is undone and done again', async ({ page, vhost }) => {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  await api('PUT', `/queues/${vhost}/orders`, {});
  const stage = new StagePage(page);
  await stage.open(vhost);
  const bindings = () => api('GET', `/bindings/${vhost}/e/shop/q/orders`);
  await settledBox(stage, 'exchange:shop');
  await settledBox(stage, 'queue:orders');
  // The canvas may still be fitting the new nodes, and a click beside the handle begins nothing.
  await expect(async () => {
    await stage.exchange('shop').hover();
    await page.locator('[data-id="exchange:shop"] .canvas-handle.source').click();
    await page.locator('[data-id="queue:orders"] .canvas-handle.target').click();
    await expect(page.getByLabel(/^Binding key/)).toBeVisible({ timeout: 2000 });
  }).toPass();
  await page.getByLabel(/^Binding key/).fill('order.#');
  await page.keyboard.press('Enter');
  await expect.poll(bindings).toMatchObject([{ routing_key: 'order.#' }]);
  await expect(page.getByLabel(/^Binding key/)).toBeHidden();
  await expect(page.getByRole('button', { name: /^Undo: Bind orders to shop/ })).toBeEnabled();
  await page.keyboard.press('Control+z');
  await expect.poll(bindings).toEqual([]);
  await expect(page.locator('.canvas-edge')).toHaveCount(0);
  await page.keyboard.press('Control+y');
  await expect.poll(bindings).toMatchObject([{ routing_key: 'order.#' }]);
  await expect(page.locator('.canvas-edge')).toHaveCount(1);

  // Unbinding: the edge has the focus, Delete asks, and undo brings the key back.
  await page.locator('.canvas-edge').first().focus();
  await page.keyboard.press('Delete');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Unbind' }).click();
  await expect.poll(bindings).toEqual([]);
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await expect(page.getByRole('button', { name: /^Undo: Unbind/ })).toBeEnabled();
  await page.keyboard.press('Control+z');
  await expect.poll(bindings).toMatchObject([{ routing_key: 'order.#' }]);
});

test('a producer dropped on an exchange and a consumer dropped on a queue belong to them', async ({ page, vhost }) => {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'fanout' });
  await api('PUT', `/queues/${vhost}/orders`, {});
  await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: '' });
  const stage = new StagePage(page);
  await stage.open(vhost);
  await dropTool(page, 'Producer', await centreOf(stage, 'exchange:shop'));
  await expect(stage.dialog.getByRole('combobox', { name: 'Exchange' })).toHaveValue('shop');
  await stage.dialog.getByLabel('0 per second', { exact: true }).click();
  await stage.dialog.getByRole('button', { name: 'Place producer' }).click();
  await expect(
    stage
      .producer('producer 1')
      .or(page.getByLabel(/^Producer /))
      .first(),
  ).toBeVisible();
  await dropTool(page, 'Consumer', await centreOf(stage, 'queue:orders'));
  await expect(stage.dialog.getByRole('combobox', { name: 'Queue' })).toHaveValue('orders');
  await stage.dialog.getByRole('radio', { name: /by hand/i }).click();
  await stage.dialog.getByRole('button', { name: 'Attach consumer' }).click();
  await expect(stage.queue('orders')).toHaveAccessibleName(/1 consumer/);

  await test.step('Enter publishes one; the keys settle it in four ways', async () => {
    const producer = page.getByLabel(/^Producer /).first();
    const consumer = page.getByLabel(/^Consumer /).first();
    const messages = async () => (await api('GET', `/queues/${vhost}/orders`)) as { messages: number };
    for (const key of ['a', 'n', 'r']) {
      await producer.focus();
      await page.keyboard.press('Enter');
      await expect(stage.queue('orders')).toHaveAccessibleName(/0 ready, 1 unacked/);
      await expect(page.getByRole('button', { name: /^Ack the oldest/ }).first()).toBeVisible();
      await consumer.focus();
      await page.keyboard.press(key);
      await expect.poll(messages).toMatchObject({ messages: 0 });
      await expect(stage.queue('orders')).toHaveAccessibleName(/0 ready, 0 unacked/);
      await expect(page.getByRole('button', { name: /^Ack the oldest/ })).toHaveCount(0);
    }
    await producer.focus();
    await page.keyboard.press('Enter');
    await expect(stage.queue('orders')).toHaveAccessibleName(/0 ready, 1 unacked/);
    await expect(page.getByRole('button', { name: /^Ack the oldest/ }).first()).toBeVisible();
    await consumer.focus();
    await page.keyboard.press('u');
    await expect(page.getByRole('button', { name: /^Message \d+, redelivered/ }).first()).toBeVisible();
  });

  await test.step('X crashes the consumer: what it held is ready again', async () => {
    await page
      .getByLabel(/^Consumer /)
      .first()
      .focus();
    await page.keyboard.press('x');
    await expect(stage.queue('orders')).toHaveAccessibleName(/1 ready, 0 unacked, 0 consumers/);
    await expect(page.getByText(/It crashed/).first()).toBeVisible();
  });

  await test.step('the dial is turned by dragging and with keys, and turned back', async () => {
    const rate = async () => {
      await page
        .getByLabel(/^Producer /)
        .first()
        .focus();
      await page.keyboard.press('i');
      return await page.locator('dt:text-is("Rate") + dd').textContent();
    };
    const dial = await page
      .getByRole('button', { name: /^Publish one message from/ })
      .first()
      .boundingBox();
    if (dial === null) throw new Error('the producer has no dial');
    const from = { x: dial.x + dial.width / 2, y: dial.y + dial.height / 2 };
    await drag(page, from, { x: from.x, y: from.y - 30 });
    await expect.poll(rate).toBe('2/s');
    await page
      .getByLabel(/^Producer /)
      .first()
      .focus();
    await page.keyboard.press(']');
    await expect.poll(rate).toBe('5/s');
    await page.keyboard.press('Control+z');
    await expect.poll(rate).toBe('2/s');
    await page.getByRole('radio', { name: 'Spike' }).click();
    await expect.poll(rate).toBe('2/s, spike');
  });
});

test('deleting a queue can be taken back with its bindings from the notice', async ({ page, vhost }) => {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'direct' });
  await api('PUT', `/queues/${vhost}/orders`, { durable: true, arguments: { 'x-max-length': 7 } });
  await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: 'a' });
  await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: 'b' });
  const stage = new StagePage(page);
  await stage.open(vhost);
  await stage.queue('orders').focus();
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('2 bindings');
  await question.getByRole('button', { name: 'Delete queue' }).click();
  await expect(stage.queue('orders')).toBeHidden();
  await expect(page.getByText('Undo brings back the queue and 2 bindings.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(stage.queue('orders')).toBeVisible();
  await expect.poll(() => api('GET', `/bindings/${vhost}/e/shop/q/orders`)).toHaveLength(2);
  expect(await api('GET', `/queues/${vhost}/orders`)).toMatchObject({ arguments: { 'x-max-length': 7 } });
});

test('nodes are pinned by dragging, over a reload too; tidy, lanes, folds and the overview are undone', async ({
  page,
  vhost,
}) => {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  for (const name of ['orders', 'audit']) {
    await api('PUT', `/queues/${vhost}/${name}`, {});
    await api('POST', `/bindings/${vhost}/e/shop/q/${name}`, { routing_key: name });
  }
  const stage = new StagePage(page);
  await stage.open(vhost);
  const transform = () =>
    page.locator('[data-id="queue:orders"]').evaluate((node) => (node as HTMLElement).style.transform);
  await settledBox(stage, 'queue:orders');
  const before = await transform();
  const from = await centreOf(stage, 'queue:orders');
  await drag(page, { x: from.x, y: from.y - 26 }, { x: from.x + 60, y: from.y + 200 });
  const pinned = await transform();
  expect(pinned).not.toBe(before);
  // Lanes are on: the node has kept to its column.
  expect(pinned.split(',')[0]).toBe(before.split(',')[0]);
  await page.reload();
  await expect.poll(transform).toBe(pinned);
  await expect(page.getByTitle(/^Pinned/)).toHaveCount(1);

  await page.keyboard.press('Shift+T');
  await expect(page.getByTitle(/^Pinned/)).toHaveCount(0);
  await expect.poll(transform).not.toBe(pinned);
  await page.keyboard.press('Control+z');
  await expect.poll(transform).toBe(pinned);

  await expect(page.locator('[data-lane="queue"]')).toBeVisible();
  await page.keyboard.press('l');
  await expect(page.locator('[data-lane="queue"]')).toHaveCount(0);
  await stage.queue('orders').click({ position: { x: 40, y: 10 } });
  await page.keyboard.press('Escape');
  await stage.queue('orders').focus();

  await stage.exchange('shop').focus();
  await page.keyboard.press('-');
  await expect(stage.queue('orders')).toBeHidden();
  await page.getByRole('button', { name: 'Unfold 2 nodes behind shop' }).click();
  await expect(stage.queue('orders')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(stage.queue('orders')).toBeHidden();
  await page.keyboard.press('Control+Shift+z');
  await expect(stage.queue('orders')).toBeVisible();

  await expect(page.locator('.canvas-minimap')).toBeVisible();
  await page.keyboard.press('m');
  await expect(page.locator('.canvas-minimap')).toBeHidden();
});

test('a note is written, kept over a reload, and removed again by undo', async ({ page, vhost }) => {
  await api('PUT', `/queues/${vhost}/orders`, {});
  const stage = new StagePage(page);
  await stage.open(vhost);
  await expect(stage.queue('orders')).toBeVisible();
  await page.keyboard.press('n');
  const note = page.getByLabel('Text of the note');
  await expect(note).toBeFocused();
  await page.keyboard.type('<b>Look</b> here');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(note).toHaveValue('<b>Look</b> here');
  await page
    .getByRole('group', { name: /^Note: / })
    .or(page.locator('[data-id^="note:"]'))
    .first()
    .hover();
  await page.getByRole('button', { name: 'Remove the note' }).click();
  await expect(note).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(note).toHaveValue('<b>Look</b> here');
});

test('arguments that are fixed are changed by declaring the queue again, with its messages and bindings', async ({
  page,
  vhost,
  amqp,
}) => {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  await api('PUT', `/queues/${vhost}/orders`, { durable: true });
  await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: 'order.#' });
  const channel = await amqp.createConfirmChannel();
  for (const body of ['first', 'second', 'third']) channel.publish('shop', 'order.new', Buffer.from(body));
  await channel.waitForConfirms();
  const stage = new StagePage(page);
  await stage.open(vhost);
  await stage.queue('orders').focus();
  await page.keyboard.press('i');
  await page.getByRole('button', { name: 'Change arguments' }).click();
  await expect(stage.dialog).toContainText('3 messages will be kept by moving them away and back');
  await stage.dialog
    .getByRole('button', { name: /x-max-length$|Max(imum)? length$/ })
    .first()
    .click();
  await stage.dialog.getByRole('textbox').last().fill('7');
  await stage.dialog.getByRole('button', { name: 'Delete and declare again' }).click();
  await expect(stage.dialog.getByRole('list', { name: 'Steps' })).toContainText('Moved 3 messages back');
  await stage.dialog.getByRole('button', { name: 'Done' }).click();
  const queue = () => api('GET', `/queues/${vhost}/orders`);
  await expect.poll(queue).toMatchObject({ arguments: { 'x-max-length': 7 }, messages: 3 });
  expect(await names(vhost)).toEqual(['orders']);
  expect(await api('GET', `/bindings/${vhost}/e/shop/q/orders`)).toMatchObject([{ routing_key: 'order.#' }]);
  const bodies: string[] = [];
  for (
    let got = await channel.get('orders', { noAck: true });
    got;
    got = await channel.get('orders', { noAck: true })
  ) {
    bodies.push(got.content.toString());
  }
  expect(bodies).toEqual(['first', 'second', 'third']);
  await page.keyboard.press('Control+z');
  await expect.poll(queue).toMatchObject({ arguments: {} });
});

/** The bodies of what is ready in a queue, in its order. */
async function bodiesIn(vhost: string, queue: string): Promise<string> {
  const { items } = (await api('GET', `/queues/${vhost}/${queue}/messages`)) as { items: { payload: string }[] };
  return items.map(({ payload }) => payload).join('');
}

test('messages are sent onwards by dragging and by keys, and undo puts them back to their places', async ({
  page,
  vhost,
  amqp,
}) => {
  const channel = await amqp.createConfirmChannel();
  for (const queue of ['work', 'parked']) await channel.assertQueue(queue);
  for (const body of 'abcde') channel.sendToQueue('work', Buffer.from(body), { persistent: true, messageId: body });
  await channel.waitForConfirms();
  const stage = new StagePage(page);
  await stage.open(vhost);
  await stage.queue('work').press('i');
  const rows = page.getByRole('list', { name: 'Messages of work' }).getByRole('button');
  await expect(rows).toHaveCount(5);
  const undo = page.getByRole('button', { name: 'Undo', exact: true });

  await rows.nth(1).click();
  await rows.nth(3).click();
  await rows.nth(3).dragTo(stage.queue('parked'));
  await expect.poll(() => bodiesIn(vhost, 'parked')).toBe('bd');
  expect(await bodiesIn(vhost, 'work')).toBe('ace');
  await expect(page.getByText('2 messages moved to parked')).toBeVisible();
  await undo.click();
  await expect.poll(() => bodiesIn(vhost, 'work')).toBe('abcde');
  expect(await bodiesIn(vhost, 'parked')).toBe('');

  await expect(rows).toHaveCount(5);
  await rows.nth(0).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('d');
  await expect(page.getByText(/^\d messages? copied to work/)).toBeVisible();
  expect(await bodiesIn(vhost, 'work')).toMatch(/^abcde.+/);
  await page.keyboard.press('Control+z');
  await expect.poll(() => bodiesIn(vhost, 'work')).toBe('abcde');

  await expect(rows).toHaveCount(5);
  await rows.nth(4).focus();
  await page.keyboard.press('m');
  await expect(stage.dialog).toContainText(/Move \d message/);
  await stage.dialog.getByRole('combobox', { name: 'Queue' }).fill('parked');
  await page.getByRole('option', { name: 'parked' }).click();
  await stage.dialog.getByRole('button', { name: /^Move \d/ }).click();
  await expect(stage.dialog).toBeHidden();
  await expect(page.getByText('1 message moved to parked')).toBeVisible();
  expect(await bodiesIn(vhost, 'parked')).toBe('e');
  await page.keyboard.press('Control+z');
  await expect.poll(() => bodiesIn(vhost, 'work')).toBe('abcde');
});

test('a deleted queue comes back with its bindings and its messages', async ({ page, vhost, amqp }) => {
  const channel = await amqp.createConfirmChannel();
  await channel.assertExchange('shop', 'topic');
  await channel.assertQueue('orders', { maxPriority: 3 });
  await channel.bindQueue('orders', 'shop', 'order.*');
  for (const [body, priority] of [
    ['a', 1],
    ['b', 3],
    ['c', 1],
  ] as const) {
    channel.publish('shop', 'order.new', Buffer.from(body), { priority, headers: { from: 'shop' } });
  }
  await channel.waitForConfirms();
  const looked = (await api('GET', `/queues/${vhost}/orders/messages`)) as { items: object[] };
  const stage = new StagePage(page);
  await stage.open(vhost);
  await stage.queue('orders').focus();
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('For 8 seconds undo brings all of it back');
  await question.getByRole('textbox').fill('orders');
  await question.getByRole('button', { name: /^Delete queue/ }).click();
  await expect(page.getByText('Undo brings back the queue and 1 binding and 3 messages.')).toBeVisible();
  await expect(stage.queue('orders')).toBeHidden();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(stage.queue('orders')).toHaveAccessibleName(/3 ready/);
  const back = (await api('GET', `/queues/${vhost}/orders/messages`)) as { items: object[] };
  const withoutPlace = ({ items }: { items: object[] }) => items.map((item) => ({ ...item, order: 0 }));
  expect(withoutPlace(back)).toEqual(withoutPlace(looked));
  expect(await api('GET', `/queues/${vhost}/orders/bindings`)).toHaveLength(2);
});
