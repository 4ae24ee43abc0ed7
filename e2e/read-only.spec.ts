import type { Page } from '@playwright/test';
import { api, expect, test } from './fixtures';
import { permit, putUser, signInAs } from './people';

/** What changes something, by the first word of its name. */
const writes =
  /^(Declare|New|Delete|Purge|Publish|Bind|Unbind|Close connection|Save|Create|Import|Grant|Set|Take|Reject|Look at|Move|Return|Pause|Place|Remove)\b/;

async function enabledWrites(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const button of await page.getByRole('button', { name: writes }).all()) {
    if (!(await button.isVisible())) continue;
    const isOff = (await button.isDisabled()) || (await button.getAttribute('aria-disabled')) === 'true';
    if (!isOff) found.push((await button.getAttribute('aria-label')) ?? (await button.innerText()));
  }
  return found;
}

test('a user who may only read finds no enabled write on any page', async ({ page, vhost, amqp, expectedErrors }) => {
  test.setTimeout(120_000);
  expectedErrors.push(/status of 40[13]/);
  const name = `eve-${vhost}`;
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  await api('PUT', `/queues/${vhost}/orders`, {});
  await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: '#' });
  await api('PUT', `/policies/${vhost}/ttl`, { pattern: '.*', definition: { 'message-ttl': 1000 } });
  await amqp.createChannel();
  await putUser(name, 'management');
  await permit(name, vhost, { read: '.*' });
  await signInAs(page, name);
  await page.addInitScript(() => {
    const spec = { kind: 'producer', name: 'p', exchange: 'shop', routingKey: 'k', ratePerSecond: 0, shape: 'steady' };
    const rest = { payload: '', contentType: '', headers: {}, persistent: false, mandatory: false };
    localStorage.setItem('warren:producers', JSON.stringify([{ name: 'orders', value: { ...spec, ...rest } }]));
  });
  const changes: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') changes.push(`${request.method()} ${request.url()}`);
  });
  for (const path of [
    '/queues',
    '/queues?selected=orders',
    '/queues?selected=orders&tab=publish',
    '/queues?selected=orders&tab=bindings',
    '/queues?selected=orders&tab=messages',
    '/exchanges',
    '/exchanges?selected=shop',
    '/exchanges?selected=shop&tab=bindings',
    '/exchanges?selected=shop&tab=publish',
    '/messages',
    '/messages?queue=orders',
    '/connections',
    '/channels',
    '/consumers',
    '/connect',
    '/health',
    '/logs',
    `/vhosts?selected=${vhost}`,
    `/vhosts?selected=${vhost}&tab=limits`,
    '/users',
    '/policies',
    '/policies?selected=ttl',
    '/limits',
    '/definitions',
    '/settings',
    '/collections',
  ]) {
    await test.step(path, async () => {
      await page.goto(`${path}${path.includes('?') ? '&' : '?'}vhost=${vhost}`);
      await expect(page.getByRole('heading').first()).toBeVisible();
      await page.waitForLoadState('networkidle');
      if (path === '/collections') await expect(page.getByRole('button', { name: 'Place…' })).toBeVisible();
      // What the page Saved imports and deletes is in this browser alone.
      const own = path === '/collections' ? ['Import', 'Delete orders'] : [];
      expect(await enabledWrites(page), path).toEqual(own);
      // Messages may be chosen by everybody, because they can be exported.
      if (!path.startsWith('/messages')) await expect(page.getByRole('checkbox', { name: /^Choose/ })).toHaveCount(0);
    });
  }
  expect(changes).toEqual([]);
  await api('DELETE', `/users/${name}`);
});

test('the administrator does find writes there', async ({ page, vhost }) => {
  await api('PUT', `/queues/${vhost}/orders`, {});
  await page.goto(`/queues?vhost=${vhost}&selected=orders`);
  await expect(page.getByRole('button', { name: 'Purge' })).toBeEnabled();
  expect((await enabledWrites(page)).length).toBeGreaterThanOrEqual(3);
});
