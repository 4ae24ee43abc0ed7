import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/**
 * Makes sure that a Chromium is there and prints its path as the last line: the system's, else Playwright's own, which
 * is downloaded when it is missing, else Debian's package. Says what it does.
 */

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** An installer that waits for a network that is not there is given up. */
const INSTALL_TIMEOUT_MS = 10 * 60_000;

const isRoot = process.getuid?.() === 0;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function systemChromium(): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of SYSTEM_NAMES) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here: look on.
      }
    }
  }
  return undefined;
}

function playwrightChromium(): string | undefined {
  const path = chromium.executablePath();
  return path !== '' && existsSync(path) && starts(path) ? path : undefined;
}

/** Without the system libraries that it needs, a downloaded Chromium is there and does not start. */
function starts(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;
}

function execute(command: string, args: readonly string[]): boolean {
  say(`Running: ${[command, ...args].join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return (
    spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env, timeout: INSTALL_TIMEOUT_MS }).status === 0
  );
}

function downloadWithPlaywright(): string | undefined {
  say("No Chromium on this machine: downloading Playwright's.");
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const args = [playwright, 'install', ...(isRoot ? ['--with-deps'] : []), 'chromium'];
  return execute(process.execPath, args) ? playwrightChromium() : undefined;
}

function installWithApt(): string | undefined {
  if (!isRoot) return undefined;
  say("That did not work: installing Debian's package.");
  const isInstalled =
    execute('apt-get', ['update']) && execute('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
  return isInstalled ? systemChromium() : undefined;
}

const present = systemChromium() ?? playwrightChromium();
const path = present ?? downloadWithPlaywright() ?? installWithApt();
if (path === undefined) {
  say('There is no Chromium and it could not be installed. Install one, for example: sudo apt-get install chromium');
  process.exit(1);
}
say(present === undefined ? 'Installed a Chromium:' : 'Found a Chromium:');
say(path);
