import type { Page } from '@playwright/test';
import { api, expect, test } from './fixtures';
import { Shop } from './shop';

/** Takes the pictures of the pages: `WARREN_SCREENSHOTS=1 npm run test:e2e -- pages-screenshots`. */
test.skip(process.env['WARREN_SCREENSHOTS'] === undefined, 'pictures are taken on request');

const VHOST = 'shop-pages';
const USER = 'ann-of-the-shop';
let shop: Shop;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  await api('PUT', `/vhosts/${VHOST}`, { description: 'Orders, invoices and what goes with them' });
  await api('PUT', `/users/${USER}`, { password: 'secret', tags: 'management' });
  await api('PUT', `/permissions/${VHOST}/${USER}`, { configure: '', write: '^events$', read: '.*' });
  shop = new Shop(VHOST);
  await shop.open();
  await api('PUT', `/policies/${VHOST}/ttl`, {
    pattern: '^shipping',
    definition: { 'message-ttl': 60_000 },
    priority: 1,
  });
});

test.afterAll(async () => {
  await shop.close();
  await api('DELETE', `/vhosts/${VHOST}`);
  await api('DELETE', `/users/${USER}`);
});

const PAGES = [
  ['/messages?queue=audit.log&selected=2', 'messages'],
  ['/users?view=matrix&who=ann-of-the-shop&in=shop-pages&to=orders', 'permissions'],
  ['/policies?selected=ttl', 'policies'],
  ['/connect?queue=emails&role=consume&lang=python', 'connect'],
  ['/vhosts?selected=shop-pages', 'vhosts'],
  ['/health', 'health'],
  ['/logs', 'log'],
  ['/settings', 'settings'],
  ['/channels', 'channels'],
  ['/queues', 'queues'],
] as const;

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `e2e/screenshots/${name}.png` });
}

for (const theme of ['light', 'dark'] as const) {
  for (const [size, width] of [
    ['page', 1440],
    ['phone', 390],
  ] as const) {
    test(`the pages in ${theme} at ${width}`, async ({ page }) => {
      test.setTimeout(180_000);
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      for (const [path, name] of PAGES) {
        await page.goto(`${path}${path.includes('?') ? '&' : '?'}vhost=${VHOST}`);
        await expect(page.getByRole('heading').first()).toBeVisible();
        await shoot(page, `${size}-${name}-${theme}`);
      }
      if (width === 390) return;
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Find anything' }).fill('ord');
      await shoot(page, `palette-${theme}`);
    });
  }
}
