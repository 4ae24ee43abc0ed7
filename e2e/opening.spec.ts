import { test as base, type Page } from '@playwright/test';
import { expect, test } from './fixtures';

const PAGES = [
  ['/queues', 'Queues'],
  ['/messages', 'Messages'],
  ['/connections', 'Connections'],
  ['/connect', 'Connect your app'],
  ['/health', 'Health'],
  ['/users', 'Users'],
  ['/definitions', 'Definitions'],
  ['/logs', 'Log'],
  ['/collections', 'Saved'],
] as const;

/** The scripts of the page come when the answer is called. */
async function holdScripts(page: Page): Promise<() => void> {
  let letGo = () => {};
  const isLetGo = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/_next/static/**/*.js', async (route) => {
    await isLetGo;
    await route.continue();
  });
  return letGo;
}

test('a page has its place in the HTML, and nothing moves when its scripts are there', async ({ page, vhost }) => {
  test.slow();
  for (const [path, title] of PAGES) {
    const letGo = await holdScripts(page);
    await page.goto(`${path}?vhost=${vhost}`, { waitUntil: 'commit' });
    const picture = page.locator('[inert]');
    const drawn = picture.locator('h1', { hasText: title });
    await expect(drawn, path).toBeVisible();
    const before = await drawn.boundingBox();
    const current = picture.locator('nav [aria-current=page]:visible').first();
    const place = await current.boundingBox();
    letGo();
    const heading = page.getByRole('heading', { level: 1, name: title, exact: true });
    await expect(heading, path).toBeVisible();
    await expect(picture).toHaveCount(0);
    const after = await heading.boundingBox();
    expect([after?.x, after?.y], path).toEqual([before?.x, before?.y]);
    const link = page.getByRole('navigation', { name: 'Main' }).locator('[aria-current=page]:visible');
    expect(await link.first().boundingBox(), path).toEqual(place);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }
});

base('who is not signed in is asked to before the scripts of the page are there', async ({ page }) => {
  await holdScripts(page);
  await page.goto('/queues?vhost=%2F', { waitUntil: 'commit' });
  await expect(page).toHaveURL('/login?next=%2Fqueues%3Fvhost%3D%252F');
});

test('who has a session waits for no answer before the list is asked for', async ({ page, vhost }) => {
  let answer = () => {};
  const isAnswered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/session', async (route) => {
    await isAnswered;
    await route.continue();
  });
  const list = page.waitForRequest(`**/api/exchanges/${vhost}`);
  await page.goto(`/exchanges?vhost=${vhost}`, { waitUntil: 'commit' });
  await list;
  answer();
  await expect(page.getByRole('table')).toBeVisible();
});
