import { get } from 'node:http';
import { test as base, type Page, request } from '@playwright/test';
import { api, expect, test } from './fixtures';
import { HTTP_PORT } from './ports';

/** Each page with something on it that the broker has told. */
const PAGES = [
  ['/queues', 'Queues', 'orders'],
  ['/exchanges', 'Exchanges', 'amq.topic'],
  ['/consumers', 'Consumers', 'A consumer is a subscription'],
  ['/connect', 'Connect your app', "import { connect } from 'amqplib'"],
  ['/health', 'Health', 'No alarm is in effect'],
  ['/users', 'Users', 'guest'],
  ['/vhosts', 'Virtual hosts', 'e2e-'],
  ['/definitions', 'Definitions', 'Everything but the messages'],
  ['/collections', 'Saved', 'saved'],
] as const;

/** The scripts of the page come when the answer is called. */
async function holdScripts(page: Page): Promise<() => void> {
  let letGo = () => {};
  const isLetGo = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/_next/static/**/*.js', async (route) => {
    await isLetGo;
    // The test may be over by now.
    await route.continue().catch(() => {});
  });
  return letGo;
}

/** React has taken over what the server has rendered. */
async function takenOver(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const main = document.querySelector('main h1');
    return main !== null && Object.keys(main).some((key) => key.startsWith('__react'));
  });
}

test('a page can be read before its scripts are there, and nothing moves when they come', async ({ page, vhost }) => {
  test.slow();
  await api('PUT', `/queues/${vhost}/orders`, { durable: true });
  for (const [path, title, told] of PAGES) {
    const letGo = await holdScripts(page);
    await page.goto(`${path}?vhost=${vhost}`, { waitUntil: 'commit' });
    const heading = page.getByRole('heading', { level: 1, name: title, exact: true });
    const content = page.getByText(told).filter({ visible: true }).first();
    const link = page.getByRole('navigation', { name: 'Main' }).locator('[aria-current=page]:visible').first();
    await expect(heading, path).toBeVisible();
    await expect(content, path).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    const places = async () => await Promise.all([heading, content, link].map((one) => one.boundingBox()));
    const before = await places();
    letGo();
    await takenOver(page);
    expect(await places(), path).toEqual(before);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }
});

test('an empty stage says what to do before its scripts are there, and goes on saying it', async ({ page, vhost }) => {
  const letGo = await holdScripts(page);
  await page.goto(`/?vhost=${vhost}`, { waitUntil: 'commit' });
  const steps = page.getByRole('region', { name: 'First steps' });
  await expect(steps).toBeVisible();
  await steps.evaluate((element) => {
    const seen = new MutationObserver(() => {
      if (!element.isConnected) document.body.dataset['blinked'] = '';
    });
    seen.observe(document.body, { childList: true, subtree: true });
  });
  letGo();
  await expect(page.getByText(/^live \d+ ms$/)).toBeVisible();
  await expect(steps).toBeVisible();
  await expect(page.locator('body')).not.toHaveAttribute('data-blinked');
});

test('what is done with a page before its scripts are there is not lost', async ({ page, vhost }) => {
  for (const name of ['orders', 'payments']) await api('PUT', `/queues/${vhost}/${name}`, { durable: true });
  const letGo = await holdScripts(page);
  await page.goto(`/queues?vhost=${vhost}`, { waitUntil: 'commit' });
  await page.getByRole('searchbox', { name: 'Filter queues' }).fill('pay');
  await page.getByRole('button', { name: 'Declare queue' }).click();
  await expect(page.getByRole('row', { name: /orders/ })).toBeVisible();
  letGo();
  await expect(page.getByRole('dialog', { name: 'Declare queue' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { name: /payments/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /orders/ })).toHaveCount(0);
});

test('rows stand as close as somebody has chosen, before the scripts are there as well', async ({ page, vhost }) => {
  await api('PUT', `/queues/${vhost}/orders`, { durable: true });
  await page.addInitScript(() => localStorage.setItem('warren:density', 'compact'));
  const letGo = await holdScripts(page);
  await page.goto(`/queues?vhost=${vhost}`, { waitUntil: 'commit' });
  const row = page.getByRole('row', { name: /orders/ });
  const heightOf = async () => (await row.boundingBox())?.height;
  await expect.poll(heightOf).toBe(33);
  letGo();
  await takenOver(page);
  expect(await heightOf()).toBe(33);
});

test('what is declared while the scripts of the stage are on their way is on it', async ({ page, vhost }) => {
  const letGo = await holdScripts(page);
  await page.goto(`/?vhost=${vhost}`, { waitUntil: 'commit' });
  await expect(page.getByRole('region', { name: 'First steps' })).toBeVisible();
  await api('PUT', `/queues/${vhost}/late`, { durable: true });
  letGo();
  await expect(page.getByRole('group', { name: /^Queue late/ })).toBeVisible();
});

test('a list that is too long for the page is asked for before its scripts are there', async ({ page, vhost }) => {
  const queues = Array.from({ length: 1_000 }, (_, i) => ({ name: `queue-${i}`, durable: true }));
  await api('POST', `/definitions/${vhost}`, { queues });
  const letGo = await holdScripts(page);
  const lists: string[] = [];
  page.on('request', (one) => {
    if (one.url().includes(`/api/queues/${vhost}?`)) lists.push(one.url());
  });
  await page.goto(`/queues?vhost=${vhost}`, { waitUntil: 'commit' });
  await expect.poll(() => lists.length).toBe(1);
  letGo();
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '1001');
  expect(lists).toHaveLength(1);
});

test('a page is rendered for the person who asks, and for nobody else', async ({ vhost }) => {
  const baseURL = `http://127.0.0.1:${HTTP_PORT}`;
  const name = `stranger-${vhost}`;
  await api('PUT', `/queues/${vhost}/secret-plans`, { durable: true });
  await api('PUT', `/users/${name}`, { password: 'pw', tags: 'management' });
  const htmlOf = async (username: string, password: string, path: string) => {
    const context = await request.newContext({ baseURL });
    const headers = { 'x-warren-request': '1' };
    expect((await context.post('/session', { data: { username, password }, headers })).status()).toBe(204);
    const html = await (await context.get(path)).text();
    await context.dispose();
    return html;
  };
  for (const path of [`/queues?vhost=${vhost}`, `/?vhost=${vhost}`]) {
    expect(await htmlOf('guest', 'guest', path)).toContain('secret-plans');
    const html = await htmlOf(name, 'pw', path);
    expect(html).toContain(name);
    expect(html).not.toContain('secret-plans');
  }
  await api('DELETE', `/users/${name}`);
});

test('who has another password by now is asked to sign in', async ({ page, vhost, expectedErrors }) => {
  expectedErrors.push(/401/);
  const name = `changed-${vhost}`;
  await api('PUT', `/users/${name}`, { password: 'pw', tags: 'management' });
  const data = { username: name, password: 'pw' };
  await page.request.post('/session', { data, headers: { 'x-warren-request': '1' } });
  await page.goto('/queues');
  await expect(page.getByRole('heading', { level: 1, name: 'Queues' })).toBeVisible();
  // A page that is open would notice by itself.
  await page.goto('about:blank');
  await api('PUT', `/users/${name}`, { password: 'other', tags: 'management' });
  const response = await page.goto('/queues');
  expect(response?.request().redirectedFrom()?.url()).toContain('/queues');
  await expect(page).toHaveURL('/login?next=%2Fqueues');
  await api('DELETE', `/users/${name}`);
});

test('whatever a client calls this server, and whatever path it asks for, the answer is a page', async ({ page }) => {
  const [session] = await page.context().cookies();
  const cookie = `${session?.name}=${session?.value}`;
  const answered = (path: string, host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      get({ port: HTTP_PORT, path, headers: { host, cookie } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
  for (const host of ['warren.example:8080', '[::1]:1', 'a b', '', '<script>']) {
    for (const path of [
      '/queues',
      '/connect',
      '/queues?vhost=%00&vhost=/',
      '/queues?vhost=%zz',
      '//evil.example/queues',
    ])
      expect(await answered(path, host), `${path} at ${host}`).toBeLessThan(500);
  }
});

test('a link on another site leads to the page, and not to sign in again', async ({ page }) => {
  // For a browser these two names of this machine are two sites.
  const link = `<a href="http://127.0.0.1:${HTTP_PORT}/queues">to Warren</a>`;
  await page.route('http://localhost/wiki', (route) => route.fulfill({ contentType: 'text/html', body: link }));
  await page.goto('http://localhost/wiki');
  await page.getByRole('link', { name: 'to Warren' }).click();
  await expect(page).toHaveURL(`http://127.0.0.1:${HTTP_PORT}/queues`);
  await expect(page.getByRole('heading', { level: 1, name: 'Queues' })).toBeVisible();
});

base('who is not signed in is asked to before anything of the page is there', async ({ page }) => {
  await holdScripts(page);
  const response = await page.goto('/queues?vhost=%2F', { waitUntil: 'commit' });
  expect((await response?.request().redirectedFrom()?.response())?.status()).toBe(307);
  await expect(page).toHaveURL('/login?next=%2Fqueues%3Fvhost%3D%252F');
});
