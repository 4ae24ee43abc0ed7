import { api, expect, test } from './fixtures';
import { StagePage } from './stage-page';

test('a queue says how long its oldest message waits and what waits of each priority', async ({
  page,
  vhost,
  amqp,
}) => {
  const channel = await amqp.createConfirmChannel();
  await channel.assertQueue('jobs', { maxPriority: 9, maxLength: 8 });
  for (const priority of [9, 5, 5, 1, 1, 1]) channel.sendToQueue('jobs', Buffer.from('x'), { priority });
  await channel.waitForConfirms();
  const stage = new StagePage(page);
  await stage.open(vhost);
  await expect(stage.queue('jobs')).toHaveAccessibleName(/oldest waits [1-9]\d* s, 1 of priority 9, 2 of priority 5/);
  await expect(stage.queue('jobs').getByTitle(/The oldest ready message/)).toHaveText(/^\d+ s$/);
  await expect(stage.queue('jobs').locator('.stage-tube .has-lanes > span')).toHaveCount(3);
  // Small print comes up when one has come near.
  const lanes = stage.queue('jobs').getByText('p9 ×1  p5 ×2  p1 ×3');
  await expect(lanes).toBeHidden();
  for (let step = 0; step < 3; step += 1) await page.getByRole('button', { name: 'Nearer' }).click();
  await expect(lanes).toBeVisible();
  await stage.queue('jobs').press('i');
  const inspector = page.getByRole('complementary', { name: 'Queue jobs' });
  await expect(inspector.getByRole('list', { name: 'Ready by priority' }).getByRole('listitem')).toHaveText([
    'priority 91',
    'priority 52',
    'priority 13',
  ]);
  await expect(inspector.getByText('75%')).toBeVisible();
  await channel.get('jobs', { noAck: true });
  await expect(lanes).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('o');
  await expect(page.getByText(/5 ready, oldest waits \d+ s, 2 of priority 5, 3 of priority 1/)).toBeVisible();
});

test('the active one of several consumers wears a crown, and each shows how long it works and how much it refuses', async ({
  page,
  vhost,
  amqp,
}) => {
  const channel = await amqp.createChannel();
  await channel.assertQueue('work', { arguments: { 'x-single-active-consumer': true } });
  const stage = new StagePage(page);
  await stage.open(vhost);
  let seen = 0;
  const first = await amqp.createChannel();
  await first.prefetch(1);
  const { consumerTag } = await first.consume('work', (message) => {
    if (message === null) return;
    seen += 1;
    const verdict = () => (seen % 4 === 0 ? first.nack(message, false, false) : first.ack(message));
    setTimeout(verdict, 40);
  });
  const second = await amqp.createChannel();
  await second.consume('work', (message) => message && second.ack(message));
  const crowned = page.getByLabel(/^Consumer order-service of queue work.*active: the only one that gets messages/);
  const waiting = page.getByLabel(/^Consumer order-service of queue work.*waits until the active consumer ends/);
  await expect(crowned).toHaveCount(1);
  await expect(waiting).toHaveCount(1);
  for (let n = 0; n < 8; n += 1) channel.sendToQueue('work', Buffer.from('x'));
  await expect(crowned).toHaveAccessibleName(/([4-9]\d|[1-9]\d\d) ms a job, 25% refused/);
  await expect(crowned.getByText('✗ 25%')).toBeVisible();
  await crowned.press('i');
  const inspector = page.getByRole('complementary', { name: /External consumer/ });
  await expect(inspector).toContainText('active: the only one that gets messages');
  await expect(inspector).toContainText('25%');
  await first.cancel(consumerTag);
  await expect(crowned).toHaveCount(1);
  await expect(waiting).toHaveCount(0);
});

test('an exchange tells its keys to those who come near, and leads to its alternate', async ({ page, vhost }) => {
  await api('PUT', `/exchanges/${vhost}/lost`, { type: 'fanout' });
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic', arguments: { 'alternate-exchange': 'lost' } });
  for (const queue of ['a', 'b', 'c']) {
    await api('PUT', `/queues/${vhost}/${queue}`, {});
    await api('POST', `/bindings/${vhost}/e/shop/q/${queue}`, { routing_key: 'order.*' });
  }
  await api('POST', `/bindings/${vhost}/e/shop/q/a`, { routing_key: 'paid.#' });
  const stage = new StagePage(page);
  await stage.open(vhost);
  const index = stage.exchange('shop').getByText('order.* ×3 · paid.#');
  await expect(stage.exchange('shop')).toBeVisible();
  await expect(index).toBeHidden();
  for (let step = 0; step < 4; step += 1) await page.getByRole('button', { name: 'Nearer' }).click();
  await expect(index).toBeVisible();
  await stage.exchange('shop').press('i');
  await page
    .getByRole('complementary', { name: /topic exchange shop/ })
    .getByRole('button', { name: 'lost' })
    .click();
  await expect(page.getByRole('complementary', { name: /fanout exchange lost/ })).toBeVisible();
});

test('answers are drawn once they were seen: to a reply queue, and straight to who asked', async ({
  page,
  vhost,
  amqp,
}) => {
  const worker = await amqp.createChannel();
  await worker.assertQueue('rpc');
  await worker.assertQueue('answers');
  await worker.consume('rpc', (message) => {
    if (message === null) return;
    worker.sendToQueue(message.properties.replyTo, Buffer.from('pong'));
    worker.ack(message);
  });
  const stage = new StagePage(page);
  await stage.open(vhost);
  await expect(stage.consumer('order-service')).toBeVisible();
  const asker = await amqp.createChannel();
  asker.sendToQueue('rpc', Buffer.from('no answer wanted'), { replyTo: 'nowhere' });
  await expect(stage.producer('order-service').first()).toBeVisible();
  const lines = page.locator('[data-edge="reply"]');
  await expect(lines).toHaveCount(0);
  asker.sendToQueue('rpc', Buffer.from('ping'), { replyTo: 'answers' });
  await expect(page.getByLabel('Replies of order-service go to queue answers')).toBeAttached();
  const direct = await amqp.createChannel();
  const answer = new Promise((resolve) => {
    void direct.consume('amq.rabbitmq.reply-to', resolve, { noAck: true }).then(() => {
      direct.sendToQueue('rpc', Buffer.from('ping'), { replyTo: 'amq.rabbitmq.reply-to' });
    });
  });
  await answer;
  await expect(page.getByLabel('Replies of order-service go straight to order-service')).toBeAttached();
  await expect(lines).toHaveCount(2);
  await page.keyboard.press('o');
  await expect(page.getByRole('list', { name: 'Lines of rpc' }).getByText('replies')).toHaveCount(2);
});
