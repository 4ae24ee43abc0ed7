import { violations } from './axe';
import { api, expect, test } from './fixtures';

/** The layout differs by width and the colours by theme: narrow and dark at once has nothing of its own. */
const LOOKS = [
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 1440, height: 900 },
  { theme: 'light', width: 390, height: 844 },
] as const;

async function topology(vhost: string): Promise<void> {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  await api('PUT', `/queues/${vhost}/orders`, {});
  await api('PUT', `/queues/${vhost}/audit`, {});
  await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: 'order.*' });
  await api('POST', `/bindings/${vhost}/e/shop/q/audit`, { routing_key: '#' });
}

for (const { theme, ...size } of LOOKS) {
  test(`axe finds nothing in ${theme} at ${size.width} wide`, async ({ page, vhost }) => {
    test.setTimeout(120_000);
    await topology(vhost);
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const path of [
      '/',
      '/queues',
      '/exchanges',
      '/connections',
      '/queues?selected=orders',
      '/exchanges?selected=shop',
      '/messages?queue=orders',
      '/channels',
      '/consumers',
      '/connect?queue=orders',
      '/health',
      '/vhosts',
      '/users',
      '/users?view=matrix',
      '/users?selected=guest&tab=topics',
      '/policies?new=true',
      '/shovels?new=true',
      '/limits',
      '/definitions',
      '/logs',
      '/collections',
      '/settings',
    ]) {
      await test.step(path, async () => {
        await page.goto(`${path}${path.includes('?') ? '&' : '?'}vhost=${vhost}`);
        await page.waitForLoadState('networkidle');
        await expect(page.getByRole('heading').first()).toBeVisible();
        expect(await violations(page)).toEqual([]);
      });
    }
  });
}
