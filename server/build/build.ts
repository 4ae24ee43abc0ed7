import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildPart, dashboardPart, digestOf, readStamps, serverPart, stampsFile } from './build-parts';

/** Bundles main and the threads; packages stay packages. */
async function buildServer(root: string): Promise<void> {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: 'server/main.ts',
      'broker-thread': 'server/thread/broker-thread.ts',
      'shovel-thread': 'server/shovels/shovel-thread.ts',
      'sample-thread': 'server/metrics/sample-thread.ts',
    },
    outdir: 'dist/server',
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
  });
}

function buildDashboard(root: string): void {
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' };
  const { status } = spawnSync(process.execPath, [next, 'build'], { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('the dashboard could not be built; the lines above say why');
}

/** Builds the given parts and remembers from what. */
export async function build(root: string, parts: readonly BuildPart[]): Promise<void> {
  for (const part of parts) {
    const startedAt = performance.now();
    const digest = digestOf(root, part);
    process.stderr.write(`Building the ${part.name} ...\n`);
    if (part === serverPart) await buildServer(root);
    else if (part === dashboardPart) buildDashboard(root);
    const file = stampsFile(root);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify({ ...readStamps(root), [part.name]: digest }, null, 2)}\n`);
    process.stderr.write(`Built the ${part.name} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.\n`);
  }
}
