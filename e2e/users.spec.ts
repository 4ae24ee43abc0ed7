import { connect } from 'amqplib';
import { api, expect, test } from './fixtures';
import { permit, putUser } from './people';
import { AMQP_PORT } from './ports';

test('a user is made, gets another password and tags, and is deleted', async ({ page, vhost }) => {
  const name = `ann-${vhost}`;
  const signIn = async (password: string) => {
    const connection = await connect(`amqp://${name}:${password}@127.0.0.1:${AMQP_PORT}/${vhost}`);
    await connection.close();
  };
  await page.goto(`/users?vhost=${vhost}`);
  await page.getByRole('button', { name: 'New user' }).click();
  const dialog = page.getByRole('dialog', { name: 'New user' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel(/^Password/).fill('first');
  await dialog.getByRole('checkbox', { name: /^monitoring/ }).click();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page).toHaveURL(new RegExp(`selected=${name}`));
  await expect(dialog).toBeHidden();
  await signIn('first');
  expect(await api('GET', `/users/${name}`)).toMatchObject({ tags: ['management', 'monitoring'] });

  await page.getByLabel('New password').fill('second');
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText(`${name} has a new password`)).toBeVisible();
  await signIn('second');
  await expect(signIn('first')).rejects.toThrow(/ACCESS_REFUSED|403/);

  await page.getByRole('checkbox', { name: /^monitoring/ }).click();
  await page.getByRole('button', { name: 'Save tags' }).click();
  await expect.poll(() => api('GET', `/users/${name}`)).toMatchObject({ tags: ['management'] });
  await signIn('second');

  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Delete user/ })
    .click();
  await expect(page.getByRole('row', { name: new RegExp(name) })).toBeHidden();
});

test('the matrix changes a permission and the tester answers as the broker does', async ({ page, vhost }) => {
  const name = `ben-${vhost}`;
  await putUser(name, '');
  await permit(name, vhost, { read: '.*', write: '^orders' });
  await page.goto(`/users?vhost=${vhost}&view=matrix&q=${name}&who=${name}&in=${vhost}&to=orders`);
  const answer = page.getByRole('region', { name: 'Test a permission' }).getByRole('status');
  await expect(answer).toContainText('Yes.');
  await page.getByLabel('Queue or exchange').fill('invoices');
  await expect(answer).toContainText('No.');
  await expect(answer).toContainText('^orders does not match invoices');
  await expect(page).toHaveURL(/to=invoices/);

  await page.getByRole('button', { name: `${name} in ${vhost}: configure nothing` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Write').fill('[');
  await expect(dialog.getByText('This is not a regular expression.')).toBeVisible();
  await dialog.getByLabel('Write').fill('^(orders|invoices)$');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(answer).toContainText('Yes.');

  const connection = await connect(`amqp://${name}:secret@127.0.0.1:${AMQP_PORT}/${vhost}`);
  connection.on('error', () => {});
  const channel = await connection.createChannel();
  channel.on('error', () => {});
  await api('PUT', `/exchanges/${vhost}/invoices`, { type: 'topic' });
  await channel.checkExchange('invoices');
  channel.publish('invoices', 'paid', Buffer.from('x'));
  await channel.checkExchange('invoices');
  await connection.close();
  await api('DELETE', `/users/${name}`);
});

test('users chosen in the table are deleted together', async ({ page, vhost }) => {
  for (const letter of ['x', 'y', 'z']) await putUser(`${letter}-${vhost}`, '');
  await page.goto(`/users?q=${vhost}`);
  await page.getByRole('checkbox', { name: `Choose user x-${vhost}` }).click();
  await page.getByRole('checkbox', { name: `Choose user y-${vhost}` }).click();
  await page.getByRole('toolbar', { name: 'Acts upon 2 users' }).getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await dialog.getByRole('button', { name: 'Delete 2 users' }).click();
  await expect(page.getByRole('row', { name: /x-/ })).toBeHidden();
  await expect(page.getByRole('row', { name: new RegExp(`z-${vhost}`) })).toBeVisible();
  await api('DELETE', `/users/z-${vhost}`);
});
