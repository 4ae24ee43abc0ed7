import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const sources = new Map<string, string>();

/** tsx does not reach into worker threads on Node 20, so a worker's file is bundled once, in memory. */
export function workerSource(file: string): string {
  const known = sources.get(file);
  if (known) return known;
  const result = buildSync({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
  });
  const source = result.outputFiles[0]?.text ?? '';
  sources.set(file, source);
  return source;
}
