import type { Page } from '@playwright/test';
import { api, expect, test } from './fixtures';
import { uncover } from './narrow';
import { StagePage } from './stage-page';

/** What the stage can do, by touch alone, in its outline. */

async function choose(page: Page, name: string, act: string): Promise<void> {
  await page
    .getByRole('button', { name: `Actions for ${name}` })
    .last()
    .tap();
  await page.getByRole('menuitem', { name: act }).tap();
}

test('an exchange and a queue are declared, bound and unbound by touch, and what was done is undone', async ({
  page,
  vhost,
}) => {
  const stage = new StagePage(page);
  const { dialog } = stage;
  await stage.open(vhost);
  const dock = page.getByRole('toolbar', { name: 'Add to the stage' });
  await dock.getByRole('button', { name: 'Queue' }).tap();
  await dialog.getByLabel('Name').fill('orders');
  await dialog.getByRole('button', { name: 'Declare', exact: true }).tap();
  await expect(stage.row('orders')).toBeVisible();
  await dock.getByRole('button', { name: 'Exchange' }).tap();
  await dialog.getByLabel('Name').fill('shop');
  await dialog.getByRole('radio', { name: /^topic/i }).tap();
  await dialog.getByRole('button', { name: 'Declare', exact: true }).tap();
  await expect(stage.row('shop')).toBeVisible();

  await choose(page, 'shop', 'Bind…');
  await dialog.getByRole('combobox', { name: 'To queue' }).fill('orders');
  await page.getByRole('option', { name: 'orders' }).tap();
  await dialog.getByLabel(/^Binding key/).fill('order.*');
  await dialog.getByRole('button', { name: 'Bind', exact: true }).tap();
  const bindings = page.getByRole('list', { name: 'Bindings of shop' });
  await expect(bindings).toContainText('order.*');
  await page.getByRole('button', { name: 'Unbind orders from shop' }).tap();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Unbind/ })
    .tap();
  await expect(bindings).toBeHidden();
  await page.getByRole('button', { name: /^Undo: Unbind/ }).tap();
  await expect(bindings).toContainText('order.*');
});

test('messages are published, held, acknowledged and purged by touch, and the queue is deleted', async ({
  page,
  vhost,
}) => {
  await api('PUT', `/queues/${vhost}/orders`, {});
  const stage = new StagePage(page);
  const { dialog } = stage;
  const queues = page.getByRole('region', { name: 'Queues' });
  await stage.open(vhost);
  await choose(page, 'orders', 'Publish…');
  for (let count = 1; count <= 2; count++) {
    await dialog.getByRole('button', { name: 'Publish', exact: true }).tap();
    await expect.poll(() => api('GET', `/queues/${vhost}/orders`)).toMatchObject({ messages: count });
  }
  await uncover(page);
  await expect(queues).toContainText('2 ready');

  await choose(page, 'orders', 'Attach a consumer…');
  await dialog.getByRole('radio', { name: /by hand/i }).tap();
  await dialog.getByRole('button', { name: 'Attach consumer' }).tap();
  await expect(dialog.getByRole('heading', { name: 'In hand (2)' })).toBeVisible();
  await uncover(page);
  const consumers = page.getByRole('list', { name: 'Consumers of orders' });
  await expect(consumers).toContainText('2 held');
  await consumers.getByRole('button', { name: /^Ack the oldest/ }).tap();
  await expect(consumers).toContainText('1 held');
  await consumers.getByRole('button', { name: /^Actions for/ }).tap();
  await page.getByRole('menuitem', { name: 'Remove…' }).tap();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Remove/ })
    .tap();
  await expect(queues).toContainText('1 ready');

  await stage.row('orders').tap();
  await expect(dialog.getByRole('heading', { name: 'orders' })).toBeVisible();
  await uncover(page);
  await choose(page, 'orders', 'Purge…');
  const question = page.getByRole('alertdialog');
  await question.getByRole('textbox').fill('orders');
  await question.getByRole('button', { name: 'Purge 1 message' }).tap();
  await expect(queues).toContainText('0 ready');
  await choose(page, 'orders', 'Delete…');
  await question.getByRole('button', { name: /^Delete/ }).tap();
  await expect(queues).toContainText('There is no queue yet.');
});

test('the bar at the foot leads to every page', async ({ page, vhost }) => {
  const stage = new StagePage(page);
  await stage.open(vhost);
  const bar = page.getByRole('navigation', { name: 'Main' });
  await bar.getByRole('link', { name: 'Messages' }).tap();
  await expect(page.getByRole('heading', { level: 1, name: 'Messages' })).toBeVisible();
  for (const name of ['Consumers', 'Users', 'Log', 'Settings']) {
    await bar.getByRole('button', { name: 'More' }).tap();
    await page.getByRole('menuitem', { name, exact: true }).tap();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
});
