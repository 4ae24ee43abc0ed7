import type { Page } from '@playwright/test';
import { api, expect } from './fixtures';

/** A user made for one test; the name is the test's own. */
export async function putUser(name: string, tags: string): Promise<void> {
  await api('PUT', `/users/${name}`, { password: 'secret', tags });
}

export async function permit(name: string, vhost: string, patterns: Readonly<Record<string, string>>): Promise<void> {
  await api('PUT', `/permissions/${vhost}/${name}`, { configure: '', write: '', read: '', ...patterns });
}

/** Signs the browser in as somebody else than guest. */
export async function signInAs(page: Page, username: string): Promise<void> {
  const response = await page.request.post('/session', {
    data: { username, password: 'secret' },
    headers: { 'x-warren-request': '1' },
  });
  expect(response.status()).toBe(204);
}
