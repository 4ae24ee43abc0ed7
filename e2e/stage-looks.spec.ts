import { violations } from './axe';
import { api, expect, test } from './fixtures';
import { StagePage } from './stage-page';

async function shop(vhost: string): Promise<void> {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  await api('PUT', `/exchanges/${vhost}/dead`, { type: 'fanout' });
  await api('PUT', `/queues/${vhost}/orders`, { arguments: { 'x-dead-letter-exchange': 'dead' } });
  await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: 'order.*' });
}

for (const theme of ['light', 'dark', 'contrast', 'projector'] as const) {
  test(`axe finds nothing on the stage at work in the theme ${theme}`, async ({ page, vhost, amqp }) => {
    test.setTimeout(120_000);
    await shop(vhost);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.addInitScript((chosen) => localStorage.setItem('warren-theme', chosen), theme);
    const channel = await amqp.createChannel();
    await channel.prefetch(4);
    await channel.consume('orders', () => {});
    const stage = new StagePage(page);
    await stage.open(vhost);
    await expect(stage.consumer('order-service')).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    for (let sent = 0; sent < 6; sent += 1) channel.publish('shop', 'order.new', Buffer.from(`${sent}`));
    await expect(stage.queue('orders')).toHaveAccessibleName(/2 ready, 4 unacked/);
    await test.step('the stage', async () => expect(await violations(page)).toEqual([]));
    await page.keyboard.press('w');
    await stage.dialog.getByLabel('Routing key').fill('order.lost.far');
    await expect(stage.dialog.getByRole('status', { name: 'Verdict' })).toContainText('unroutable');
    await test.step('why', async () => expect(await violations(page)).toEqual([]));
    await page.keyboard.press('Escape');
    await expect(stage.dialog).toBeHidden();
    await page.keyboard.press('.');
    await expect(page.getByRole('list', { name: 'Steps' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.locator('body').press('Space');
    await expect(page.getByRole('region', { name: 'Looking back' })).toBeVisible();
    await test.step('frozen', async () => expect(await violations(page)).toEqual([]));
    await page.getByRole('button', { name: 'Live', exact: true }).click();
    await page.keyboard.press('o');
    await expect(page.getByRole('region', { name: 'Queues' })).toBeVisible();
    await test.step('the outline', async () => expect(await violations(page)).toEqual([]));
    // The layout of a phone is the same in each theme.
    if (theme !== 'light') return;
    await page.setViewportSize({ width: 390, height: 844 });
    await test.step('the outline on a phone', async () => expect(await violations(page)).toEqual([]));
    await page.getByRole('radio', { name: 'Stage' }).click();
    await expect(stage.queue('orders')).toBeVisible();
    await test.step('the stage on a phone', async () => expect(await violations(page)).toEqual([]));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test('how messages are drawn is always said: one by one, so many for a dot, or lines alone', async ({
  page,
  vhost,
}) => {
  await api('PUT', `/queues/${vhost}/load`, { arguments: { 'x-max-length': 100 } });
  const stage = new StagePage(page);
  await stage.open(vhost);
  const chip = page.getByRole('status', { name: 'Sampling' });
  await expect(chip).toContainText('1 dot = 1 message');
  await expect(stage.queue('load')).toBeVisible();
  await page.keyboard.press('p');
  await stage.dialog.getByRole('combobox', { name: /^Routing key/ }).fill('load');
  await stage.dialog.getByRole('button', { name: '1000 per second' }).click();
  await stage.dialog.getByRole('button', { name: 'Place producer' }).click();
  // A machine that draws slowly goes on to lines alone, and says so.
  await expect(chip).toContainText(/1 dot = (5|10|25|50|100|250|500) messages|^Flow: no single messages/);
  // What was placed is inspected; on a phone that would cover the stage.
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('radio', { name: 'Stage' }).click();
  await expect(chip).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(chip).toContainText('No motion');
});

test('of many signs at one node only some are drawn, and that is said', async ({ page, vhost, amqp }) => {
  const stage = new StagePage(page);
  await stage.open(vhost);
  const channel = await amqp.createChannel();
  await channel.assertExchange('nowhere', 'fanout');
  await expect(stage.exchange('nowhere')).toBeVisible();
  const chip = page.getByRole('status', { name: 'Sampling' });
  await expect(chip).not.toContainText('not every sign');
  for (let n = 0; n < 20; n += 1) channel.publish('nowhere', '', Buffer.from('lost'));
  await expect(chip).toContainText('not every sign');
  await expect(chip).not.toContainText('not every sign');
});

test('with reduced motion nothing is drawn on the canvas', async ({ page, vhost, amqp }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const stage = new StagePage(page);
  await stage.open(vhost);
  const channel = await amqp.createChannel();
  await channel.assertQueue('orders');
  await expect(stage.queue('orders')).toBeVisible();
  const timer = setInterval(() => channel.sendToQueue('orders', Buffer.from('1')), 50);
  try {
    await expect(stage.producer('order-service')).toBeVisible();
    for (let look = 0; look < 10; look += 1) {
      const drawn = await page
        .locator('canvas')
        .first()
        .evaluate((canvas: HTMLCanvasElement) => {
          const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          return data.some((value) => value !== 0);
        });
      expect(drawn).toBe(false);
      await page.waitForTimeout(100);
    }
  } finally {
    clearInterval(timer);
  }
});
