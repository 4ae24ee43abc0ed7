import { connect } from 'amqplib';
import { expect, test } from './fixtures';
import { AMQP_PORT } from './ports';

test('the log shows live what the broker says, filtered by text and severity, and without secrets', async ({
  page,
  vhost,
  amqp,
}) => {
  await page.goto(`/logs?vhost=${vhost}`);
  const lines = page.getByRole('list', { name: 'Lines of the log' }).getByRole('listitem');
  await expect(lines.first()).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter the log' }).fill(vhost);
  await expect(lines.filter({ hasText: `opened vhost '${vhost}'` })).toHaveCount(1);
  const channel = await amqp.createChannel();
  channel.on('error', () => {});
  await channel.checkQueue(`none-${vhost}`).catch(() => {});
  await expect(lines.first()).toContainText(`NOT_FOUND - no queue 'none-${vhost}'`);

  const intruder = `intruder-${vhost}`;
  await connect(`amqp://${intruder}:hunter2@127.0.0.1:${AMQP_PORT}/${vhost}`).catch(() => {});
  await page.getByRole('radiogroup', { name: 'At least as severe as' }).getByText('Warnings').click();
  await expect(lines).toHaveCount(1);
  await expect(lines.first()).toContainText(`user '${intruder}'`);
  await expect(page.getByText('hunter2')).toHaveCount(0);
  await expect(page).toHaveURL(/level=warn/);

  await page.getByRole('button', { name: 'Hold still' }).click();
  await connect(`amqp://${intruder}:hunter2@127.0.0.1:${AMQP_PORT}/${vhost}`).catch(() => {});
  await page.waitForTimeout(1500);
  await expect(lines).toHaveCount(1);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(lines).toHaveCount(2);
});
