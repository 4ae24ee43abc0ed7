import type { Browser, CDPSession } from '@playwright/test';
import { api, visit } from './browser';
import { BusyVHost } from './busy-vhost';
import { type Figure, figure, percentile } from './figure';
import { measureFrames } from './frames';

const VHOST = 'bench-stage';
const WARM_UP_MS = 20_000;
const MESSAGES_PER_SECOND = 1_000;

/** Of a second, in milliseconds: between two readings of a clock that tells tenths lie 16.6 to 16.8. */
const SIXTIETH = 16.8;

/** The stage with 60 nodes, 120 lines and 1,000 messages a second, on a processor that is not slowed down. */
export async function measureBusyStage(
  browser: Browser,
  { httpUrl, amqpUrl, seconds }: { readonly httpUrl: string; readonly amqpUrl: string; readonly seconds: number },
): Promise<Figure[]> {
  process.stderr.write(`the busy stage for ${seconds} s\n`);
  await api(httpUrl, 'PUT', `/vhosts/${VHOST}`);
  const busy = new BusyVHost();
  const { context, page, cdp } = await visit(browser, { httpUrl });
  try {
    await busy.open(`${amqpUrl}/${VHOST}`, MESSAGES_PER_SECOND);
    await page.goto(`/?vhost=${VHOST}`);
    await page.getByText(/^live \d+ ms$/).waitFor();
    await page.waitForTimeout(WARM_UP_MS);
    const counts = await page.evaluate(() => [
      document.querySelectorAll('.canvas-node').length,
      document.querySelectorAll('.canvas-edge').length,
    ]);
    await cdp.send('Performance.enable');
    const heapBefore = await heapOf(cdp);
    const busyBefore = await taskSecondsOf(cdp);
    const began = performance.now();
    const frames = await measureFrames(page, seconds * 1_000);
    const share = ((await taskSecondsOf(cdp)) - busyBefore) / ((performance.now() - began) / 1_000);
    const growth = (await heapOf(cdp)) - heapBefore;
    const name = `stage, ${counts[0]} nodes, ${counts[1]} lines, ${MESSAGES_PER_SECOND} messages/s`;
    const frame = (part: number, limit: number) =>
      figure({ what: `${name}: frame, p${part * 100}`, value: percentile(frames, part), limit, unit: 'ms' });
    return [
      frame(0.5, SIXTIETH),
      frame(0.95, SIXTIETH),
      frame(0.99, 33.4),
      figure({ what: `${name}: main thread`, value: share * 100, limit: 40, unit: '%' }),
      figure({ what: `${name}: heap growth in ${seconds} s`, value: growth / 1e6, limit: 5, unit: 'MB' }),
    ];
  } finally {
    await context.close();
    await busy.close();
    await api(httpUrl, 'DELETE', `/vhosts/${VHOST}`);
  }
}

/** What is reachable, in bytes. */
async function heapOf(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize;
}

async function taskSecondsOf(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}
