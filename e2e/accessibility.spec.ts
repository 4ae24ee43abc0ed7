import type { Page } from '@playwright/test';
import { violations } from './axe';
import { api, expect, test } from './fixtures';

/** The layout differs by width and the colours by theme: narrow and dark at once has nothing of its own. */
const LOOKS = [
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 1440, height: 900 },
  { theme: 'light', width: 390, height: 844 },
] as const;

/** So many pages are many seconds: in groups they share the workers, and each has ample time. */
const PAGES = {
  'the stage and the tables': ['/', '/queues', '/exchanges', '/queues?selected=orders', '/exchanges?selected=shop'],
  'the pages of messages and clients': [
    '/messages?queue=orders',
    '/collections',
    '/connections',
    '/channels',
    '/consumers',
    '/connect?queue=orders',
  ],
  'users, virtual hosts and their limits': [
    '/vhosts',
    '/users',
    '/users?view=matrix',
    '/users?selected=guest&tab=topics',
    '/limits',
  ],
  'the other pages of administration': [
    '/health',
    '/policies?new=true',
    '/shovels?new=true',
    '/definitions',
    '/logs',
    '/settings',
  ],
} as const;

async function topology(vhost: string): Promise<void> {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  await api('PUT', `/queues/${vhost}/orders`, {});
  await api('PUT', `/queues/${vhost}/audit`, {});
  await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: 'order.*' });
  await api('POST', `/bindings/${vhost}/e/shop/q/audit`, { routing_key: '#' });
}

async function look(page: Page, path: string, vhost: string): Promise<void> {
  await page.goto(`${path}${path.includes('?') ? '&' : '?'}vhost=${vhost}`);
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('heading').first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
}

for (const { theme, ...size } of LOOKS) {
  for (const [group, paths] of Object.entries(PAGES)) {
    test(`axe finds nothing on ${group} in ${theme} at ${size.width} wide`, async ({ page, vhost }) => {
      test.setTimeout(120_000);
      await topology(vhost);
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const path of paths) await test.step(path, () => look(page, path, vhost));
    });
  }
}
