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

test('the label of a control explains itself to the keyboard, until Escape, and lets a pointer onto its words', async ({
  vhost,
  page,
}) => {
  await api('PUT', `/queues/${vhost}/orders`, {});
  await page.goto(`/queues?vhost=${vhost}&selected=orders&tab=publish`);
  const tooltip = page.getByRole('tooltip');
  const payload = page.getByRole('dialog').getByLabel('Payload', { exact: true });
  await payload.click();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(payload).toBeFocused();
  await expect(tooltip).toContainText('What a message carries');
  await tooltip.hover();
  await page.mouse.move(2, 2);
  await expect(tooltip, 'the field has the focus still').toBeVisible();
  await expect(payload).toHaveAccessibleDescription(
    'What a message carries: bytes, which mean something to the programs alone.',
  );
  await page.keyboard.press('Escape');
  await expect(tooltip).toBeHidden();
  await expect(payload, 'Escape has closed nothing else').toBeFocused();

  await page.getByRole('dialog').getByText('Properties', { exact: true }).click();
  await page.getByText('correlation_id').hover();
  await expect(tooltip).toHaveText('A mark that says which request an answer belongs to.');
  await tooltip.hover();
  await expect(tooltip, 'a pointer may go over to the words').toBeVisible();
  await page.mouse.move(2, 2);
  await expect(tooltip).toBeHidden();
});
