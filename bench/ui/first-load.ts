import { gzipSync } from 'node:zlib';
import type { Browser, Page } from '@playwright/test';
import { visit } from './browser';
import { type Figure, figure, median } from './figure';
import { observeVitals, readVitals, type Vitals } from './vitals';

const ROUNDS = 5;
/** What is brought in idle time may be on its way before a slow machine is ready: the least of several visits is needed. */
const VISITS = 3;
const SETTLE_MS = 1_000;
const STAGE = { scripts: 280, lcp: 2_500 } as const;
const TABLE = { scripts: 190, lcp: 1_800 } as const;

interface Route {
  readonly path: string;
  /** What is there when the page can be used. */
  readonly ready: (page: Page) => Promise<unknown>;
  readonly budget: { readonly scripts: number; readonly lcp: number };
}

const heading = (name: string) => (page: Page) => page.getByRole('heading', { name, exact: true }).waitFor();
const table = (path: string, name: string): Route => ({ path, ready: heading(name), budget: TABLE });

const ROUTES: readonly Route[] = [
  { path: '/', ready: (page) => page.getByText(/^live \d+ ms$/).waitFor(), budget: STAGE },
  table('/queues', 'Queues'),
  table('/exchanges', 'Exchanges'),
  table('/connections', 'Connections'),
  table('/channels', 'Channels'),
  table('/consumers', 'Consumers'),
  table('/messages', 'Messages'),
  table('/policies', 'Policies'),
  table('/users', 'Users'),
  table('/vhosts', 'Virtual hosts'),
  table('/connect', 'Connect your app'),
  table('/definitions', 'Definitions'),
  table('/health', 'Health'),
  table('/settings', 'Settings'),
  { path: '/login', ready: heading('Sign in to Warren'), budget: TABLE },
];

/** For each route: the scripts that it needs before it can be used, and the marks of its first load. */
export async function measureFirstLoads(browser: Browser, httpUrl: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  let worst: Vitals = { lcp: 0, cls: 0, inp: 0, longTask: 0 };
  for (const route of ROUTES) {
    process.stderr.write(`first load of ${route.path}\n`);
    const counts: number[] = [];
    for (let n = 0; n < VISITS; n += 1) counts.push(await scriptsOf(browser, httpUrl, route));
    const scripts = Math.min(...counts);
    const rounds: Vitals[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await vitalsOf(browser, httpUrl, route));
    const of = (name: keyof Vitals) => median(rounds.map((vitals) => vitals[name]));
    worst = { ...worst, cls: Math.max(worst.cls, of('cls')), longTask: Math.max(worst.longTask, of('longTask')) };
    figures.push(
      figure({ what: `\`${route.path}\` JavaScript, gzip`, value: scripts, limit: route.budget.scripts, unit: 'kB' }),
      figure({ what: `\`${route.path}\` LCP`, value: of('lcp'), limit: route.budget.lcp, unit: 'ms' }),
    );
  }
  return [
    ...figures,
    figure({ what: 'layout shift, worst route', value: worst.cls, limit: 0.02, unit: '' }),
    figure({ what: 'longest task after load, worst route', value: worst.longTask, limit: 200, unit: 'ms' }),
  ];
}

/** In kB of 1000 bytes, compressed by gzip at its best. Pages that may be gone to next come later and do not count. */
async function scriptsOf(browser: Browser, httpUrl: string, { path, ready }: Route): Promise<number> {
  const { context, page } = await visit(browser, { httpUrl, signedIn: path !== '/login' });
  const fetched = new Set<string>();
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/_next/static/') && request.resourceType() === 'script')
      fetched.add(request.url());
  });
  await page.goto(path, { waitUntil: 'commit' });
  await ready(page);
  const needed = [...fetched];
  let bytes = 0;
  for (const url of needed) {
    const body = await (await context.request.get(url)).body();
    bytes += gzipSync(body, { level: 9 }).length;
  }
  await context.close();
  return bytes / 1_000;
}

async function vitalsOf(browser: Browser, httpUrl: string, { path, ready }: Route): Promise<Vitals> {
  const options = { httpUrl, slow: 'cpu and network', signedIn: path !== '/login' } as const;
  const { context, page } = await visit(browser, options);
  await observeVitals(page);
  await page.goto(path);
  await ready(page);
  await page.waitForTimeout(SETTLE_MS);
  const vitals = await readVitals(page);
  await context.close();
  return vitals;
}
