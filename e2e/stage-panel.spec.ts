import { api, expect, test } from './fixtures';
import { StagePage } from './stage-page';

test('the panel under the stage tells more of what is selected, and is in the address', async ({
  page,
  vhost,
  amqp,
}) => {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  const channel = await amqp.createConfirmChannel();
  for (const queue of ['orders', 'bills']) {
    await channel.assertQueue(queue);
    await channel.bindQueue(queue, 'shop', `${queue}.#`);
  }
  await channel.prefetch(1);
  await channel.consume('orders', () => {});
  const stage = new StagePage(page);
  await stage.open(vhost);
  const panel = page.getByRole('region', { name: 'Panel' });
  await expect(stage.queue('orders')).toBeVisible();
  await expect(panel).toBeHidden();
  await page.keyboard.press('j');
  await expect(panel).toContainText('Every message is followed.');
  expect((await panel.boundingBox())?.height).toBe(220);
  await expect(page).toHaveURL(/panel=events/);
  for (const key of ['orders.new', 'bills.new']) channel.publish('shop', key, Buffer.from(key));
  await channel.waitForConfirms();
  const lines = panel.getByRole('list', { name: 'Live messages' }).getByRole('listitem');
  await expect(lines).toHaveCount(2);
  await stage.queue('bills').press('i');
  await expect(lines).toHaveCount(1);
  await expect(lines).toContainText('bills.new');

  await panel.getByRole('tab', { name: 'Messages' }).click();
  await expect(panel.getByRole('list', { name: 'Messages of bills' }).getByRole('button')).toHaveCount(1);
  await panel.getByRole('tab', { name: 'Code' }).click();
  await expect(panel.getByTestId('code')).toContainText('"bills"');
  await panel.getByRole('tab', { name: 'Charts' }).click();
  await expect(panel.getByRole('img', { name: /^Messages a second/ })).toBeVisible();
  await panel.getByRole('tab', { name: 'Wire' }).click();
  await expect(panel).toContainText('Select a producer or a consumer');
  await stage.consumer('order-service').press('i');
  // Nothing is watched before somebody looks.
  await expect(async () => {
    await channel.checkQueue('bills');
    await expect(panel).toContainText('queue.declare', { timeout: 500 });
  }).toPass();

  await page.reload();
  await expect(panel.getByRole('tab', { name: 'Wire' })).toHaveAttribute('aria-selected', 'true');
  await panel.getByRole('tab', { name: 'Events' }).click();
  await panel.getByRole('button', { name: 'Close the panel (J)' }).click();
  await expect(panel).toBeHidden();
  // The stage is still in the room that the panel was in, too.
  channel.publish('shop', 'bills.more', Buffer.from('x'));
  await expect(stage.queue('bills')).toHaveAccessibleName(/2 ready/);
});
