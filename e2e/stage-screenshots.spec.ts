import type { Page } from '@playwright/test';
import { api, expect, test } from './fixtures';
import { Shop } from './shop';
import { StagePage } from './stage-page';

/** Takes the pictures of the stage: `WARREN_SCREENSHOTS=1 npm run test:e2e -- stage-screenshots`. */
test.skip(process.env['WARREN_SCREENSHOTS'] === undefined, 'pictures are taken on request');

const VHOST = 'pictures';
let shop: Shop;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  await api('PUT', `/vhosts/${VHOST}`, {});
  shop = new Shop(VHOST);
  await shop.open();
  await api('PUT', `/exchanges/${VHOST}/failed`, { type: 'fanout', durable: true });
  await api('PUT', `/exchanges/${VHOST}/lost`, { type: 'fanout', durable: true });
  await api('PUT', `/exchanges/${VHOST}/inbox`, {
    type: 'direct',
    durable: true,
    arguments: { 'alternate-exchange': 'lost' },
  });
  await api('POST', `/bindings/${VHOST}/e/inbox/e/events`, { routing_key: 'order.paid' });
  await api('PUT', `/queues/${VHOST}/refunds`, {
    durable: true,
    arguments: { 'x-dead-letter-exchange': 'failed', 'x-message-ttl': 4_000, 'x-max-length': 20 },
  });
  await api('POST', `/bindings/${VHOST}/e/events/q/refunds`, { routing_key: 'order.cancelled' });
  for (const [exchange, queue] of [
    ['failed', 'buried'],
    ['lost', 'unrouted'],
  ] as const) {
    await api('PUT', `/queues/${VHOST}/${queue}`, { durable: true });
    await api('POST', `/bindings/${VHOST}/e/${exchange}/q/${queue}`, { routing_key: '' });
  }
});

test.afterAll(async () => {
  await shop.close();
  await api('DELETE', `/vhosts/${VHOST}`);
});

async function shoot(page: Page, name: string, afterMs = 700): Promise<void> {
  await page.waitForTimeout(afterMs);
  await page.screenshot({ path: `e2e/screenshots/${name}.png` });
}

for (const theme of ['light', 'dark', 'contrast', 'projector'] as const) {
  test(`the stage at work in ${theme}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.addInitScript((chosen) => localStorage.setItem('warren-theme', chosen), theme);
    const stage = new StagePage(page);
    await stage.open(VHOST);
    await expect(stage.queue('emails')).toBeVisible();
    await shoot(page, `stage-lines-${theme}`, 5_000);
    await page.keyboard.press('l');
    for (const name of ['shipping.eu', 'shipping.us', 'refunds']) {
      await stage.queue(name).click({ modifiers: ['Control'], position: { x: 40, y: 12 } });
    }
    await shoot(page, `stage-selection-${theme}`);
    await page.getByRole('button', { name: 'Frame', exact: true }).click();
    await page.keyboard.type('Logistics');
    await page.keyboard.press('Enter');
    await page.keyboard.press('/');
    await page.keyboard.type('ship');
    await shoot(page, `stage-found-${theme}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('body').click({ position: { x: 720, y: 20 } });
    await page.getByRole('button', { name: 'Legend and keys' }).click();
    await shoot(page, `stage-legend-${theme}`);
    await page.keyboard.press('Escape');
    // Away from the button, which would go on saying what it is.
    await page.mouse.move(720, 20);
    await stage.exchange('events').focus();
    await page.keyboard.press('w');
    await stage.dialog.getByLabel('Routing key').fill('order.shipped.eu');
    await shoot(page, `stage-why-${theme}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('.');
    await shoot(page, `stage-life-${theme}`);
    await page.keyboard.press('Escape');
    await page.locator('body').press('Space');
    await page.getByRole('button', { name: 'A second back' }).click();
    await shoot(page, `stage-past-${theme}`);
    await page.getByRole('button', { name: 'Live', exact: true }).click();
    await page.keyboard.press('o');
    await shoot(page, `stage-outline-${theme}`, 1_500);
  });
}
