import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FINDER = 'e2e/ensure-chromium.ts';

export async function openBrowser(): Promise<Browser> {
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', FINDER], { cwd: ROOT, encoding: 'utf8' });
  const executablePath = stdout.trim().split('\n').at(-1) ?? '';
  if (status !== 0) throw new Error(`no Chromium: ${stdout}`);
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];
  return await chromium.launch({ executablePath, args });
}

/** A phone of the middle class on a mobile network, as Lighthouse means it. */
const SLOW_CPU = 4;
const FAST_4G = { offline: false, latency: 165, downloadThroughput: 1_012_500, uploadThroughput: 168_750 };

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly cdp: CDPSession;
}

export interface VisitOptions {
  readonly httpUrl: string;
  readonly slow?: 'cpu' | 'cpu and network';
  readonly signedIn?: boolean;
}

/** A window of somebody who was never here: nothing is in the cache. */
export async function visit(browser: Browser, { httpUrl, slow, signedIn = true }: VisitOptions): Promise<Visit> {
  const context = await browser.newContext({ baseURL: httpUrl, viewport: { width: 1440, height: 900 } });
  if (signedIn) {
    const answer = await context.request.post('/session', {
      data: { username: 'guest', password: 'guest' },
      headers: { 'x-warren-request': '1' },
    });
    if (!answer.ok()) throw new Error(`signing in failed with ${answer.status()}`);
  }
  // Functions that run in the page were compiled by tsx, which marks them with this.
  await context.addInitScript('globalThis.__name = (value) => value');
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  if (slow !== undefined) await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU });
  if (slow === 'cpu and network') {
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', FAST_4G);
  }
  return { context, page, cdp };
}

/** The management API beside the browser. */
export async function api(httpUrl: string, method: string, path: string, body: unknown = {}): Promise<void> {
  const response = await fetch(`${httpUrl}/api${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}
