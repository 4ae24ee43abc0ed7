import type { Page } from '@playwright/test';
import { api, expect, test } from './fixtures';
import { Shop } from './shop';
import { StagePage } from './stage-page';

/** Takes the pictures of the README: `WARREN_SCREENSHOTS=1 npm run test:e2e -- screenshots`. */
test.skip(process.env['WARREN_SCREENSHOTS'] === undefined, 'pictures are taken on request');

const VHOST = 'shop';
let shop: Shop;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  await api('PUT', `/vhosts/${VHOST}`, {});
  await api('PUT', '/vhosts/empty-burrow', {});
  shop = new Shop(VHOST);
  await shop.open();
});

test.afterAll(async () => {
  await shop.close();
  await api('DELETE', `/vhosts/${VHOST}`);
  await api('DELETE', '/vhosts/empty-burrow');
});

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(3000);
  await page.screenshot({ path: `e2e/screenshots/${name}.png` });
}

for (const theme of ['light', 'dark'] as const) {
  test(`the pages at work in ${theme}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: theme });
    const stage = new StagePage(page);
    await stage.open(VHOST);
    await expect(stage.queue('emails')).toBeVisible();
    await shoot(page, `stage-${theme}`);
    await stage.queue('emails').click();
    await shoot(page, `stage-inspector-${theme}`);
    await page.goto(`/queues?vhost=${VHOST}`);
    await page.getByRole('row', { name: /emails/ }).click();
    await shoot(page, `queue-${theme}`);
    await page.goto(`/exchanges?vhost=${VHOST}`);
    await shoot(page, `exchanges-${theme}`);
    await page.goto(`/connections?vhost=${VHOST}`);
    await shoot(page, `connections-${theme}`);
    await page.goto('/?vhost=empty-burrow');
    await shoot(page, `stage-empty-${theme}`);
    await page.goto('/queues?vhost=empty-burrow');
    await shoot(page, `queues-empty-${theme}`);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [path, name] of [
      ['/', 'stage'],
      ['/queues', 'queues'],
    ] as const) {
      await page.goto(`${path}?vhost=${VHOST}`);
      await shoot(page, `phone-${name}-${theme}`);
    }
  });
}
