import { api, expect, test } from './fixtures';

test('a chart has a range and a closer look, and both are in the URL', { tag: '@desktop' }, async ({
  page,
  vhost,
  amqp,
}) => {
  const channel = await amqp.createConfirmChannel();
  await channel.assertQueue('orders');
  for (let i = 0; i < 20; i++) channel.sendToQueue('orders', Buffer.from('x'));
  await channel.waitForConfirms();
  await page.goto(`/queues?vhost=${vhost}&selected=orders`);
  const chart = page.getByRole('img', { name: /^Messages, last 10 min; now ready \d+, unacked 0/ });
  await expect(chart.locator('canvas')).toBeVisible();
  await page.getByRole('radio', { name: '1 min' }).click();
  await expect(page).toHaveURL(/range=1m/);
  const minute = page.getByRole('img', { name: /^Messages, last 1 min/ });
  await expect(minute.locator('canvas')).toBeVisible();
  await minute.scrollIntoViewIfNeeded();
  const box = await minute.locator('.u-over').boundingBox();
  if (!box) throw new Error('the chart has no place');
  await page.mouse.move(box.x + box.width * 0.3, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + 30, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=\d+&to=\d+|to=\d+.*from=\d+/);
  // Both charts look at the same part.
  await expect(page.getByRole('img', { name: /a part of the time/ })).toHaveCount(2);
  await page.reload();
  await expect(page.getByRole('img', { name: /a part of the time/ })).toHaveCount(2);
  await page.getByRole('button', { name: 'Show the whole range' }).click();
  await expect(page).not.toHaveURL(/from=/);
  await page.getByRole('button', { name: 'Look closer at the latest half' }).click();
  await expect(page).toHaveURL(/from=/);
});

test('a quorum queue is declared by the form with what it takes, and its rules are shown', async ({ page, vhost }) => {
  await api('PUT', `/policies/${vhost}/short`, {
    pattern: '^jobs$',
    definition: { 'message-ttl': 90_000, 'max-length': 5 },
    'apply-to': 'queues',
  });
  await page.goto(`/queues?vhost=${vhost}`);
  await page.getByRole('button', { name: 'Declare queue' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Declare queue' });
  await dialog.getByLabel('Name').first().fill('jobs');
  await expect(dialog.getByRole('button', { name: 'Max priority' })).toBeVisible();
  await dialog.getByRole('radio', { name: /^quorum/ }).click();
  await expect(dialog.getByRole('button', { name: 'Max priority' })).toBeHidden();
  await dialog.getByRole('button', { name: 'Delivery limit' }).click();
  await expect(dialog.getByText('How often a message may come back before it is dropped')).toBeVisible();
  await dialog.getByRole('button', { name: 'Single active consumer' }).click();
  await dialog.getByRole('button', { name: 'Declare', exact: true }).click();
  await expect
    .poll(() => api('GET', `/queues/${vhost}/jobs`).catch(() => null))
    .toMatchObject({
      type: 'quorum',
      arguments: { 'x-delivery-limit': 20, 'x-single-active-consumer': true },
    });
  await page.goto(`/queues?vhost=${vhost}&selected=jobs`);
  const sheet = page.getByRole('dialog').filter({ hasText: 'jobs' });
  await expect(sheet.getByText('0 of at most 5')).toBeVisible();
  await expect(sheet.getByText('after 90 s')).toBeVisible();
  await expect(sheet.getByText('none yet')).toBeVisible();
  await expect(sheet.getByText('the oldest go')).toBeVisible();
});

test('a word of the field is explained at the head of its column', { tag: '@desktop' }, async ({ page, vhost }) => {
  await api('PUT', `/queues/${vhost}/q`, {});
  await page.goto(`/queues?vhost=${vhost}`);
  await page.getByRole('columnheader', { name: 'Unacked' }).getByRole('button').hover();
  await expect(page.getByRole('tooltip')).toContainText('Given to a consumer that has not acknowledged it yet.');
});

test('what was lost is counted where it was lost, with who published it', async ({ page, vhost, amqp }) => {
  const channel = await amqp.createConfirmChannel();
  await channel.assertQueue('short', { maxLength: 2 });
  await channel.assertExchange('shop', 'direct');
  for (let i = 0; i < 5; i++) channel.sendToQueue('short', Buffer.from('x'));
  for (let i = 0; i < 3; i++) channel.publish('shop', 'oders.created', Buffer.from('x'));
  await channel.waitForConfirms();
  await page.goto(`/queues?vhost=${vhost}`);
  await expect(page.getByRole('columnheader', { name: 'Dropped' })).toBeHidden();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Dropped' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: 'Dropped' })).toBeVisible();
  await expect(page.getByRole('row', { name: /short/ })).toContainText('3');
  await page.reload();
  await page.getByRole('rowheader').first().click();
  await expect(page.getByText('Dropped, the queue was too long')).toBeVisible();

  await page.goto(`/exchanges?vhost=${vhost}&selected=shop`);
  await page.getByRole('tab', { name: /Unroutable/ }).click();
  const list = page.getByRole('list', { name: 'Unroutable messages' });
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list).toContainText('oders.created');
  await expect(list).toContainText('order-service');
});
