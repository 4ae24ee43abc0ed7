import { api, expect, test } from './fixtures';

test('on a phone the outline comes first and every page fits the width', async ({ page, vhost }) => {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  await api('PUT', `/queues/${vhost}/orders`, {});
  await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: 'order.*' });
  for (const path of [
    '/',
    '/queues',
    '/exchanges',
    '/connections',
    '/messages',
    '/channels',
    '/consumers',
    '/connect',
    '/health',
    '/logs',
    '/collections',
    '/vhosts',
    '/users',
    '/policies',
    '/limits',
    '/definitions',
    '/settings',
  ]) {
    await page.goto(`${path}?vhost=${vhost}`);
    await expect(page.getByRole('navigation').first()).toBeVisible();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${path} is wider than the screen`).toBe(0);
  }
  await page.goto(`/?vhost=${vhost}`);
  await expect(page.getByRole('list', { name: 'Bindings of shop' })).toBeVisible();
});
