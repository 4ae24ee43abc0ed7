import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORMAT_VERSION, OLDEST_FORMAT_VERSION } from './layout';
import { StoreError } from './recovery';

const NAME = 'format.json';
const PARTS = ['log', 'definitions.mdb', 'delivered'];

/** Whether the folder has a store that can be read. Throws a StoreError when it has one that cannot. */
export function hasStore(folder: string): boolean {
  const path = join(folder, NAME);
  if (!existsSync(path)) {
    const found = existsSync(folder) ? readdirSync(folder).filter((name) => PARTS.includes(name)) : [];
    if (found.length === 0) return false;
    throw new StoreError(
      `the data folder ${folder} has ${found.join(', ')} but no ${NAME}: it is not known how to read it`,
    );
  }
  const version = readVersion(path);
  if (version >= OLDEST_FORMAT_VERSION && version <= FORMAT_VERSION) return true;
  const what = version > FORMAT_VERSION ? 'was written by a newer Warren' : 'is too old';
  throw new StoreError(
    `the data folder ${folder} ${what} (format ${version}, this version reads ${FORMAT_VERSION}); nothing was changed`,
  );
}

export function writeFormat(folder: string): void {
  writeFileSync(join(folder, NAME), `${JSON.stringify({ product: 'Warren', format: FORMAT_VERSION })}\n`);
}

function readVersion(path: string): number {
  try {
    const { format } = JSON.parse(readFileSync(path, 'utf8')) as { format?: unknown };
    if (typeof format === 'number' && Number.isSafeInteger(format)) return format;
  } catch {
    // As unreadable as a file without a version.
  }
  throw new StoreError(`${path} cannot be read: it is not known how the data folder was written; nothing was changed`);
}
