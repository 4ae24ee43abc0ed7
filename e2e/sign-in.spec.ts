import { test as base } from '@playwright/test';
import { expect, test } from './fixtures';

base(
  'a visitor is asked to sign in, told when the password is wrong, and brought to where he wanted',
  async ({ page }) => {
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto('/queues');
    await expect(page).toHaveURL(/\/login/);
    expect(errors, 'errors in the console before a password was tried').toEqual([]);
    await page.getByLabel('User').fill('guest');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert').filter({ hasText: /password/i })).toBeVisible();
    await page.getByLabel('Password').fill('guest');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/queues/);
    await expect(page.getByRole('heading', { name: 'Queues' })).toBeVisible();
  },
);

test('signing out ends the session', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /guest/i }).click();
  await page.getByRole('menuitem', { name: /sign out/i }).click();
  await expect(page).toHaveURL(/\/login/);
  expect((await page.request.get('/api/whoami')).status()).toBe(401);
});

test('a write with the session cookie needs the header that other sites cannot send', { tag: '@desktop' }, async ({
  page,
}) => {
  const refused = await page.request.put('/api/queues/%2F/forged', { data: {} });
  expect(refused.status()).toBe(403);
  expect((await page.request.get('/api/queues/%2F/forged')).status()).toBe(404);
});
