import { api, expect, test } from './fixtures';
import { uncover } from './narrow';

test('the queues table filters, and a queue can be declared, published to, read, purged and deleted', async ({
  page,
  vhost,
}) => {
  await api('PUT', `/queues/${vhost}/alpha`, {});
  await api('PUT', `/queues/${vhost}/beta`, {});
  await page.goto(`/queues?vhost=${vhost}`);
  await expect(page.getByRole('row', { name: /alpha/ })).toBeVisible();
  await page.getByRole('searchbox').fill('bet');
  await expect(page.getByRole('row', { name: /alpha/ })).toBeHidden();
  await page.getByRole('searchbox').fill('');

  await page.getByRole('button', { name: 'Declare queue' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('gamma');
  await page.getByRole('dialog').getByRole('button', { name: 'Declare', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Declare', exact: true })).toHaveCount(0);
  await uncover(page);
  await expect(page.getByRole('row', { name: /gamma/ })).toBeVisible();

  await page.getByRole('row', { name: /gamma/ }).click();
  await page.getByRole('tab', { name: 'Publish' }).click();
  await page.getByLabel('Payload', { exact: true }).fill('hello');
  await page.getByRole('button', { name: 'Publish', exact: true }).last().click();
  await expect(page.getByText('Routed', { exact: true })).toBeVisible();

  await page.getByRole('tab', { name: 'Get messages' }).click();
  await page
    .getByRole('button', { name: /^(Get|Look)/ })
    .last()
    .click();
  await expect(page.getByText('hello', { exact: true })).toBeVisible();
  expect(await api('GET', `/queues/${vhost}/gamma`)).toMatchObject({ messages: 1 });

  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByRole('button', { name: 'Purge' }).click();
  const purge = page.getByRole('alertdialog');
  const typed = purge.getByRole('textbox');
  if (await typed.isVisible()) await typed.fill('gamma');
  await purge.getByRole('button', { name: /purge/i }).click();
  await expect.poll(() => api('GET', `/queues/${vhost}/gamma`)).toMatchObject({ messages: 0 });

  await page.getByRole('button', { name: 'Delete' }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /delete/i })
    .click();
  await expect(page.getByRole('row', { name: /gamma/ })).toBeHidden();
});

test('a declaration that the broker refuses keeps the form and says why', async ({ page, vhost, expectedErrors }) => {
  expectedErrors.push(/status of 400/);
  await api('PUT', `/queues/${vhost}/taken`, { durable: false });
  await page.goto(`/queues?vhost=${vhost}`);
  await page.getByRole('button', { name: 'Declare queue' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('taken');
  await dialog.getByRole('button', { name: 'Declare', exact: true }).click();
  await expect(dialog.getByText(/inequivalent arg 'durable'/)).toBeVisible();
  await expect(dialog.getByLabel('Name')).toHaveValue('taken');
});

test('an exchange can be declared, bound by form and unbound', async ({ page, vhost }) => {
  await api('PUT', `/queues/${vhost}/mail`, {});
  await page.goto(`/exchanges?vhost=${vhost}`);
  await page.getByRole('button', { name: 'Declare exchange' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('news');
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: /^fanout/i })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Declare', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Declare', exact: true })).toHaveCount(0);
  await uncover(page);
  await page.getByRole('row', { name: /news/ }).click();
  await page.getByRole('tab', { name: /Bindings/ }).click();
  await page
    .getByRole('button', { name: /^(Add binding|Bind)/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog').last();
  await dialog.getByRole('combobox', { name: 'To queue' }).fill('mail');
  await page.getByRole('option', { name: 'mail' }).click();
  await dialog.getByRole('button', { name: 'Bind', exact: true }).click();
  await expect.poll(() => api('GET', `/bindings/${vhost}/e/news/q/mail`)).toHaveLength(1);
  await page
    .getByRole('button', { name: /^Unbind/ })
    .first()
    .click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /unbind/i })
    .click();
  await expect.poll(() => api('GET', `/bindings/${vhost}/e/news/q/mail`)).toHaveLength(0);
});

test('a connection shows its client and can be closed with a reason', async ({ page, vhost, amqp, expectedErrors }) => {
  // The open details ask once more for the connection that has just gone.
  expectedErrors.push(/status of 404/);
  // amqplib takes CONNECTION_FORCED for an operator's wish, not an error.
  let closed = '';
  amqp.on('close', (reason?: Error) => {
    closed = reason?.message ?? '';
  });
  await page.goto(`/connections?vhost=${vhost}`);
  await page.getByRole('row', { name: /order-service/ }).click();
  await page
    .getByRole('button', { name: /close connection/i })
    .first()
    .click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel(/^Reason/).fill('moving house');
  await dialog.getByRole('button', { name: /close/i }).last().click();
  await expect.poll(() => closed).toContain('moving house');
});
