import type { Browser, Page } from '@playwright/test';
import { api, visit } from './browser';
import { type Figure, figure, median } from './figure';
import { forgetInteractions, observeVitals, readVitals } from './vitals';

const PAUSE_MS = 400;
const VISITS = 5;
const VHOST = 'bench-acts';

/** Typical acts on a processor four times slower; of each visit the longest from input to the next frame, of the visits the median. */
export async function measureInteractions(browser: Browser, httpUrl: string): Promise<Figure[]> {
  await api(httpUrl, 'PUT', `/vhosts/${VHOST}`);
  await api(httpUrl, 'PUT', `/exchanges/${VHOST}/shop`, { type: 'topic' });
  for (let n = 0; n < 30; n += 1) {
    await api(httpUrl, 'PUT', `/queues/${VHOST}/orders-${n}`);
    await api(httpUrl, 'POST', `/bindings/${VHOST}/e/shop/q/orders-${n}`, { routing_key: `order.${n}.*` });
  }
  const onTable = await longestOf(browser, { httpUrl, path: '/queues', act: tableActs });
  const onStage = await longestOf(browser, { httpUrl, path: '/', act: stageActs });
  await api(httpUrl, 'DELETE', `/vhosts/${VHOST}`);
  return [
    figure({ what: '`/queues` INP, typical acts', value: onTable, limit: 150, unit: 'ms' }),
    figure({ what: '`/` (stage) INP, typical acts', value: onStage, limit: 200, unit: 'ms' }),
  ];
}

interface Acts {
  readonly httpUrl: string;
  readonly path: string;
  readonly act: (page: Page) => Promise<void>;
}

async function longestOf(browser: Browser, { httpUrl, path, act }: Acts): Promise<number> {
  const visits: number[] = [];
  for (let round = 1; round <= VISITS; round += 1) {
    process.stderr.write(`acts on ${path}, visit ${round} of ${VISITS}\n`);
    visits.push(await longestInVisit(browser, { httpUrl, path, act }));
  }
  return median(visits);
}

async function longestInVisit(browser: Browser, { httpUrl, path, act }: Acts): Promise<number> {
  const { context, page } = await visit(browser, { httpUrl, slow: 'cpu' });
  await observeVitals(page);
  await page.goto(`${path}?vhost=${VHOST}`);
  await page.waitForLoadState('networkidle');
  await forgetInteractions(page);
  await act(page);
  await page.waitForTimeout(PAUSE_MS);
  const { inp } = await readVitals(page);
  await context.close();
  return inp;
}

/** Filters, sorts, opens a row, closes it, finds something. */
async function tableActs(page: Page): Promise<void> {
  await page.getByRole('searchbox').pressSequentially('orders-1', { delay: 120 });
  await page.getByRole('button', { name: /^Name/ }).click();
  await page.waitForTimeout(PAUSE_MS);
  await page.getByRole('button', { name: 'Open queue orders-1', exact: true }).click();
  await page.waitForTimeout(PAUSE_MS);
  await page.keyboard.press('Escape');
  await page.waitForTimeout(PAUSE_MS);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find anything' }).pressSequentially('ord', { delay: 120 });
}

/** Selects, asks why, types a key, tidies, goes to the outline and back. */
async function stageActs(page: Page): Promise<void> {
  const exchange = page.getByLabel(/^topic exchange shop,/i);
  await exchange.click();
  await page.waitForTimeout(PAUSE_MS);
  await exchange.focus();
  await page.keyboard.press('w');
  await page.getByRole('dialog').getByLabel('Routing key').pressSequentially('order.1.eu', { delay: 120 });
  await page.keyboard.press('Escape');
  await page.waitForTimeout(PAUSE_MS);
  await page.keyboard.press('t');
  await page.waitForTimeout(PAUSE_MS * 2);
  await page.keyboard.press('o');
  await page.waitForTimeout(PAUSE_MS);
  await page.keyboard.press('o');
}
