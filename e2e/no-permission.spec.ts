import { api, expect, test } from './fixtures';
import { putUser, signInAs } from './people';

test('a user without any permission reads why there is nothing to see, and what to do', async ({
  vhost,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/401/);
  const name = `${vhost}-nobody`;
  await putUser(name, 'management');
  try {
    await signInAs(page, name);
    await page.goto(`/queues?vhost=${vhost}`);
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      'Your user has no permission in this virtual host.',
    );
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      'Choose another one, or ask somebody who administers the broker.',
    );
    await page.goto(`/limits?vhost=${vhost}`);
    await expect(page.getByText('No virtual host for you')).toBeVisible();
    await page.goto(`/connections?vhost=${vhost}`);
    await expect(page.getByText('No client of yours is connected')).toBeVisible();
    await expect(page.getByRole('main').getByRole('link', { name: 'Connect your app' })).toBeVisible();
  } finally {
    await api('DELETE', `/users/${name}`);
  }
});
