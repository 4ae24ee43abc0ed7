import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { AMQP_PORT, HTTP_PORT } from './ports';

/** The Chromium that `ensure-chromium.ts` found or installed; without it, Playwright's own. */
const chromium = process.env['WARREN_CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '.results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  // A browser on a shared machine can miss a frame. What passes at the second try only is listed as flaky.
  retries: 1,
  workers: 2,
  reporter: [['list'], ['json', { outputFile: '.results/report.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${HTTP_PORT}`,
    trace: 'on-first-retry',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
    },
  },
  projects: [
    { name: 'desktop', testIgnore: 'phone.spec.ts', use: { viewport: { width: 1440, height: 900 } } },
    {
      name: 'phone',
      testMatch: 'phone.spec.ts',
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
  webServer: {
    command: `node dist/server/main.js --http-port ${HTTP_PORT} --amqp-port ${AMQP_PORT} --data-dir e2e/.results/data-${process.pid} --log-level warn`,
    cwd: '..',
    url: `http://127.0.0.1:${HTTP_PORT}/login`,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    stdout: 'pipe',
    timeout: 60_000,
  },
});
