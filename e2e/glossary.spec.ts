import { api, expect, test } from './fixtures';

test('a term explains itself to a pointer that rests on it and to the keyboard', async ({ page, vhost }) => {
  await api('PUT', `/queues/${vhost}/orders`, {});
  await page.goto(`/queues?vhost=${vhost}&selected=orders`);
  const tooltip = page.getByRole('tooltip');
  const sheet = page.getByRole('dialog', { name: 'orders' });
  await sheet.getByText('Unacked', { exact: true }).first().hover();
  await expect(tooltip).toHaveText('Given to a consumer that has not acknowledged it yet.');
  await page.mouse.move(0, 0);
  await expect(tooltip).toBeHidden();
  await sheet.getByText('Ready', { exact: true }).first().focus();
  await page.keyboard.press('Tab');
  await expect(tooltip).toHaveText('Given to a consumer that has not acknowledged it yet.');
  await page.keyboard.press('Escape');
  await expect(tooltip).toBeHidden();
  await page.getByRole('button', { name: /^What is a queue/ }).hover();
  await expect(tooltip).toContainText('A line in which messages wait');
});

test('the label of a control explains itself, to a pointer and to who hears it', async ({ page, vhost }) => {
  await api('PUT', `/queues/${vhost}/orders`, {});
  await page.goto(`/queues?vhost=${vhost}&selected=orders&tab=publish`);
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByLabel('Payload', { exact: true })).toHaveAccessibleDescription(/What a message carries/);
  await sheet.getByText('Payload', { exact: true }).hover();
  await expect(page.getByRole('tooltip')).toContainText('What a message carries');
});
