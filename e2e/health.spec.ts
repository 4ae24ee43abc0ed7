import { api, expect, test } from './fixtures';

test('the health page says what is wrong with a queue, leads there, and forgets it when it is repaired', async ({
  page,
  vhost,
  amqp,
}) => {
  const channel = await amqp.createChannel();
  await channel.assertQueue('payments', { deadLetterExchange: 'graveyard' });
  await page.goto(`/health?vhost=${vhost}`);
  const place = page
    .getByRole('list', { name: 'Places of: Dead letters are lost' })
    .getByRole('listitem')
    .filter({ hasText: vhost });
  await expect(place).toContainText('its dead letters go to exchange graveyard, which is not there');
  const finding = page.getByRole('list', { name: 'Findings' }).locator('> li').filter({ has: place });
  await expect(finding.getByRole('link', { name: /guide/ })).toHaveAttribute(
    'href',
    'https://www.rabbitmq.com/docs/dlx',
  );
  await place.getByRole('link', { name: 'payments' }).click();
  await expect(page).toHaveURL(/\/queues\?.*selected=payments/);
  await expect(page.getByRole('heading', { name: 'payments' })).toBeVisible();

  const findings = page.getByRole('dialog').or(page.getByRole('complementary')).getByRole('list', { name: 'Findings' });
  await expect(findings).toContainText('Dead letters are lost');

  await api('PUT', `/exchanges/${vhost}/graveyard`, { type: 'fanout' });
  await channel.assertQueue('dead');
  await channel.bindQueue('dead', 'graveyard', '');
  await page.goto(`/health?vhost=${vhost}`);
  await expect(page.getByText(/rules, .* looked at/)).toBeVisible();
  await expect(place).toBeHidden();
});
