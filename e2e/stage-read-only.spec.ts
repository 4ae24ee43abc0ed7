import { api, expect, test } from './fixtures';
import { permit, putUser, signInAs } from './people';
import { StagePage } from './stage-page';

test('a user who may only look finds nothing on the stage that writes, by pointer or by key', async ({
  page,
  vhost,
  amqp,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 40[13]/);
  const name = `eve-${vhost}`;
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  await api('PUT', `/queues/${vhost}/orders`, {});
  await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: '#' });
  const channel = await amqp.createChannel();
  await channel.consume('orders', () => {});
  await putUser(name, 'management');
  await permit(name, vhost, { read: '.*' });
  await signInAs(page, name);
  const writes: string[] = [];
  page.on('request', (request) => {
    const isWrite = request.method() !== 'GET' && !request.url().includes('/socket.io/');
    if (isWrite) writes.push(`${request.method()} ${request.url()}`);
  });
  const stage = new StagePage(page);
  await stage.open(vhost);
  await expect(stage.queue('orders')).toBeVisible();
  await expect(page.getByRole('toolbar', { name: 'Add to the stage' })).toHaveCount(0);
  for (const key of ['e', 'q', 'p', 'c', 'w']) await page.keyboard.press(key);
  for (const key of ['Delete', 'b', 'p', 'Enter', 'w']) {
    await stage.exchange('shop').focus();
    await page.keyboard.press(key);
  }
  await expect(stage.dialog).toHaveCount(0);
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await stage.queue('orders').click({ position: { x: 60, y: 12 } });
  for (const name of ['Publish', 'Consume', 'Bind', 'Purge', 'Delete']) {
    await expect(page.getByRole('complementary').getByRole('button', { name, exact: true })).toBeDisabled();
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('o');
  await page.getByRole('button', { name: 'Actions for orders' }).last().click();
  const enabled = page.locator('[role="menuitem"]:not([aria-disabled="true"])');
  await expect(enabled).toHaveText(['Inspect', 'Fold what comes after']);
  expect(writes).toEqual([]);
  await api('DELETE', `/users/${name}`);
});
