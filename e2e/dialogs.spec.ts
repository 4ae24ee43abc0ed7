import { api, expect, test } from './fixtures';
import { StagePage } from './stage-page';

test('Escape closes the list of a combobox, then the dialog, and never takes the choice away', async ({
  page,
  vhost,
}) => {
  await api('PUT', `/queues/${vhost}/mail`, {});
  await page.goto(`/queues?vhost=${vhost}&selected=mail&tab=bindings`);
  await page.getByRole('button', { name: 'Bind', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Bind' });
  const exchange = dialog.getByRole('combobox').first();
  await exchange.fill('amq.topic');
  await page.getByRole('option', { name: 'amq.topic' }).click();
  await expect(exchange).toHaveValue('amq.topic');
  await exchange.press('ArrowDown');
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toBeHidden();
  await expect(dialog).toBeVisible();
  await expect(exchange).toHaveValue('amq.topic');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('the publish dialog of an exchange names the exchange', async ({ page, vhost }) => {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  // On a wider screen the form stands beside the stage.
  await page.setViewportSize({ width: 900, height: 900 });
  const stage = new StagePage(page);
  await stage.open(vhost);
  await stage.exchange('shop').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Publish to shop' })).toBeVisible();
});

test('the focus goes back to what opened a dialog or a sheet, the first time as well', async ({ vhost, page }) => {
  for (const [path, name] of [
    ['/queues', 'Declare queue'],
    ['/policies', 'New policy'],
  ] as const) {
    await page.goto(`${path}?vhost=${vhost}`);
    const opener = page.getByRole('button', { name, exact: true });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByLabel('Name')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
  }
});

test('a list that comes late leaves the focus where it has gone meanwhile', async ({ page, vhost }) => {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    if (body.includes('Show the list')) await released;
    await route.fulfill({ response, body });
  });
  const stage = new StagePage(page);
  await stage.open(vhost);
  await stage.exchange('shop').focus();
  await page.keyboard.press('Enter');
  const exchange = stage.dialog.getByRole('combobox', { name: 'Exchange' });
  const key = stage.dialog.getByLabel('Routing key');
  await expect(exchange).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(key).toBeFocused();
  await page.keyboard.type('order.');
  await expect(exchange).toHaveAttribute('aria-busy', 'true');
  release();
  await expect(exchange).not.toHaveAttribute('aria-busy');
  await page.keyboard.type('created');
  await expect(key).toHaveValue('order.created');
  await expect(exchange).toHaveValue('shop');
  await page.unrouteAll({ behavior: 'wait' });
});
