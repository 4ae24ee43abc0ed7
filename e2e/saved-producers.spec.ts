import { api, expect, test } from './fixtures';
import { isNarrow, uncover } from './narrow';
import { StagePage } from './stage-page';

test('what a producer does is kept under a name and given to another one, also after a reload', {
  tag: '@desktop',
}, async ({ page, vhost, amqp }) => {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  const channel = await amqp.createChannel();
  await channel.assertQueue('orders');
  await channel.bindQueue('orders', 'shop', 'order.#');
  // What another hand has written there does no harm.
  await page.addInitScript(() => {
    if (localStorage.getItem('warren:producers') === null) {
      localStorage.setItem('warren:producers', '[{"name":"broken","value":{"kind":"producer"}},7]');
    }
  });
  const stage = new StagePage(page);
  await stage.open(vhost);
  await stage.exchange('shop').focus();
  await page.keyboard.press('p');
  const { dialog } = stage;
  await dialog.getByLabel('Routing key').fill('order.new');
  await dialog.getByLabel('Payload').fill('{"order": {{n}}}');
  await dialog.getByRole('button', { name: '0 per second', exact: true }).click();
  await dialog.getByRole('switch', { name: 'Persistent' }).click();
  await dialog.getByRole('button', { name: 'Saved producers' }).click();
  await expect(page.getByRole('menuitem')).toHaveText(['Save this producer…']);
  await page.getByRole('menuitem', { name: 'Save this producer…' }).click();
  const save = page.getByRole('dialog', { name: 'Save this producer' });
  await save.getByRole('button', { name: 'Save' }).click();
  await expect(save).toContainText('A saved producer needs a name.');
  await save.getByLabel('Name').fill('Persistent orders');
  await save.getByRole('button', { name: 'Save' }).click();
  await expect(save).toBeHidden();
  // Saving places nothing.
  await expect(dialog.getByRole('button', { name: 'Place producer' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByLabel(/^Producer /)).toHaveCount(0);

  await page.reload();
  await expect(stage.exchange('shop')).toBeVisible();
  await page.keyboard.press('p');
  await dialog.getByRole('button', { name: 'Saved producers' }).click();
  await page.getByRole('menuitem', { name: 'Persistent orders' }).click();
  await expect(dialog.getByLabel('Routing key')).toHaveValue('order.new');
  await expect(dialog.getByRole('switch', { name: 'Persistent' })).toBeChecked();
  const name = await dialog.getByLabel('Name').inputValue();
  await dialog.getByRole('button', { name: 'Place producer' }).click();
  await expect(stage.producer(name)).toBeVisible();
  await stage.producer(name).press('Enter');
  await expect(stage.queue('orders')).toHaveAccessibleName(/1 ready/);
  const { items } = (await api('GET', `/queues/${vhost}/orders/messages`)) as { items: object[] };
  expect(items).toMatchObject([
    { routing_key: 'order.new', payload: '{"order": 1}', properties: { delivery_mode: 2 } },
  ]);

  await page.keyboard.press('p');
  await dialog.getByRole('button', { name: 'Saved producers' }).click();
  await page.getByRole('menuitem', { name: 'Persistent orders' }).click();
  await dialog.getByRole('button', { name: 'Persistent orders' }).click();
  await page.getByRole('menuitem', { name: 'Forget Persistent orders' }).click();
  await dialog.getByRole('button', { name: 'Saved producers' }).click();
  await expect(page.getByRole('menuitem')).toHaveText(['Save this producer…']);
});

const saved = {
  kind: 'producer',
  vhost: '/',
  name: 'producer 1',
  exchange: 'elsewhere',
  routingKey: 'order.{{n}}',
  ratePerSecond: 0,
  shape: 'steady',
  payload: 'p {{n}}',
  contentType: 'text/plain',
  headers: { tenant: 'acme' },
  persistent: true,
  mandatory: false,
};

test('a saved producer is edited, duplicated, renamed and deleted, and placed where somebody says', async ({
  page,
  vhost,
}) => {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  await api('PUT', `/queues/${vhost}/orders`, {});
  await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: 'order.*' });
  await page.addInitScript(
    (list) => {
      if (localStorage.getItem('warren:producers') === null) localStorage.setItem('warren:producers', list);
    },
    JSON.stringify([{ name: 'shop/Orders', value: saved }]),
  );
  await page.goto(`/collections?vhost=${vhost}`);
  const dialog = page.getByRole('dialog');

  await page.getByRole('button', { name: 'Edit shop/Orders' }).click();
  await expect(dialog).toContainText('The next keys:');
  await expect(dialog).toContainText('order.2');
  await dialog.getByLabel('Routing key').fill('order.{{nn}}');
  await expect(dialog).toContainText('{{nn}} is not a variable. There are {{n}}, {{uuid}}, {{now}} and {{pick:a,b}}.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Routing key').fill('order.{{pick:new}}');
  await dialog.getByLabel('Payload').fill('hello {{n}}');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole('button', { name: 'Duplicate shop/Orders' }).click();
  const list = page.getByRole('list', { name: 'Producers in shop' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Rename or move shop/Orders copy' }).click();
  await dialog.getByLabel('Name').fill('shop/Others');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('button', { name: 'Delete shop/Others' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);

  await list.getByRole('button', { name: 'Place…' }).click();
  await expect(dialog).toContainText(`There is no exchange elsewhere in ${vhost}. Choose another one.`);
  await dialog.getByRole('combobox', { name: 'Exchange' }).fill('shop');
  await page.getByRole('option', { name: 'shop' }).click();
  await dialog.getByRole('button', { name: 'Place on the stage' }).click();
  await expect(page).toHaveURL(new RegExp(`/\\?vhost=${vhost}`));
  // It is selected: the panel beside the stage, or the sheet over it, is about it.
  await expect(page.getByRole('complementary').or(dialog).getByText('order.{{pick:new}}')).toBeVisible();
  expect((await page.request.get('/favicon.ico')).headers()['content-type']).toContain('image/svg+xml');
  const stage = new StagePage(page);
  if (isNarrow(page)) {
    await dialog.getByRole('button', { name: '1 message', exact: true }).click();
    await uncover(page);
    await expect(page.getByRole('region', { name: 'Queues' })).toContainText('1 ready');
  } else {
    await stage.producer('Orders').press('Enter');
    await expect(stage.queue('orders')).toHaveAccessibleName(/1 ready/);
  }
  const { items } = (await api('GET', `/queues/${vhost}/orders/messages`)) as { items: object[] };
  expect(items).toMatchObject([
    { routing_key: 'order.new', payload: 'hello 1', properties: { delivery_mode: 2, headers: { tenant: 'acme' } } },
  ]);
});
