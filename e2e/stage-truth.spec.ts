import type { Locator } from '@playwright/test';
import { api, expect, test } from './fixtures';
import { StagePage } from './stage-page';

interface QueueCounts {
  readonly name: string;
  readonly messages_ready: number;
  readonly messages_unacknowledged: number;
  readonly consumers: number;
}

/** `Queue orders, 12 ready, 3 unacked, 2 consumers` as numbers. */
async function countsOn(queue: Locator): Promise<readonly number[]> {
  const label = (await queue.getAttribute('aria-label')) ?? '';
  const count = (word: string) => Number(new RegExp(`([\\d,]+) ${word}`).exec(label)?.[1]?.replaceAll(',', '') ?? 0);
  return [count('ready'), count('unacked'), count('consumer')];
}

test('when the traffic has stopped, every counter on the stage equals the broker’s', async ({ page, vhost, amqp }) => {
  const stage = new StagePage(page);
  const channel = await amqp.createConfirmChannel();
  await channel.assertExchange('shop', 'topic');
  const names = ['taken', 'held', 'kept', 'shared', 'untouched'];
  for (const name of names) await channel.assertQueue(name);
  for (const [queue, key] of [
    ['taken', 'order.#'],
    ['held', '*.paid'],
    ['kept', 'order.*'],
    ['shared', '#'],
  ] as const) {
    await channel.bindQueue(queue, 'shop', key);
  }
  await stage.open(vhost);
  await expect(stage.queue('untouched')).toBeVisible();

  const acking = await amqp.createChannel();
  await acking.consume('taken', (message) => message && acking.ack(message));
  const holding = await amqp.createChannel();
  await holding.prefetch(13);
  await holding.consume('held', () => {});
  const sharing = await amqp.createChannel();
  await sharing.prefetch(5);
  let seen = 0;
  for (let n = 0; n < 2; n += 1) {
    await sharing.consume('shared', (message) => {
      if (message === null) return;
      seen += 1;
      if (seen % 7 === 0) return;
      if (seen % 3 === 0) sharing.reject(message, seen % 2 === 0);
      else sharing.ack(message);
    });
  }
  for (let n = 0; n < 3_000; n += 1) {
    const key = ['order.created', 'order.paid', 'invoice.paid', 'order.shipped.eu'][n % 4] as string;
    channel.publish('shop', key, Buffer.from(`${n}`));
    if (n % 60 === 59) await page.waitForTimeout(20);
  }
  await channel.waitForConfirms();

  let before = '';
  const broker = async () => (await api('GET', `/queues/${vhost}`)) as QueueCounts[];
  await expect(async () => {
    const now = JSON.stringify((await broker()).map(({ messages_ready: r, messages_unacknowledged: u }) => [r, u]));
    const isStill = now === before;
    before = now;
    expect(isStill).toBe(true);
  }).toPass({ intervals: [500] });
  const truth = await broker();
  expect(truth.map(({ messages_ready: ready }) => ready).some((ready) => ready > 500)).toBe(true);
  for (const { name, messages_ready, messages_unacknowledged, consumers } of truth) {
    await expect
      .poll(() => countsOn(stage.queue(name)), { message: name })
      .toEqual([messages_ready, messages_unacknowledged, consumers]);
  }
  await expect(page.getByLabel(/^Consumer order-service.* 13 of 13/)).toBeVisible();
});
