import type { Page } from '@playwright/test';
import { api, expect, test } from './fixtures';
import { StagePage } from './stage-page';

async function shop(vhost: string): Promise<void> {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  for (const name of ['orders', 'bills', 'audit']) await api('PUT', `/queues/${vhost}/${name}`, {});
  await api('POST', `/bindings/${vhost}/e/shop/q/orders`, { routing_key: 'order.*' });
  await api('POST', `/bindings/${vhost}/e/shop/q/bills`, { routing_key: 'paid.#' });
}

const placesOf = (page: Page, names: readonly string[]) =>
  page.evaluate(
    (wanted) =>
      wanted.map((name) => {
        const { style } = document.querySelector(`[data-id="queue:${name}"]`) as HTMLElement;
        return /translate\(([-\d.]+)px, ?([-\d.]+)px\)/.exec(style.transform)?.slice(1).map(Number) ?? [];
      }),
    names,
  );

test('what is looked for stands out, several nodes are lined up and framed, and all of it is undone', async ({
  page,
  vhost,
}) => {
  await shop(vhost);
  const stage = new StagePage(page);
  await stage.open(vhost);
  await expect(stage.queue('audit')).toBeVisible();

  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Find on the stage' })).toBeFocused();
  await page.keyboard.type('paid');
  await expect(page.getByLabel('Found on the stage')).toHaveText('2 of 4');
  await expect(stage.queue('bills')).toHaveCSS('opacity', '1');
  await expect(stage.queue('orders')).toHaveCSS('opacity', '0.32');
  await page.keyboard.press('Escape');
  await expect(stage.queue('orders')).toHaveCSS('opacity', '1');
  await page.getByRole('searchbox', { name: 'Find on the stage' }).blur();

  // Without lanes things may stand anywhere: one is moved aside with the arrow keys.
  await page.keyboard.press('l');
  await stage.queue('bills').click();
  for (let n = 0; n < 4; n += 1) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Escape');
  const names = ['orders', 'bills', 'audit'];
  const before = await placesOf(page, names);
  expect(new Set(before.map(([x]) => x)).size).toBeGreaterThan(1);

  await stage.queue('orders').click({ modifiers: ['Control'] });
  await stage.queue('bills').click({ modifiers: ['Control'] });
  await stage.queue('audit').focus();
  await page.keyboard.press('v');
  const bar = page.getByRole('toolbar', { name: 'What is selected' });
  await expect(bar.getByText('3 selected')).toBeVisible();
  await bar.getByRole('button', { name: 'Align left' }).click();
  await expect.poll(async () => new Set((await placesOf(page, names)).map(([x]) => x)).size).toBe(1);
  await page.keyboard.press('Control+z');
  await expect.poll(() => placesOf(page, names)).toEqual(before);
  await page.keyboard.press('Control+Shift+z');

  await bar.getByRole('button', { name: 'Frame' }).click();
  const name = page.getByLabel('Name of the frame');
  await expect(name).toBeFocused();
  await page.keyboard.type('Back office');
  await page.keyboard.press('Enter');
  await page.reload();
  await expect(name).toHaveValue('Back office');
  // The view comes to rest first.
  await expect(async () => {
    const frame = await page.getByRole('region', { name: 'Frame Back office' }).boundingBox();
    for (const queue of names) {
      const box = await stage.queue(queue).boundingBox();
      if (frame === null || box === null) throw new Error('nothing is drawn');
      expect(box.x).toBeGreaterThan(frame.x);
      expect(box.y + box.height).toBeLessThan(frame.y + frame.height);
    }
  }).toPass();
  await page.getByRole('button', { name: 'Remove the frame Back office' }).click();
  await expect(name).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(name).toHaveValue('Back office');
});

test('a frame is folded into one node with the counts of all that is in it, and opened again', async ({
  page,
  vhost,
  amqp,
}) => {
  await shop(vhost);
  const channel = await amqp.createConfirmChannel();
  for (const [queue, count] of [
    ['orders', 3],
    ['bills', 4],
  ] as const) {
    for (let n = 0; n < count; n += 1) channel.sendToQueue(queue, Buffer.from('x'));
  }
  await channel.waitForConfirms();
  const stage = new StagePage(page);
  await stage.open(vhost);
  for (const queue of ['orders', 'bills']) {
    await stage.queue(queue).focus();
    await page.keyboard.press('v');
  }
  await page.getByRole('button', { name: 'Frame', exact: true }).click();
  await page.keyboard.type('Back office');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Fold the frame Back office into one node' }).click();
  const frame = page.getByLabel(/^Frame Back office, folded, 2 queues, 7 ready, 0 unacked/);
  await expect(frame).toBeVisible();
  await expect(stage.queue('orders')).toHaveCount(0);
  await expect(page.getByLabel(/^2 lines from .* to Back office/).first()).toBeAttached();
  await page.reload();
  await expect(frame).toBeVisible();
  await channel.purgeQueue('bills');
  await expect(page.getByLabel(/^Frame Back office, folded, 2 queues, 3 ready/)).toBeVisible();
  await page.getByLabel(/^Frame Back office/).press('Enter');
  const inspector = page.getByRole('complementary', { name: /Folded frame Back office/ });
  await expect(inspector.getByRole('button', { name: 'orders' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByLabel(/^Frame Back office/).press('+');
  await expect(stage.queue('orders')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(stage.queue('orders')).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  // Opened again, everything stands where it stood.
  await expect(stage.queue('bills')).toBeVisible();
  const before = await placesOf(page, ['orders', 'bills']);
  await page.getByRole('button', { name: 'Fold the frame Back office into one node' }).click();
  await page.getByRole('button', { name: 'Unfold the frame Back office', exact: true }).click();
  await expect(stage.queue('bills')).toBeVisible();
  expect(await placesOf(page, ['orders', 'bills'])).toEqual(before);
  await page.keyboard.press('o');
  await page.getByRole('button', { name: 'Fold the frame Back office on the stage' }).click();
  await expect(page.getByRole('button', { name: 'Unfold the frame Back office on the stage' })).toBeVisible();
});

test('a dead letter travels over the dead-letter edge as one, and shows why it died', async ({ page, vhost, amqp }) => {
  const channel = await amqp.createConfirmChannel();
  await channel.assertExchange('failed', 'fanout');
  await channel.assertQueue('buried');
  await channel.bindQueue('buried', 'failed', '');
  await channel.assertQueue('work', { arguments: { 'x-dead-letter-exchange': 'failed', 'x-message-ttl': 1_200 } });
  const stage = new StagePage(page);
  await stage.open(vhost);
  const edge = page.locator('[data-edge="dead-letter"] .stage-edge-line');
  await expect(edge).toBeAttached();
  await page.waitForTimeout(1_500);
  // The colours that are drawn along that line, and nowhere else does a dot cross it.
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { warrenSeen: seen });
    const line = document.querySelector<SVGPathElement>('[data-edge="dead-letter"] .stage-edge-line');
    const canvas = document.querySelector<HTMLCanvasElement>('.stage-flow canvas');
    const context = canvas?.getContext('2d');
    if (!line || !canvas || !context) throw new Error('nothing is drawn');
    const look = () => {
      const matrix = line.getScreenCTM();
      const { left, top, width } = canvas.getBoundingClientRect();
      const scale = canvas.width / width;
      for (let part = 0.2; matrix && part < 0.85; part += 0.01) {
        const { x, y } = line.getPointAtLength(line.getTotalLength() * part).matrixTransform(matrix);
        for (const aside of [0, 4]) {
          const [r = 0, g = 0, b = 0, alpha = 0] = context.getImageData(
            (x + aside - left) * scale,
            (y - top) * scale,
            1,
            1,
          ).data;
          if (alpha > 240) seen.add([r, g, b].map((part) => Math.round(part / 8)).join(' '));
        }
      }
      requestAnimationFrame(look);
    };
    look();
  });
  channel.sendToQueue('work', Buffer.from('1'), { expiration: '900' });
  await channel.waitForConfirms();
  await expect(page.getByLabel(/^Queue buried, 1 ready/)).toBeVisible();
  // The rim of a dead letter has the colour of its edge; the dot inside has that of its producer.
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { warrenSeen: Set<string> }).warrenSeen.size))
    .toBeGreaterThan(1);
  await page.keyboard.press('.');
  const life = page.getByRole('complementary', { name: /^The life of one message/ });
  await expect(life).toContainText(/expired/i);
  await expect(life).toContainText(/dead/i);
});
