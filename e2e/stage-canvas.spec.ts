import type { Page } from '@playwright/test';
import { api, expect, test } from './fixtures';
import { StagePage } from './stage-page';

/** The canvas under the stage: how it is looked at, what is picked on it, and lines that come to nothing. */

interface Place {
  readonly x: number;
  readonly y: number;
}

async function open(page: Page, vhost: string): Promise<StagePage> {
  await api('PUT', `/exchanges/${vhost}/shop`, { type: 'topic' });
  for (const name of ['orders', 'bills']) {
    await api('PUT', `/queues/${vhost}/${name}`, {});
    await api('POST', `/bindings/${vhost}/e/shop/q/${name}`, { routing_key: name });
  }
  // Nothing glides: where something stands, it stays until it is moved.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const stage = new StagePage(page);
  await stage.open(vhost);
  await expect(stage.queue('bills')).toBeVisible();
  await expect(page.locator('.canvas-minimap')).toBeVisible();
  // The fit of the first picture.
  await page.waitForTimeout(150);
  return stage;
}

async function boxOf(page: Page, id: string) {
  const box = await page.locator(`.canvas-node[data-id="${id}"]`).boundingBox();
  if (box === null) throw new Error(`${id} is not drawn`);
  return box;
}

async function drag(page: Page, from: Place, to: Place): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
}

test('the view is panned, zoomed about the pointer and by two fingers, and brought back', async ({ page, vhost }) => {
  await open(page, vhost);
  const exchange = () => boxOf(page, 'exchange:shop');
  const first = await exchange();

  await test.step('dragging the empty canvas moves the view, and nothing of a node is drawn again', async () => {
    await page.evaluate(() => {
      const drawn = new Set<string>();
      Object.assign(window, { warrenDrawn: drawn });
      const observer = new MutationObserver((changes) => {
        for (const { target } of changes) drawn.add((target as Element).className);
      });
      const canvas = document.querySelector('.canvas');
      if (canvas !== null) observer.observe(canvas, { subtree: true, attributeFilter: ['style'], childList: true });
    });
    await drag(page, { x: 700, y: 780 }, { x: 640, y: 720 });
    const place = async () => [(await exchange()).x, (await exchange()).y].map(Math.round);
    await expect.poll(place).toEqual([first.x - 60, first.y - 60].map(Math.round));
    const drawn = await page.evaluate(() => [...(window as unknown as { warrenDrawn: Set<string> }).warrenDrawn]);
    expect(drawn.sort()).toEqual(['canvas-pane', 'canvas-viewport']);
  });

  await test.step('the wheel zooms, and what is under the pointer stays there', async () => {
    const before = await exchange();
    await page.mouse.move(before.x, before.y);
    await page.mouse.wheel(0, 250);
    await expect.poll(async () => (await exchange()).width).toBeLessThan(before.width * 0.8);
    const after = await exchange();
    expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(1.5);
  });

  await test.step('two fingers hold what is under them', async () => {
    const before = await exchange();
    const cdp = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: Place[]) =>
      cdp.send('Input.dispatchTouchEvent', { type, touchPoints: touchPoints.map((at, id) => ({ ...at, id })) });
    const corner = { x: before.x, y: before.y };
    const far = { x: before.x + 200, y: before.y };
    await touch('touchStart', corner);
    await touch('touchStart', corner, far);
    for (let part = 1; part <= 4; part += 1) {
      await touch(
        'touchMove',
        { x: corner.x, y: corner.y + part * 10 },
        { x: far.x + part * 25, y: far.y + part * 10 },
      );
    }
    await touch('touchEnd');
    const after = await exchange();
    expect(after.width / before.width).toBeCloseTo(1.5, 1);
    expect(Math.hypot(after.x - before.x, after.y - before.y - 40)).toBeLessThan(2);
  });

  await test.step('where the overview is pressed, there the view goes; Show all brings everything back', async () => {
    const overview = await page.locator('.canvas-minimap').boundingBox();
    if (overview === null) throw new Error('there is no overview');
    await page.mouse.click(overview.x + 6, overview.y + 6);
    await expect.poll(async () => (await exchange()).x).toBeGreaterThan(600);
    await page.getByRole('button', { name: /^Show all/ }).click();
    const rounded = ({ x, y, width }: typeof first) => [x, y, width].map(Math.round);
    await expect.poll(async () => rounded(await exchange())).toEqual(rounded(first));
  });
});

test('several nodes are boxed and moved together, and what is out of view comes when the keyboard gets there', async ({
  page,
  vhost,
}) => {
  const stage = await open(page, vhost);
  await page.keyboard.press('l');
  const [orders, bills] = [await boxOf(page, 'queue:orders'), await boxOf(page, 'queue:bills')];
  const bottom = Math.max(orders.y, bills.y) + orders.height;
  await page.keyboard.down('Shift');
  await drag(page, { x: orders.x - 12, y: Math.min(orders.y, bills.y) - 12 }, { x: orders.x + 270, y: bottom + 12 });
  await page.keyboard.up('Shift');
  await expect(page.getByText('2 selected')).toBeVisible();

  await test.step('by the pointer, by an arrow key, and back in one act each', async () => {
    await drag(page, { x: orders.x + 60, y: orders.y + 10 }, { x: orders.x + 90, y: orders.y + 60 });
    const places = async () =>
      [await boxOf(page, 'queue:orders'), await boxOf(page, 'queue:bills')].map(({ x, y }) => [x, y].map(Math.round));
    const wanted = [orders, bills].map(({ x, y }) => [x + 30, y + 50].map(Math.round));
    await expect.poll(places).toEqual(wanted);
    await stage.queue('bills').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await boxOf(page, 'queue:orders')).x).toBeGreaterThan(orders.x + 32);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(async () => Math.round((await boxOf(page, 'queue:bills')).y)).toBe(Math.round(bills.y));
  });

  await test.step('a click beside them lets go', async () => {
    await page.mouse.click(700, 780);
    await expect(page.getByText('2 selected')).toBeHidden();
  });

  await test.step('the focus brings the view along', async () => {
    await drag(page, { x: 700, y: 780 }, { x: 700, y: 90 });
    await page.mouse.move(700, 500);
    await drag(page, { x: 700, y: 780 }, { x: 700, y: 90 });
    expect((await boxOf(page, 'queue:orders')).y).toBeLessThan(0);
    await page.keyboard.press('Tab');
    await stage.queue('orders').focus();
    await expect.poll(async () => (await boxOf(page, 'queue:orders')).y).toBeGreaterThan(50);
  });
});

test('a line that is drawn to nothing, or ended by Escape, binds nothing', async ({ page, vhost }) => {
  const stage = await open(page, vhost);
  const exchange = await boxOf(page, 'exchange:shop');
  const handle = { x: exchange.x + exchange.width, y: exchange.y + exchange.height / 2 };
  const line = page.locator('.canvas-link');
  const aimed = page.locator('.canvas-node[data-aimed]');
  const orders = await boxOf(page, 'queue:orders');
  const key = page.getByLabel(/^Binding key/);

  await test.step('dropped on nothing', async () => {
    await page.mouse.move(handle.x, handle.y);
    await page.mouse.down();
    await page.mouse.move(700, 700, { steps: 4 });
    await expect(line).toHaveAttribute('d', /^M/);
    await expect(aimed).toHaveCount(0);
    // Near the end of a queue the line goes to it.
    await page.mouse.move(orders.x - 20, orders.y + orders.height / 2 + 10, { steps: 4 });
    await expect(aimed).toHaveAttribute('data-id', 'queue:orders');
    await page.mouse.move(700, 700, { steps: 4 });
    await page.mouse.up();
    await expect(line).not.toHaveAttribute('d');
    await expect(key).toBeHidden();
  });

  await test.step('ended by Escape while it is dragged', async () => {
    await page.mouse.move(handle.x, handle.y);
    await page.mouse.down();
    await page.mouse.move(orders.x + 40, orders.y + 40, { steps: 4 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect(line).not.toHaveAttribute('d');
    await expect(key).toBeHidden();
  });

  await test.step('drawn from the other end, to the body of the exchange, it is one', async () => {
    const body = { x: exchange.x + 70, y: exchange.y + exchange.height - 8 };
    await drag(page, { x: orders.x, y: orders.y + orders.height / 2 }, body);
    await expect(page.getByText('Bind orders to shop')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(key).toBeHidden();
  });

  await test.step('begun by a click and ended by Escape, the next click is only a click', async () => {
    await page.mouse.click(handle.x, handle.y);
    await page.mouse.move(orders.x, orders.y + orders.height / 2);
    await expect(aimed).toHaveAttribute('data-id', 'queue:orders');
    await page.keyboard.press('Escape');
    await expect(aimed).toHaveCount(0);
    await page.mouse.click(orders.x + 60, orders.y + 10);
    await expect(stage.queue('orders')).toHaveClass(/is-selected/);
    await expect(key).toBeHidden();
  });
});

test('while a pointer is down the view does not slip away from under it', async ({ page, vhost }) => {
  await open(page, vhost);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const queue = () => boxOf(page, 'queue:orders');
  await page.getByRole('button', { name: 'Further away' }).click();
  await page.getByRole('button', { name: 'Further away' }).click();
  const rested = async () => {
    const before = await queue();
    await page.waitForTimeout(200);
    expect(await queue()).toEqual(before);
  };
  await expect(rested).toPass();
  const before = await queue();
  await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
  await page.mouse.down();
  await page.keyboard.press('f');
  await rested();
  expect(await queue()).toEqual(before);
  await page.mouse.up();
  await expect(page.locator('.canvas-node[data-id="queue:orders"]')).toHaveClass(/is-selected/);
  await expect.poll(async () => (await queue()).width).toBeGreaterThan(before.width);
});
