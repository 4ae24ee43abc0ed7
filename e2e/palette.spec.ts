import { api, expect, test } from './fixtures';

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

  await page.getByRole('button', { name: 'Find anything' }).click();
  await palette.getByRole('combobox').fill('new queue');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Declare queue' })).toBeVisible();
  await expect(page).toHaveURL(/new=true/);
});

test('the keys are listed, go from page to page, and rest while somebody types', async ({ page, vhost }) => {
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
