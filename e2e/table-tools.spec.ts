import type { Page } from '@playwright/test';
import { api, expect, test } from './fixtures';
import { isNarrow } from './narrow';

async function publish(vhost: string, queue: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const body = { routing_key: queue, payload: `${i}`, payload_encoding: 'string', properties: {} };
    await api('POST', `/exchanges/${vhost}/amq.default/publish`, body);
  }
}

const order = (page: Page) =>
  page
    .getByRole('rowheader')
    .getByRole('button')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')?.replace('Open queue ', '')));

test('columns are chosen, several columns sort, and a view brings both back', async ({ page, vhost }) => {
  for (const queue of ['a', 'b', 'c']) await api('PUT', `/queues/${vhost}/${queue}`, {});
  await publish(vhost, 'b', 2);
  await page.goto(`/queues?vhost=${vhost}`);
  await page.getByRole('button', { name: 'Ready' }).click();
  await page.getByRole('button', { name: 'Name' }).click({ modifiers: ['Shift'] });
  await expect(page).toHaveURL(/sort=-ready,name/);
  await expect.poll(() => order(page)).toEqual(['b', 'a', 'c']);
  const column = isNarrow(page) ? 'Ready' : 'Consumers';
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: column }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: column })).toBeHidden();

  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: /Save what is shown/ }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Backed up');
  await page.getByRole('dialog').getByRole('button', { name: 'Save view' }).click();
  await page.goto(`/queues?vhost=${vhost}`);
  await expect.poll(() => order(page)).toEqual(['a', 'b', 'c']);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Backed up' }).click();
  await expect.poll(() => order(page)).toEqual(['b', 'a', 'c']);
  await expect(page.getByRole('columnheader', { name: column })).toBeHidden();
});

test('a bulk act says what it will do, and does that', async ({ page, vhost }) => {
  for (const queue of ['a', 'b', 'keep']) await api('PUT', `/queues/${vhost}/${queue}`, {});
  await publish(vhost, 'a', 3);
  await page.goto(`/queues?vhost=${vhost}`);
  await expect(page.getByRole('row', { name: /keep/ })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Choose queue a' }).click();
  await page.getByRole('checkbox', { name: 'Choose queue b' }).click();
  const bar = page.getByRole('toolbar', { name: /2 queues, 3 messages/ });
  await bar.getByRole('button', { name: 'Purge' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('3 ready messages are deleted');
  await expect(dialog.getByRole('button', { name: 'Purge 3 messages' })).toBeDisabled();
  await dialog.getByRole('textbox').fill('purge');
  await dialog.getByRole('button', { name: 'Purge 3 messages' }).click();
  await expect.poll(() => api('GET', `/queues/${vhost}/a`)).toMatchObject({ messages: 0 });
  await expect(dialog).toBeHidden();

  await page.getByRole('checkbox', { name: 'Choose all 3' }).click();
  await page.getByRole('checkbox', { name: 'Choose queue keep' }).click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete 2 queues' }).click();
  await expect(page.getByRole('row', { name: /keep/ })).toBeVisible();
  await expect.poll(async () => ((await api('GET', `/queues/${vhost}`)) as unknown[]).length).toBe(1);
});

test('ten thousand queues: few rows in the document, and each letter of a filter is answered in the next frame', {
  tag: '@desktop',
}, async ({ page, vhost }) => {
  test.setTimeout(180_000);
  const queues = Array.from({ length: 10_000 }, (_, i) => ({
    name: `queue-${i}`,
    durable: true,
    auto_delete: false,
    arguments: {},
  }));
  await api('POST', `/definitions/${vhost}`, { queues });
  await page.goto(`/queues?vhost=${vhost}`);
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '10001', { timeout: 30_000 });
  expect(await page.getByRole('row').count()).toBeLessThan(80);
  const box = page.getByRole('searchbox');
  for (const text of ['9', '99', '999', '9999', '999', '99', '9', '98', '987', '9876', '987', '9999']) {
    const labels = await box.evaluate(async (element, value) => {
      const input = element as HTMLInputElement;
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise(requestAnimationFrame);
      return [...document.querySelectorAll('tbody button[data-row]')].map((row) => row.getAttribute('aria-label'));
    }, text);
    expect(labels.length).toBeGreaterThan(0);
    expect(labels.length).toBeLessThan(80);
    for (const label of labels) expect(label).toMatch(new RegExp(`^Open queue queue-.*${text}`));
  }
});
