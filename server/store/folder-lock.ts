import { closeSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { StoreError } from './recovery';

const TOUCH_MS = 5000;
/** On another machine we cannot ask for a process: its lock counts for as long as somebody touches it. */
const STALE_MS = 20_000;
const ATTEMPTS = 3;

interface Holder {
  readonly host: string;
  readonly pid: number;
  /** When the process began, as its system tells: process numbers are used again. */
  readonly startedAt: string;
}

/** Keeps a second process out of a data folder. */
export class FolderLock {
  readonly #path: string;
  readonly #timer: NodeJS.Timeout;

  /** Throws a StoreError when another process has the folder. */
  constructor(path: string) {
    this.#path = path;
    take(path);
    this.#timer = setInterval(() => touch(path), TOUCH_MS).unref();
  }

  release(): void {
    clearInterval(this.#timer);
    rmSync(this.#path, { force: true });
  }
}

function take(path: string): void {
  const own: Holder = { host: hostname(), pid: process.pid, startedAt: startOf(process.pid) };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      const fd = openSync(path, 'wx', 0o600);
      writeSync(fd, JSON.stringify(own));
      closeSync(fd);
      return;
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure;
    }
    const holder = readHolder(path);
    if (holder !== null && isAlive(holder, path)) {
      const where = holder.host === own.host ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.host}`;
      throw new StoreError(
        `another Warren (${where}) uses the data folder; stop it or choose another with --data-dir (lock: ${path})`,
      );
    }
    rmSync(path, { force: true });
  }
  throw new StoreError(`the lock ${path} cannot be taken; is another Warren about to start?`);
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    // Gone, or cut short by the death of its maker.
    return null;
  }
}

function isAlive(holder: Holder, path: string): boolean {
  if (holder.host !== hostname()) return Date.now() - statSync(path).mtimeMs < STALE_MS;
  try {
    process.kill(holder.pid, 0);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return startOf(holder.pid) === holder.startedAt;
}

/** Empty where the system does not tell: then the number alone counts. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function touch(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // Somebody removed it; it is made again.
    const own: Holder = { host: hostname(), pid: process.pid, startedAt: startOf(process.pid) };
    writeFileSync(path, JSON.stringify(own), { mode: 0o600 });
  }
}
