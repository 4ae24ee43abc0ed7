import { expect, test } from '@playwright/test';
import { connect } from 'amqplib';
import { OwnServer } from './own-server';
import { StagePage } from './stage-page';

const EXACT_WITHIN_MS = 2_000;

test('when the server was killed and is back, the stage is exact again within two seconds and without a reload', async ({
  browser,
}) => {
  const server = await OwnServer.start();
  const context = await browser.newContext({ baseURL: server.httpUrl });
  try {
    await context.request.post('/session', {
      data: { username: 'guest', password: 'guest' },
      headers: { 'x-warren-request': '1' },
    });
    await server.api('PUT', '/exchanges/%2F/shop', { type: 'topic', durable: true });
    await server.api('PUT', '/queues/%2F/orders', { durable: true });
    await server.api('PUT', '/queues/%2F/fleeting', { durable: false });
    await server.api('POST', '/bindings/%2F/e/shop/q/orders', { routing_key: 'order.*' });
    const client = await connect(server.amqpUrl);
    client.on('error', () => {});
    const channel = await client.createConfirmChannel();
    for (let n = 0; n < 7; n += 1) channel.publish('shop', 'order.paid', Buffer.from(`${n}`), { persistent: true });
    await channel.waitForConfirms();

    const page = await context.newPage();
    const stage = new StagePage(page);
    await stage.open('/');
    await expect(page.getByLabel(/^Queue orders, 7 ready/)).toBeVisible();
    await expect(stage.queue('fleeting')).toBeVisible();
    await page.evaluate(() => Object.assign(window, { wasHereBefore: true }));

    await server.kill();
    await expect(page.getByText('offline', { exact: true })).toBeVisible();
    await page.waitForTimeout(4_000);
    await server.start();
    const backAt = Date.now();
    // Also what changes at once is on the stage.
    await server.api('PUT', '/queues/%2F/fresh', { durable: true });
    await expect(page.getByText(/^live \d+ ms$/)).toBeVisible({ timeout: EXACT_WITHIN_MS });
    await expect(page.getByLabel(/^Queue orders, 7 ready/)).toBeVisible({ timeout: EXACT_WITHIN_MS });
    await expect(stage.queue('fresh')).toBeVisible({ timeout: EXACT_WITHIN_MS });
    await expect(stage.queue('fleeting')).toHaveCount(0, { timeout: EXACT_WITHIN_MS });
    expect(Date.now() - backAt).toBeLessThan(EXACT_WITHIN_MS);
    expect(await page.evaluate(() => 'wasHereBefore' in window), 'the page was not loaded anew').toBe(true);
  } finally {
    await context.close();
    await server.end();
  }
});
