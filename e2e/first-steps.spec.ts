import { expect, test } from './fixtures';
import { StagePage } from './stage-page';

test('an empty stage has a way in for who builds, connects, imports and looks after', async ({ vhost, page }) => {
  const stage = new StagePage(page);
  await stage.open(vhost);
  const steps = page.getByRole('region', { name: 'First steps' });
  await expect(steps.getByRole('button', { name: 'Declare queue' })).toBeVisible();
  await expect(steps.getByText(/^amqp:\/\/guest@[^:@]+:\d+\/e2e-/)).toBeVisible();
  const ways = steps.getByRole('navigation', { name: 'Other ways to begin' });
  const search = `?vhost=${vhost}`;
  await expect(ways.getByRole('link', { name: 'Code to connect' })).toHaveAttribute('href', `/connect${search}`);
  await expect(ways.getByRole('link', { name: 'Health' })).toHaveAttribute('href', `/health${search}`);
  await ways.getByRole('link', { name: 'Import definitions' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Definitions' })).toBeVisible();
  await page.goBack();
  // Who has begun is not asked again.
  await steps.getByRole('button', { name: 'Declare queue' }).click();
  await stage.dialog.getByLabel('Name').fill('hello');
  await stage.dialog.getByRole('button', { name: 'Declare', exact: true }).click();
  await expect(stage.queue('hello').or(stage.row('hello'))).toBeVisible();
  await expect(ways).toBeHidden();
});
