import { expect, test } from './fixtures';
import { isNarrow } from './narrow';

test('channels and consumers are listed and lead to their connection and queue', async ({ page, vhost, amqp }) => {
  const channel = await amqp.createConfirmChannel();
  await channel.prefetch(7);
  await channel.assertQueue('jobs');
  await channel.consume('jobs', () => {}, { consumerTag: 'worker-1' });
  await page.goto(`/consumers?vhost=${vhost}`);
  const row = page.getByRole('row', { name: /jobs/ });
  await expect(row).toContainText('worker-1');
  await expect(row).toContainText('7');
  await row.click();
  await expect(page).toHaveURL(/queues.*selected=jobs.*tab=consumers/);
  await page.goto(`/channels?vhost=${vhost}`);
  await expect(page.getByRole('row', { name: /confirms/ })).toBeVisible();
  await page.getByRole('row', { name: /confirms/ }).click();
  await expect(page).toHaveURL(/connections/);
  await expect(page.getByRole('heading', { name: 'Channel 1' })).toBeVisible();
});

test('the health page names each check and the node', async ({ page }) => {
  await page.goto('/health');
  await expect(page.getByText('All checks pass.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Checks' }).getByText(': passed')).toHaveCount(5);
  await expect(page.getByText('alarm at')).toBeVisible();
});

test('settings hold from one page to the next', async ({ page }) => {
  await page.goto('/settings');
  await page.getByRole('radio', { name: 'Dark' }).click();
  await page.getByRole('radio', { name: 'Compact' }).click();
  await page.getByRole('radio', { name: 'Reduced' }).click();
  await page.goto('/exchanges');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced');
  const box = await page.getByRole('row', { name: /amq.topic/ }).boundingBox();
  // A row of a narrow screen has two lines.
  expect(box?.height).toBeLessThan(isNarrow(page) ? 48 : 36);
});
