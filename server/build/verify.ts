import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@/server/project-root';
import { check, run, type StepResult, say, sum } from './step';

/**
 * `npm run check` and, with `all`, `npm test`. Goes through every step, also after a failure, and ends with one line that
 * counts what the reports of the steps say: `N passed, N failed`.
 */

const root = projectRoot();
const REPORTS = 'dist/reports';

/** Static checks count as one each. */
async function staticChecks(): Promise<StepResult> {
  const results = await Promise.all([
    check(root, 'format and lint', { script: 'node_modules/@biomejs/biome/bin/biome', args: ['check'] }),
    check(root, 'types', { script: 'node_modules/typescript/bin/tsc', args: ['--noEmit'] }),
    check(root, 'directions of imports', { script: 'server/build/check-directions.ts' }),
    check(root, 'dead code', { script: 'node_modules/knip/bin/knip.js' }),
  ]);
  return sum(results);
}

async function vitest(project: 'unit' | 'protocol'): Promise<StepResult> {
  const report = join(REPORTS, `${project}.json`);
  const reporters = ['--reporter', 'default', '--reporter', 'json', '--outputFile.json', report];
  const { ok } = await run(root, {
    script: 'node_modules/vitest/vitest.mjs',
    args: ['run', '--project', project, ...reporters],
  });
  return readReport(report, ok, (json: { numPassedTests: number; numFailedTests: number }) => ({
    passed: json.numPassedTests,
    failed: json.numFailedTests,
  }));
}

async function playwright(): Promise<StepResult> {
  const found = await run(root, { script: 'e2e/ensure-chromium.ts' }, true);
  const chromium = found.output.trim().split('\n').at(-1) ?? '';
  say(found.output.trim());
  if (!found.ok) return { passed: 0, failed: 1 };
  const { ok } = await run(root, {
    script: 'node_modules/@playwright/test/cli.js',
    args: ['test', '--config', 'e2e/playwright.config.ts'],
    env: { WARREN_CHROMIUM: chromium },
  });
  const report = join('e2e', '.results', 'report.json');
  return readReport(report, ok, (json: { stats: { expected: number; flaky: number; unexpected: number } }) => ({
    passed: json.stats.expected + json.stats.flaky,
    failed: json.stats.unexpected,
  }));
}

/** A step that failed without a failed test (it could not even start) counts as one failure. */
function readReport<T>(path: string, ok: boolean, count: (json: T) => StepResult): StepResult {
  let result: StepResult = { passed: 0, failed: 0 };
  try {
    result = count(JSON.parse(readFileSync(join(root, path), 'utf8')) as T);
  } catch {
    return { passed: 0, failed: 1 };
  }
  return ok || result.failed > 0 ? result : { ...result, failed: 1 };
}

async function all(): Promise<StepResult> {
  const results = [await staticChecks(), await vitest('unit'), await vitest('protocol')];
  const built = await check(root, 'build', { script: 'server/build/main.ts' });
  results.push(built);
  if (built.failed === 0) results.push(await playwright());
  return sum(results);
}

rmSync(join(root, REPORTS), { recursive: true, force: true });
rmSync(join(root, 'e2e', '.results'), { recursive: true, force: true });
mkdirSync(join(root, REPORTS), { recursive: true });
const { passed, failed } = process.argv[2] === 'all' ? await all() : sum([await staticChecks(), await vitest('unit')]);
say(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
