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

test('a long press explains the label of a control, and a touch elsewhere takes the words away', async ({
  page,
  vhost,
}) => {
  await api('PUT', `/queues/${vhost}/orders`, {});
  await page.goto(`/queues?vhost=${vhost}&selected=orders&tab=publish`);
  const box = await page.getByRole('dialog').getByText('Payload', { exact: true }).boundingBox();
  if (box === null) throw new Error('the label is not there');
  const finger = await page.context().newCDPSession(page);
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  const tooltip = page.getByRole('tooltip');
  await expect(tooltip).toContainText('What a message carries');
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(tooltip).toBeVisible();
  await page.touchscreen.tap(20, 120);
  await expect(tooltip).toBeHidden();
});
