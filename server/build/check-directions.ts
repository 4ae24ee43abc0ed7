import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '@/server/project-root';

/**
 * Checks who imports whom. With a TypeScript that it does not understand, dependency-cruiser sees no module at all and
 * is content: hence the number.
 */
const LEAST_MODULES = 50;
const FOLDERS = ['app', 'bench', 'components', 'e2e', 'lib', 'server'];

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly rule: { readonly name: string };
      readonly from: string;
      readonly to: string;
    }[];
  };
}

const root = projectRoot();
const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const { stdout, stderr } = spawnSync(process.execPath, [program, ...FOLDERS, '--output-type', 'json'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 1024 ** 3,
});
if (stdout === '') {
  process.stderr.write(stderr);
  process.exit(1);
}
const { summary } = JSON.parse(stdout) as Cruise;
for (const { rule, from, to } of summary.violations) process.stdout.write(`${rule.name}: ${from} imports ${to}\n`);
process.stdout.write(`${summary.totalCruised} modules, ${summary.violations.length} violations\n`);
if (summary.totalCruised < LEAST_MODULES) process.stdout.write(`fewer than ${LEAST_MODULES} modules were seen\n`);
process.exit(summary.violations.length > 0 || summary.totalCruised < LEAST_MODULES ? 1 : 0);
