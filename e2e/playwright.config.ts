import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';
import { AMQP_PORT, HTTP_PORT } from './ports';

/** The Chromium that `ensure-chromium.ts` found or installed; without it, Playwright's own. */
const chromium = process.env['WARREN_CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

/**
 * What a person does on a phone as well: the same tests, at 390 by 844 with touch. Those that need a mouse, a keyboard or
 * the canvas, or to which the width is nothing, have the tag @desktop.
 */
const PHONE_SPECS = [
  'alarms',
  'clients',
  'connect',
  'definitions',
  'details',
  'first-steps',
  'health',
  'logs',
  'messages',
  'messages-acts',
  'no-permission',
  'palette',
  'phone',
  'phone-stage',
  'policies',
  'read-only',
  'saved-producers',
  'scheduled',
  'shovels',
  'sign-in',
  'table-tools',
  'tables',
  'users',
  'vhosts',
  'wire',
].map((name) => `${name}.spec.ts`);

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
    // Somewhere else than the server: what it renders must not depend on where it stands.
    timezoneId: 'Asia/Kolkata',
    // A trace records a screencast, which doubles the time of a test on a machine without a GPU.
    trace: 'on-first-retry',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
    },
  },
  projects: [
    { name: 'desktop', testIgnore: 'phone*.spec.ts', use: { viewport: { width: 1440, height: 900 } } },
    {
      name: 'phone',
      testMatch: PHONE_SPECS,
      grepInvert: /@desktop/,
      use: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 },
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
