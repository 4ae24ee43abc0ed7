import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A part of the build: what it is made of, and a file that is there when it was made. */
export interface BuildPart {
  readonly name: 'server' | 'dashboard';
  readonly sources: readonly string[];
  readonly proof: string;
}

export const serverPart: BuildPart = {
  name: 'server',
  sources: ['server', 'lib', 'tsconfig.json', 'package-lock.json'],
  proof: 'dist/server/main.js',
};

export const dashboardPart: BuildPart = {
  name: 'dashboard',
  sources: ['app', 'components', 'lib', 'next.config.mjs', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json'],
  proof: '.next/BUILD_ID',
};

const STAMPS = 'dist/build-stamps.json';

/** A digest of all source files of a part; tests are not among them. Contents count, not times: a checkout changes those. */
export function digestOf(root: string, part: BuildPart): string {
  const hash = createHash('sha256');
  for (const source of part.sources) {
    for (const file of filesUnder(root, source)) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function filesUnder(root: string, path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full, { withFileTypes: true })
    .filter((entry) => !/\.test\.tsx?$|\.md$/.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesUnder(root, join(path, entry.name)));
}

type Stamps = Readonly<Partial<Record<BuildPart['name'], string>>>;

export function readStamps(root: string): Stamps {
  try {
    return JSON.parse(readFileSync(join(root, STAMPS), 'utf8')) as Stamps;
  } catch {
    return {};
  }
}

export const stampsFile = (root: string): string => join(root, STAMPS);

export function isBuilt(root: string, part: BuildPart): boolean {
  return existsSync(join(root, part.proof)) && readStamps(root)[part.name] === digestOf(root, part);
}
