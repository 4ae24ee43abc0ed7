import { api, expect, test } from './fixtures';
import { StagePage } from './stage-page';

/** Looking at messages: the way that one would take, the life of one, and the last minutes again. */

async function shop(vhost: string): Promise<void> {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  await api('PUT', `/exchanges/${vhost}/audit`, { type: 'fanout' });
  for (const name of ['orders', 'log']) await api('PUT', `/queues/${vhost}/${name}`, {});
  await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: 'order.*.created' });
  await api('POST', `/bindings/${vhost}/e/shop/e/audit`, { routing_key: 'order.#' });
  await api('POST', `/bindings/${vhost}/e/audit/q/log`, { routing_key: '' });
}

test('while a key is typed its way lights up, nothing is published, and one click mends it', async ({
  page,
  vhost,
}) => {
  await shop(vhost);
  const stage = new StagePage(page);
  await stage.open(vhost);
  await stage.exchange('shop').focus();
  await page.keyboard.press('Enter');
  const lit = page.locator('.canvas-edge.is-lit');
  const verdict = stage.dialog.getByRole('status', { name: 'Verdict' });
  await stage.dialog.getByLabel('Routing key').fill('order.eu.created');
  await expect(verdict).toContainText('orders');
  await expect(verdict).toContainText('2 copies; 3 bindings matched');
  await expect(lit).toHaveCount(3);
  await stage.dialog.getByLabel('Routing key').fill('order.eu.paid');
  await expect(lit).toHaveCount(2);
  await expect(verdict).toContainText('1 copy');
  await stage.dialog.getByLabel('Routing key').fill('nobody');
  await expect(verdict).toContainText('unroutable');
  await expect(lit).toHaveCount(0);
  for (const name of ['orders', 'log']) {
    expect(await api('GET', `/queues/${vhost}/${name}`)).toMatchObject({ messages: 0 });
  }
  await stage.dialog.getByRole('button', { name: 'shop → orders' }).click();
  await expect(verdict).toContainText('orders (1 copy; 1 binding matched)');
  await expect.poll(() => api('GET', `/bindings/${vhost}/e/shop/q/orders`)).toHaveLength(2);
  await page.keyboard.press('Escape');
  await expect(stage.dialog).toBeHidden();
  await expect(lit).toHaveCount(0);
  await expect(stage.exchange('shop')).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect.poll(() => api('GET', `/bindings/${vhost}/e/shop/q/orders`)).toHaveLength(1);
});

test('of many bindings those that match are told first, and the others when they are asked for', async ({
  page,
  vhost,
}) => {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  await api('PUT', `/queues/${vhost}/orders`, {});
  for (let n = 1; n <= 12; n += 1)
    await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: `order.${n}` });
  const stage = new StagePage(page);
  await stage.open(vhost);
  await stage.exchange('shop').focus();
  await page.keyboard.press('w');
  const key = stage.dialog.getByLabel('Routing key');
  await expect(stage.dialog.getByRole('combobox', { name: 'Exchange' })).toBeFocused();
  await key.fill('order.12');
  const told = stage.dialog.getByRole('region', { name: 'At shop' }).getByRole('listitem');
  await expect(told).toHaveCount(8);
  await expect(told.first().getByRole('img', { name: 'matches', exact: true })).toBeVisible();
  await expect(told.first().getByTitle('order.12 over order.12')).toBeVisible();
  await stage.dialog.getByRole('button', { name: 'Show 4 more bindings' }).click();
  await expect(told).toHaveCount(12);
});

test('a message on its way is held, and its life is told with the AMQP methods', async ({ page, vhost, amqp }) => {
  await shop(vhost);
  const stage = new StagePage(page);
  await stage.open(vhost);
  await expect(stage.queue('orders')).toBeVisible();
  const channel = await amqp.createChannel();
  await channel.consume('orders', (message) => message && channel.ack(message));
  await expect(stage.consumer('order-service')).toBeVisible();
  const timer = setInterval(() => channel.publish('shop', 'order.eu.created', Buffer.from('1')), 120);
  try {
    await expect(stage.producer('order-service')).toBeVisible();
    await expect(async () => {
      await page.keyboard.press('.');
      await expect(page.getByRole('complementary', { name: /^The life of one message/ })).toBeVisible({ timeout: 500 });
    }).toPass();
  } finally {
    clearInterval(timer);
  }
  const steps = page.getByRole('list', { name: 'Steps' });
  await expect(steps).toContainText('Published');
  await expect(steps).toContainText('basic.publish');
  await expect(steps).toContainText('Routed');
  await expect(steps).toContainText('basic.deliver');
  await expect(steps).toContainText('basic.ack');
});

test('a message under the pointer stands still, and a click opens its life', async ({ page, vhost, amqp }) => {
  await shop(vhost);
  const stage = new StagePage(page);
  await stage.open(vhost);
  const channel = await amqp.createChannel();
  const timer = setInterval(() => channel.publish('shop', 'order.eu.paid', Buffer.from('1')), 60);
  try {
    await expect(stage.producer('order-service')).toBeVisible();
    // On the line to the exchange, where a message passes every 60 ms.
    await expect(async () => {
      // The view may still be on its way to fit everything.
      const from = await page.locator('[data-id^="producer:"]').boundingBox();
      const to = await page.locator('[data-id="exchange:shop"]').boundingBox();
      if (from === null || to === null) throw new Error('there is no line');
      const x = (from.x + from.width + to.x) / 2;
      const y = (from.y + from.height / 2 + to.y + to.height / 2) / 2;
      await page.mouse.move(x + Math.random(), y);
      await expect(page.getByRole('tooltip').filter({ hasText: 'order.eu.paid' })).toBeVisible({ timeout: 60 });
      // Where the pointer is: a step aside would be off the message.
      await page.mouse.down();
      await page.mouse.up();
      const life = page.getByRole('complementary', { name: /^The life of one message/ });
      await expect(life).toBeVisible({ timeout: 1_000 });
    }).toPass({ intervals: [10] });
  } finally {
    clearInterval(timer);
  }
});

test('the view is frozen, goes back and plays again, while the broker goes on', async ({ page, vhost, amqp }) => {
  const stage = new StagePage(page);
  await stage.open(vhost);
  const channel = await amqp.createConfirmChannel();
  await channel.assertQueue('orders');
  const send = async (count: number) => {
    for (let sent = 0; sent < count; sent += 1) channel.sendToQueue('orders', Buffer.from(`${sent}`));
    await channel.waitForConfirms();
  };
  await send(3);
  await expect(stage.queue('orders')).toHaveAccessibleName(/3 ready/);
  await page.waitForTimeout(1_500);
  await send(4);
  await expect(stage.queue('orders')).toHaveAccessibleName(/7 ready/);
  await page.locator('body').press('Space');
  const bar = page.getByRole('region', { name: 'Looking back' });
  await expect(bar).toContainText('Viewing');
  await page.waitForTimeout(2_500);
  await channel.assertQueue('later');
  await send(5);
  await expect.poll(() => api('GET', `/queues/${vhost}/orders`)).toMatchObject({ messages: 12 });
  await page.waitForTimeout(1_200);
  await expect(stage.queue('later')).toBeHidden();
  await expect(stage.queue('orders')).toHaveAccessibleName(/7 ready/);
  await expect(page.getByRole('status', { name: 'Sampling' })).toContainText('1 dot = 1 message, standing still');

  await test.step('back to the time of three messages, with the buttons', async () => {
    await expect(async () => {
      await bar.getByRole('button', { name: 'A second back' }).click();
      await expect(stage.queue('orders')).toHaveAccessibleName(/3 ready/, { timeout: 1_200 });
    }).toPass();
    await expect(bar.getByRole('status', { name: 'What you see' })).toContainText('s ago');
  });

  await test.step('played from there, it comes to seven again, and then to what came after', async () => {
    await bar.getByLabel('Speed').selectOption('2');
    await bar.getByRole('button', { name: 'Play from here' }).click();
    await expect(stage.queue('orders')).toHaveAccessibleName(/7 ready/);
    await expect(stage.queue('later')).toBeVisible();
    await expect(stage.queue('orders')).toHaveAccessibleName(/12 ready/);
    await bar.getByRole('button', { name: /Stop here/ }).click();
  });

  await test.step('the scrubber is a slider for the keyboard', async () => {
    await bar.getByRole('slider', { name: 'Moment' }).focus();
    await page.keyboard.press('Home');
    await expect(bar.getByRole('slider', { name: 'Moment' })).toHaveAttribute('aria-valuetext', /ago/);
  });

  await bar.getByRole('button', { name: 'Live' }).click();
  await expect(stage.queue('later')).toBeVisible();
  await expect(stage.queue('orders')).toHaveAccessibleName(/12 ready/);
  await expect(bar).toBeHidden();
});

test('dead letters, alternates and exchange bindings are told apart by label, and the legend says how', async ({
  page,
  vhost,
}) => {
  await api('PUT', `/exchanges/${vhost}/dead`, { type: 'fanout' });
  await api('PUT', `/exchanges/${vhost}/lost`, { type: 'fanout' });
  await api('PUT', `/exchanges/${vhost}/in`, { type: 'direct', arguments: { 'alternate-exchange': 'lost' } });
  await api('PUT', `/exchanges/${vhost}/next`, { type: 'topic' });
  await api('POST', `/bindings/${vhost}/e/in/e/next`, { routing_key: 'k' });
  await api('PUT', `/queues/${vhost}/work`, { arguments: { 'x-dead-letter-exchange': 'dead' } });
  await api('POST', `/bindings/${vhost}/e/next/q/work`, { routing_key: '#' });
  await api('PUT', `/queues/${vhost}/buried`, {});
  await api('POST', `/bindings/${vhost}/e/dead/q/buried`, { routing_key: '' });
  const stage = new StagePage(page);
  await stage.open(vhost);
  await expect(page.getByLabel('Dead letters of queue work go to dead with their own key')).toBeAttached();
  await expect(page.getByLabel('Alternate exchange: what in cannot route goes to lost')).toBeAttached();
  await expect(page.locator('[data-edge="dead-letter"]')).toContainText('dead letters');
  await page.getByRole('button', { name: 'Legend and keys' }).click();
  await expect(page.getByRole('list', { name: 'Lines' }).getByRole('listitem')).toHaveCount(8);
});
