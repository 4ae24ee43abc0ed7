import { api, expect, test } from './fixtures';

test('a policy shows what it matches while it is written, and the broker applies it to just that', async ({
  page,
  vhost,
}) => {
  for (const queue of ['orders', 'orders.eu', 'mail']) await api('PUT', `/queues/${vhost}/${queue}`, {});
  await api('PUT', `/policies/${vhost}/older`, {
    pattern: 'eu$',
    definition: { 'max-length': 5 },
    priority: 9,
    'apply-to': 'queues',
  });
  await page.goto(`/policies?vhost=${vhost}`);
  await page.getByRole('button', { name: 'New policy' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('ttl');
  await page.getByRole('textbox', { name: 'Pattern', exact: true }).fill('^orders');
  const matches = page.getByRole('list', { name: 'Matches' });
  await expect(matches.getByRole('listitem')).toHaveCount(2);
  await expect(matches.getByRole('listitem').filter({ hasText: 'orders.eu' })).toContainText('keeps older');
  await page.getByLabel('Priority').fill('10');
  await expect(matches.getByRole('listitem').filter({ hasText: 'orders.eu' })).toContainText('instead of older');
  await page.getByRole('button', { name: 'Message TTL' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('row', { name: /ttl/ })).toBeVisible();
  const applied = async () =>
    ((await api('GET', `/queues/${vhost}`)) as { name: string; policy: string | null }[])
      .filter(({ policy }) => policy === 'ttl')
      .map(({ name }) => name)
      .sort();
  await expect.poll(applied).toEqual(['orders', 'orders.eu']);

  await page.getByRole('row', { name: /ttl/ }).click();
  await page.getByRole('textbox', { name: 'Pattern', exact: true }).fill('mail');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(applied).toEqual(['mail']);

  await page.getByRole('row', { name: /ttl/ }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete policy' }).click();
  await expect.poll(applied).toEqual([]);
});

test('operator policies have a list of their own', async ({ page, vhost }) => {
  await page.goto(`/policies?vhost=${vhost}`);
  await page.getByRole('radio', { name: 'Operator policies' }).click();
  await page.getByRole('button', { name: 'New operator policy' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('cap');
  await page.getByRole('textbox', { name: 'Pattern', exact: true }).fill('.*');
  await page.getByRole('button', { name: 'Max length' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await expect.poll(() => api('GET', `/operator-policies/${vhost}`)).toMatchObject([{ name: 'cap' }]);
});

test('chosen policies are deleted together, after it is said what that does', async ({ page, vhost }) => {
  for (const name of ['one', 'two', 'three']) {
    await api('PUT', `/policies/${vhost}/${name}`, { pattern: name, definition: { 'max-length': 5 } });
  }
  await page.goto(`/policies?vhost=${vhost}`);
  await page.getByRole('checkbox', { name: /^Choose .*one/ }).click();
  await page.getByRole('checkbox', { name: /^Choose .*two/ }).click();
  await page.getByRole('toolbar', { name: 'Acts upon 2 policies' }).getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('What they set no longer holds');
  await expect(dialog.getByRole('list', { name: 'What it will do' })).toContainText('two');
  await dialog.getByRole('button', { name: 'Delete 2 policies' }).click();
  await expect.poll(() => api('GET', `/policies/${vhost}`)).toMatchObject([{ name: 'three' }]);
});
