import { readFile } from 'node:fs/promises';
import { api, expect, test } from './fixtures';

test('definitions are downloaded, and an import shows what it would do before it does it', async ({ page, vhost }) => {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  await api('PUT', `/queues/${vhost}/orders`, {});
  await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: '#' });
  await page.goto(`/definitions?of=${vhost}`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ queues: [{ name: 'orders' }], exchanges: [{ name: 'shop' }] });

  await api('DELETE', `/queues/${vhost}/orders`);
  const document = JSON.parse(text);
  document.queues.push({ name: 'fresh', durable: true, auto_delete: false, arguments: {} });
  await page.getByLabel(/Choose a definitions file/).setInputFiles({
    name: 'shop.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(document)),
  });
  const diff = page.getByRole('region', { name: 'What the import would do' });
  await expect(diff.getByRole('button', { name: '3 new' })).toBeVisible();
  await expect(diff.getByText('fresh')).toBeVisible();
  expect(await api('GET', `/queues/${vhost}`)).toEqual([]);
  await page.getByRole('button', { name: 'Import 3 changes' }).click();
  await expect.poll(async () => ((await api('GET', `/queues/${vhost}`)) as unknown[]).length).toBe(2);
});

test('a file that is no definitions document is refused with the reason', async ({ page, vhost, expectedErrors }) => {
  expectedErrors.push(/status of 400/);
  await page.goto(`/definitions?of=${vhost}`);
  const input = page.getByLabel(/Choose a definitions file/);
  await input.setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{oops') });
  await expect(page.getByRole('alert').filter({ hasText: 'This is not JSON' })).toBeVisible();
  const queues = JSON.stringify({ queues: [{ name: 7 }] });
  await input.setInputFiles({ name: 'b.json', mimeType: 'application/json', buffer: Buffer.from(queues) });
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be imported' })).toContainText(/name/);
});

test('a virtual host is imported under another name, in part, and the preview shows the result', async ({
  page,
  vhost,
}) => {
  const copy = `${vhost}-copy`;
  const document = {
    users: [{ name: `nobody-${vhost}`, password: 'x', tags: '' }],
    vhosts: [{ name: vhost }, { name: `${vhost}-other` }],
    queues: [
      { name: 'orders', vhost, durable: true, auto_delete: false, arguments: {} },
      { name: 'never', vhost: `${vhost}-other`, durable: true, auto_delete: false, arguments: {} },
    ],
    exchanges: [{ name: 'shop', vhost, type: 'topic', durable: true, auto_delete: false, arguments: {} }],
    bindings: [
      { source: 'shop', vhost, destination: 'orders', destination_type: 'queue', routing_key: '#', arguments: {} },
    ],
  };
  await page.goto(`/definitions?vhost=${vhost}`);
  await page.getByLabel(/Choose a definitions file/).setInputFiles({
    name: 'all.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(document)),
  });
  const diff = page.getByRole('region', { name: 'What the import would do' });
  await expect(diff.getByText(`nobody-${vhost}`)).toBeVisible();
  await page.getByRole('checkbox', { name: 'Users (1)' }).click();
  await page.getByRole('checkbox', { name: `${vhost}-other` }).click();
  await page.getByRole('textbox', { name: `Import ${vhost} as`, exact: true }).fill(copy);
  await expect(diff.getByText(`nobody-${vhost}`)).toBeHidden();
  await expect(diff.getByText('never')).toBeHidden();
  await expect(diff.getByRole('listitem').filter({ hasText: 'orders' }).first()).toContainText(copy);
  await page.getByRole('button', { name: 'Import 4 changes' }).click();
  await expect(page.getByText('Imported: 4 created, 0 changed')).toBeVisible();
  expect(await api('GET', `/queues/${copy}?columns=name`)).toEqual([{ name: 'orders' }]);
  expect(await api('GET', `/queues/${vhost}?columns=name`)).toEqual([]);
  await api('DELETE', `/vhosts/${copy}`);
});
