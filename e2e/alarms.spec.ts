import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';

/** A Warren of the test's own: an alarm would block the publishers of all others. */
const test = base.extend<{ readonly lowOnDisk: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the first parameter to be a pattern.
  lowOnDisk: async ({}, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'warren-alarm-'));
    const ports = ['--http-port', '0', '--amqp-port', '0', '--data-dir', dataDir, '--log-level', 'warn'];
    const warren = spawn('node', ['dist/server/main.js', ...ports, '--disk-free-limit', '1000000GB'], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await use(await urlOf(warren));
    const ended = once(warren, 'exit');
    warren.kill();
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  },
});

/** The output is read until the end, as a terminal does. */
function urlOf(warren: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    warren.stdout?.on('data', (chunk) => {
      output += chunk;
      const found = /ready: (http:\S+) /.exec(output)?.[1];
      if (found) resolve(found);
    });
    warren.once('exit', () => reject(new Error(`Warren did not start: ${output}`)));
  });
}

async function signIn(page: Page, url: string): Promise<void> {
  const response = await page.request.post(`${url}/session`, {
    data: { username: 'guest', password: 'guest' },
    headers: { 'x-warren-request': '1' },
  });
  expect(response.status()).toBe(204);
}

test('an alarm is told on every page, with what it means', async ({ page, lowOnDisk: url }) => {
  await signIn(page, url);
  for (const path of ['/', '/queues', '/users']) {
    await page.goto(`${url}${path}`);
    const banner = page.getByRole('alert').filter({ hasText: 'The broker is low on disk.' });
    await expect(banner).toContainText('Publishers wait until it is over; consumers go on.');
  }
  await page.getByRole('alert').getByRole('link', { name: 'Health' }).click();
  await expect(page.getByText('There are alarms in effect on the node')).toBeVisible();
  const metrics = await (await page.request.get(`${url}/metrics`)).text();
  expect(metrics).toMatch(/rabbitmq_alarms_free_disk_space_watermark 1/);
});
