import { api, expect, test } from './fixtures';
import { uncover } from './narrow';

test('the palette finds pages, acts and objects by a few letters', async ({ page, vhost }) => {
  await api('PUT', `/queues/${vhost}/orders.created`, {});
  await page.goto(`/exchanges?vhost=${vhost}`);
  await expect(page.getByRole('heading', { name: 'Exchanges' })).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find anything' });
  await palette.getByRole('combobox').fill('created');
  await expect(palette.getByRole('option', { name: /orders\.created/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/queues.*selected=orders\.created/);
  await expect(palette).toBeHidden();

  await uncover(page);
  await page.getByRole('button', { name: 'Find anything' }).click();
  await palette.getByRole('combobox').fill('new queue');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Declare queue' })).toBeVisible();
  await expect(page).toHaveURL(/new=true/);
});

test('a sentence in the palette opens the form of an exchange with its key', { tag: '@desktop' }, async ({
  page,
  vhost,
}) => {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  await page.goto(`/queues?vhost=${vhost}`);
  await expect(page.getByRole('heading', { name: 'Queues' })).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find anything' });
  await palette.getByRole('combobox').fill('publish orders.created to sh');
  await expect(palette.getByRole('option', { name: 'Publish orders.created to shop' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/exchanges.*selected=shop.*tab=publish/);
  await expect(page.getByLabel('Routing key')).toHaveValue('orders.created');
});

test('the palette and the health page lead to the description of the API', { tag: '@desktop' }, async ({
  page,
  vhost,
}) => {
  await page.goto(`/health?vhost=${vhost}`);
  await expect(page.getByRole('link', { name: /what it can do/ })).toHaveAttribute('href', '/api/');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Find anything' }).getByRole('combobox').fill('openapi');
  const opened = page.waitForEvent('popup');
  await page.keyboard.press('Enter');
  await expect((await opened).getByRole('heading', { name: /API/ }).first()).toBeVisible();
});

test('the keys are listed, go from page to page, and rest while somebody types', { tag: '@desktop' }, async ({
  page,
  vhost,
}) => {
  await page.goto(`/?vhost=${vhost}`);
  await expect(page.getByText(/^live \d+ ms$/)).toBeVisible();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await expect(sheet.getByRole('region', { name: 'On the stage' })).toContainText('New exchange');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await expect(page).toHaveURL(new RegExp(`/queues\\?vhost=${vhost}$`));
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('/');
  await page.keyboard.type('g q?');
  await expect(page.getByRole('searchbox')).toHaveValue('g q?');
  await expect(page.getByRole('dialog')).toBeHidden();
});
