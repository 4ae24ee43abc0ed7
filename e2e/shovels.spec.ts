import { api, expect, test } from './fixtures';
import { uncover } from './narrow';

test('a shovel is made, moves messages, rests, goes on and is deleted', async ({ page, vhost, amqp }) => {
  const channel = await amqp.createConfirmChannel();
  await channel.assertQueue('orders');
  channel.sendToQueue('orders', Buffer.from('one'));
  await channel.waitForConfirms();

  await page.goto(`/shovels?vhost=${vhost}`);
  await page.getByRole('button', { name: 'New shovel' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByText('A shovel needs a name.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('to-archive');
  await page.getByRole('textbox', { name: 'Source queue' }).fill('orders');
  await page.getByRole('textbox', { name: 'Destination queue' }).fill('archive');
  await page.getByRole('button', { name: 'Create' }).click();

  const row = page.getByRole('row', { name: /to-archive/ });
  await expect(row).toContainText('running');
  const waiting = async (queue: string) =>
    ((await api('GET', `/queues/${vhost}/${queue}`)) as { readonly messages: number }).messages;
  await expect.poll(() => waiting('archive')).toBe(1);

  await row.click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await uncover(page);
  await expect(row).toContainText('paused');
  channel.sendToQueue('orders', Buffer.from('two'));
  await channel.waitForConfirms();
  expect(await waiting('orders')).toBe(1);
  await row.click();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => waiting('archive')).toBe(2);
  // The buttons have found their places when the sheet knows as well.
  await expect(page.getByRole('button', { name: 'Pause' })).toBeEnabled();

  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete shovel' }).click();
  await expect(page.getByText('No shovels yet')).toBeVisible();
  expect(await api('GET', `/shovels/${vhost}`)).toEqual([]);
});
