import { api, expect, test } from './fixtures';
import { uncover } from './narrow';

test('a virtual host is made, described, traced, limited, protected and deleted', async ({ page, vhost }) => {
  const name = `${vhost}-made`;
  await page.goto('/vhosts');
  await page.getByRole('button', { name: 'New virtual host' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await expect(page).toHaveURL(new RegExp(`selected=${name}`));
  await expect(page.getByRole('dialog', { name: 'New virtual host' })).toBeHidden();

  // The dialog that is closing has a description, too.
  const sheet = page.getByRole('dialog', { name, exact: true });
  await sheet.getByLabel('Description').fill('For the test');
  await sheet.getByRole('button', { name: 'Save', exact: true }).click();
  await uncover(page);
  const row = page.getByRole('row', { name: new RegExp(name) });
  await expect(row).toContainText('For the test');
  await row.click();

  await page.getByRole('switch', { name: 'Tracing' }).click();
  await expect.poll(() => api('GET', `/vhosts/${name}`)).toMatchObject({ tracing: true, description: 'For the test' });
  await expect(page.getByRole('switch', { name: 'Tracing' })).toBeChecked();
  await page.getByRole('switch', { name: 'Tracing' }).click();
  await expect.poll(() => api('GET', `/vhosts/${name}`)).toMatchObject({ tracing: false });

  await page.getByRole('switch', { name: 'Protected from deletion' }).click();
  await expect(page.getByRole('button', { name: 'Delete', exact: true })).toBeDisabled();
  await page.getByRole('switch', { name: 'Protected from deletion' }).click();
  await expect(page.getByRole('button', { name: 'Delete', exact: true })).toBeEnabled();

  await page.getByRole('tab', { name: 'Limits' }).click();
  await page.getByLabel('Queues', { exact: true }).fill('2');
  await page.getByRole('button', { name: 'Save Queues' }).click();
  await expect.poll(() => api('GET', `/vhost-limits/${name}`)).toEqual([{ vhost: name, value: { 'max-queues': 2 } }]);

  await page.getByRole('tab', { name: 'Who may enter' }).click();
  await expect(page.getByRole('link', { name: 'guest' })).toBeVisible();

  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('textbox').fill(name);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete virtual host' }).click();
  await expect(row).toBeHidden();
});

test('limits are listed for vhosts and users, and an empty field takes one away', async ({ page, vhost }) => {
  await api('PUT', `/vhost-limits/${vhost}/max-connections`, { value: 7 });
  await page.goto(`/limits?vhost=${vhost}&q=${vhost}`);
  await page.getByRole('row', { name: new RegExp(vhost) }).click();
  await expect(page.getByLabel('Connections', { exact: true })).toHaveValue('7');
  await page.getByLabel('Connections', { exact: true }).fill('');
  await page.getByRole('button', { name: 'Save Connections' }).click();
  await expect
    .poll(() => api('GET', `/vhost-limits/${vhost}`))
    .not.toMatchObject([{ value: { 'max-connections': 7 } }]);
  await uncover(page);
  await page.getByRole('radio', { name: 'Users' }).click();
  await expect(page).toHaveURL(/of=user/);
});
