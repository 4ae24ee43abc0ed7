import { api, expect, test } from './fixtures';
import { StagePage } from './stage-page';

test('a newcomer declares, binds, publishes, consumes and acknowledges in the browser', async ({ page, vhost }) => {
  const stage = new StagePage(page);
  await stage.open(vhost);
  await stage.declareQueue('orders');
  await stage.declareExchange('shop', 'topic');
  await stage.bindByDrag('shop', 'orders', 'order.*');
  await expect
    .poll(() => api('GET', `/bindings/${vhost}/e/shop/q/orders`))
    .toMatchObject([{ routing_key: 'order.*', destination: 'orders' }]);

  await test.step('publish once and read where it went', async () => {
    await stage.openPublish('shop');
    await stage.dialog.getByLabel('Routing key').fill('order.created');
    await stage.dialog.getByLabel('Payload', { exact: true }).fill('{"id":1}');
    await stage.dialog.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(stage.dialog.getByText('Routed', { exact: true })).toBeVisible();
    await stage.dialog.getByLabel('Routing key').fill('nobody.wants.this');
    await stage.dialog.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(stage.dialog.getByText(/^Unroutable/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(stage.queue('orders')).toHaveAccessibleName(/1 ready, 0 unacked/);
  });

  await test.step('attach a consumer that acknowledges by hand', async () => {
    await stage.queue('orders').focus();
    await page.keyboard.press('c');
    await stage.dialog.getByRole('radio', { name: /by hand/i }).click();
    await stage.dialog.getByRole('button', { name: 'Attach consumer' }).click();
    await expect(stage.queue('orders')).toHaveAccessibleName(/0 ready, 1 unacked, 1 consumer/);
  });

  await test.step('requeue, then acknowledge', async () => {
    await page
      .getByRole('button', { name: /^Requeue the oldest/ })
      .first()
      .click();
    await expect(page.getByRole('button', { name: /^Message \d+, redelivered/ }).first()).toBeVisible();
    await page
      .getByRole('button', { name: /^Ack the oldest/ })
      .first()
      .click();
    await expect(stage.queue('orders')).toHaveAccessibleName(/0 ready, 0 unacked/);
    await expect.poll(() => api('GET', `/queues/${vhost}/orders`)).toMatchObject({ messages: 0, consumers: 1 });
  });
});

test('a playground producer publishes at its rate as a real AMQP client', async ({ page, vhost }) => {
  await api('PUT', `/queues/${vhost}/jobs`, {});
  const stage = new StagePage(page);
  await stage.open(vhost);
  await expect(stage.queue('jobs')).toBeVisible();
  await page.keyboard.press('p');
  await stage.dialog.getByRole('combobox', { name: /^Routing key/ }).fill('jobs');
  await stage.dialog.getByRole('button', { name: 'Place producer' }).click();
  await expect
    .poll(async () => ((await api('GET', `/queues/${vhost}/jobs`)) as { messages: number }).messages)
    .toBeGreaterThan(3);
  const connections = (await api('GET', `/vhosts/${vhost}/connections`)) as {
    client_properties: { product: string };
  }[];
  expect(connections.map((connection) => connection.client_properties.product)).toEqual(['Warren playground']);
});

test('deleting a queue says what goes with it and asks first', async ({ page, vhost }) => {
  await api('PUT', `/queues/${vhost}/old`, {});
  for (let i = 0; i < 3; i++) {
    const body = { routing_key: 'old', payload: `${i}`, payload_encoding: 'string', properties: {} };
    await api('POST', `/exchanges/${vhost}/amq.default/publish`, body);
  }
  const stage = new StagePage(page);
  await stage.open(vhost);
  await stage.queue('old').focus();
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('3 messages');
  await question.getByRole('textbox').fill('old');
  await question.getByRole('button', { name: /delete/i }).click();
  await expect(stage.queue('old')).toBeHidden();
  await expect.poll(() => api('GET', `/queues/${vhost}`)).toEqual([]);
});
