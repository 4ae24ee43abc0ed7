import type { Browser, Page } from '@playwright/test';
import { api, visit } from './browser';
import { type Figure, figure, percentile } from './figure';
import { measureFrames } from './frames';

const QUEUES = 10_000;
const VHOST = 'bench-table';
/** Typed and deleted again: many matches, few, none, many. */
const WORDS = ['orders', '77', 'eu.9', 'zzz'];
const ROUNDS = 3;

/** A table of ten thousand queues: from a key to the table that shows what matches, and how smoothly it scrolls. */
export async function measureLongTable(browser: Browser, httpUrl: string): Promise<Figure[]> {
  process.stderr.write(`declaring ${QUEUES} queues\n`);
  await api(httpUrl, 'PUT', `/vhosts/${VHOST}`);
  const queues = Array.from({ length: QUEUES }, (_, n) => ({
    name: `orders.${['eu', 'us', 'asia'][n % 3]}.${n}`,
    durable: true,
    auto_delete: false,
    arguments: {},
  }));
  await api(httpUrl, 'POST', `/definitions/${VHOST}`, { queues, exchanges: [], bindings: [] });
  const { context, page } = await visit(browser, { httpUrl });
  await page.goto(`/queues?vhost=${VHOST}`);
  await page.getByRole('table', { name: `Queues of ${VHOST}` }).waitFor({ timeout: 60_000 });
  await page.locator(`table[aria-rowcount="${QUEUES + 1}"]`).waitFor({ timeout: 60_000 });
  const keys = await keyTimes(page);
  const scrolling = await scrollTimes(page);
  await context.close();
  await api(httpUrl, 'DELETE', `/vhosts/${VHOST}`);
  return [
    figure({ what: '10,000 queues: key to filtered table, p95', value: percentile(keys, 0.95), limit: 50, unit: 'ms' }),
    figure({
      what: '10,000 queues: frames a second while scrolling',
      value: 1_000 / (scrolling.reduce((sum, ms) => sum + ms, 0) / scrolling.length),
      limit: 55,
      unit: '',
      atLeast: true,
    }),
  ];
}

/** From the moment of the key to the frame after the table has another number of rows, in milliseconds. */
async function keyTimes(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    (window as unknown as { warrenKeys: number[] }).warrenKeys = times;
    let pressedAt = 0;
    document.addEventListener('keydown', (event) => (pressedAt = event.timeStamp), { capture: true });
    const painted = () => {
      if (pressedAt === 0) return;
      const since = pressedAt;
      pressedAt = 0;
      requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - since)));
    };
    const table = document.querySelector('table');
    if (table !== null) new MutationObserver(painted).observe(table, { attributeFilter: ['aria-rowcount'] });
  });
  const field = page.getByRole('searchbox');
  await field.focus();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const word of WORDS) {
      for (const letter of word) await pressAndRest(page, letter);
      for (const _ of word) await pressAndRest(page, 'Backspace');
    }
  }
  return await page.evaluate(() => (window as unknown as { warrenKeys: number[] }).warrenKeys);
}

async function pressAndRest(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await page.waitForTimeout(180);
}

async function scrollTimes(page: Page): Promise<number[]> {
  await page.mouse.move(700, 500);
  const frames = measureFrames(page, 2_000);
  for (let turn = 0; turn < 40; turn += 1) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(40);
  }
  return await frames;
}
