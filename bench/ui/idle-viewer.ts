import type { Browser } from '@playwright/test';
import { visit } from './browser';
import { type Figure, figure } from './figure';

const SECONDS = 10;

/** What the socket brings to somebody who looks at a stage where nothing happens. */
export async function measureIdleViewer(browser: Browser, httpUrl: string): Promise<Figure[]> {
  process.stderr.write('an idle viewer\n');
  const { context, page } = await visit(browser, { httpUrl });
  let bytes = 0;
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      bytes += payload.length;
    }),
  );
  await page.goto('/');
  await page.getByText(/^live \d+ ms$/).waitFor();
  await page.waitForTimeout(2_000);
  bytes = 0;
  await page.waitForTimeout(SECONDS * 1_000);
  await context.close();
  return [figure({ what: 'socket of an idle viewer', value: bytes / 1_000 / SECONDS, limit: 20, unit: 'kB/s' })];
}
