import { api, expect, test } from './fixtures';
import { StagePage } from './stage-page';

/** The outline has what the stage has, for the keyboard alone. */

async function shop(vhost: string): Promise<void> {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic', arguments: { 'alternate-exchange': 'lost' } });
  await api('PUT', `/exchanges/${vhost}/lost`, { type: 'fanout' });
  await api('PUT', `/exchanges/${vhost}/audit`, { type: 'fanout' });
  await api('PUT', `/queues/${vhost}/orders`, { arguments: { 'x-dead-letter-exchange': 'lost' } });
  await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: 'order.*' });
  await api('POST', `/bindings/${vhost}/e/shop/e/audit`, { routing_key: '#' });
}

test('every node and every line of the stage is a row of the outline', async ({ page, vhost, amqp }) => {
  await shop(vhost);
  const channel = await amqp.createChannel();
  await channel.consume('orders', () => {});
  const sender = await amqp.createChannel();
  sender.publish('shop', 'order.new', Buffer.from('1'));
  const stage = new StagePage(page);
  await stage.open(vhost);
  await expect(stage.consumer('order-service')).toBeVisible();
  await expect(stage.producer('order-service')).toBeVisible();
  const ids = (selector: string, attribute: string) =>
    page.locator(selector).evaluateAll((all, name) => all.map((one) => one.getAttribute(name) ?? '').sort(), attribute);
  const nodes = await ids('.canvas-node', 'data-id');
  // Producers and consumers are listed with their exchange or queue, so the lines to them are no rows of their own.
  const lines = (await ids('.canvas-edge', 'data-id')).filter((id) => !/^(publish|consume)\|/.test(id));
  expect(lines.map((id) => id.split('|')[0]).sort()).toEqual(['alternate', 'binding', 'binding', 'dead-letter']);
  await page.keyboard.press('o');
  await expect(page.getByRole('region', { name: 'Exchanges' })).toBeVisible();
  expect(await ids('[data-stage-id]', 'data-stage-id')).toEqual([...nodes, ...lines].sort());
});

test('rows are walked, closed and acted on with the keyboard alone', async ({ page, vhost }) => {
  await shop(vhost);
  const stage = new StagePage(page);
  await stage.open(vhost);
  await page.keyboard.press('o');
  const row = (id: string) => page.locator(`[data-stage-id="${id}"]`);
  await row('exchange:shop').focus();
  const { keyboard } = page;
  await keyboard.press('ArrowDown');
  await expect(page.locator('[data-stage-id^="binding|shop"]').first()).toBeFocused();
  await keyboard.press('ArrowLeft');
  await expect(row('exchange:shop')).toBeFocused();
  await keyboard.press('ArrowLeft');
  await expect(page.getByRole('list', { name: 'Bindings of shop' })).toBeHidden();
  await keyboard.press('ArrowDown');
  await expect(row('queue:orders')).toBeFocused();
  await keyboard.press('ArrowUp');
  await keyboard.press('ArrowRight');
  await expect(page.getByRole('list', { name: 'Bindings of shop' })).toBeVisible();

  await test.step('bind, publish, attach and unbind', async () => {
    await row('exchange:shop').focus();
    await keyboard.press('b');
    await stage.dialog.getByRole('combobox', { name: 'To queue' }).fill('orders');
    await page.getByRole('option', { name: 'orders' }).click();
    await stage.dialog.getByLabel(/^Binding key/).fill('refund.#');
    await keyboard.press('Enter');
    await expect.poll(() => api('GET', `/bindings/${vhost}/e/shop/q/orders`)).toHaveLength(2);
    await row('queue:orders').focus();
    await keyboard.press('c');
    await stage.dialog.getByRole('radio', { name: /by hand/i }).click();
    await stage.dialog.getByRole('button', { name: 'Attach consumer' }).click();
    await expect(page.getByRole('list', { name: 'Consumers of orders' })).toBeVisible();
    await row('exchange:shop').focus();
    await keyboard.press('w');
    await stage.dialog.getByLabel('Routing key').fill('refund.now');
    await keyboard.press('Control+Enter');
    await expect(stage.dialog.getByText('Routed', { exact: true })).toBeVisible();
    await keyboard.press('Escape');
    await expect(row('exchange:shop')).toBeFocused();
    await expect(page.getByRole('list', { name: 'Consumers of orders' }).getByText('1 held')).toBeVisible();
    await page.locator('[data-stage-id^="client:"]').first().focus();
    await keyboard.press('a');
    await expect.poll(() => api('GET', `/queues/${vhost}/orders`)).toMatchObject({ messages: 0 });
    await row('binding|shop|queue|orders').focus();
    await keyboard.press('Delete');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Unbind 2 keys' }).click();
    await expect(page.getByRole('alertdialog')).toBeHidden();
    expect(await api('GET', `/bindings/${vhost}/e/shop/q/orders`)).toHaveLength(0);
    await keyboard.press('Control+z');
    await expect.poll(() => api('GET', `/bindings/${vhost}/e/shop/q/orders`)).toHaveLength(2);
  });

  await test.step('the menu of a row has the same acts by name', async () => {
    await page.getByRole('button', { name: 'Actions for orders' }).last().click();
    await expect(page.getByRole('menuitem')).toHaveText([
      'Inspect',
      'Publish…',
      'Why? Try a message…',
      'Bind…',
      'Attach a consumer…',
      'Change arguments…',
      'Fold what comes after',
      'Purge…',
      'Delete…',
    ]);
    await keyboard.press('Escape');
  });
});
