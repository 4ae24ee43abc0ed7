import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Makes sure that the data folder is there and can be written to. Throws an Error that says what to do. */
export function prepareDataFolder(given: string): void {
  const folder = resolve(given);
  try {
    makeFolder(folder);
    // Permissions say little: a folder may lie on a read-only disk, or root may be allowed everything.
    const probe = join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (failure) {
    const reason = (failure as NodeJS.ErrnoException).code ?? (failure as Error).message;
    throw new Error(`the data folder ${folder} cannot be written to (${reason}); choose another with --data-dir`);
  }
}

/** With its parents, for nobody else to read: password hashes and messages lie there. Node's own recursive form never ends where a folder cannot be made, such as in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
