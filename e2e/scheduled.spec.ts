import { api, expect, test } from './fixtures';
import { permit, putUser, signInAs } from './people';

test('what an exchange keeps for later is shown with its time, published now, or dropped', async ({
  page,
  vhost,
  amqp,
  expectedErrors,
}) => {
  const channel = await amqp.createChannel();
  await channel.assertExchange('later', 'x-delayed-message', { arguments: { 'x-delayed-type': 'direct' } });
  await channel.assertQueue('inbox');
  await channel.bindQueue('inbox', 'later', 'mail');
  await page.goto(`/exchanges?vhost=${vhost}&selected=later&tab=scheduled`);
  await expect(page.getByRole('dialog')).toContainText('Nothing waits here');
  for (const [text, minutes] of [
    ['first', 10],
    ['second', 20],
    ['third', 30],
  ] as const) {
    channel.publish('later', 'mail', Buffer.from(text), { headers: { 'x-delay': minutes * 60_000 } });
  }
  const list = page.getByRole('list', { name: 'Scheduled messages' });
  const rows = list.getByRole('listitem');
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText(/mail.*in (10|9) min.*5 B.*first/s);
  await expect(page.getByRole('tab', { name: /Scheduled/ })).toContainText('3');

  await rows.nth(1).getByRole('button', { name: 'Publish mail now' }).click();
  await expect(rows).toHaveCount(2);
  const { items } = (await api('GET', `/queues/${vhost}/inbox/messages`)) as { items: { payload: string }[] };
  expect(items.map(({ payload }) => payload)).toEqual(['second']);

  await rows.nth(1).getByRole('button', { name: 'Drop mail' }).click();
  await page.getByRole('button', { name: 'Drop 1 message' }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('first');
  const kept = (await api('GET', `/exchanges/${vhost}/later/scheduled`)) as { items: { payload: string }[] };
  expect(kept.items.map(({ payload }) => payload)).toEqual(['first']);

  await page.goto(`/?vhost=${vhost}`);
  await expect(page.getByTitle('Messages that wait here until their time has come')).toHaveText('⧗ 1');

  // Who may only read sees them all the same.
  expectedErrors.push(/status of 40[13]/);
  const name = `eve-${vhost}`;
  await putUser(name, 'management');
  await permit(name, vhost, { read: '.*' });
  await signInAs(page, name);
  await page.goto(`/exchanges?vhost=${vhost}&selected=later&tab=scheduled`);
  await expect(rows).toHaveCount(1);
  for (const act of ['Publish mail now', 'Drop mail']) {
    await expect(rows.getByRole('button', { name: act })).toHaveAttribute('aria-disabled', 'true');
  }
  await api('DELETE', `/users/${name}`);
});
