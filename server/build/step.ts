import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface StepResult {
  readonly passed: number;
  readonly failed: number;
}

export interface Command {
  /** A path under node_modules, or of a TypeScript file of ours. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Ended {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs a Node program. With `quiet` its output is kept for the caller instead of being shown. */
export function run(root: string, { script, args = [], env = {} }: Command, quiet = false): Promise<Ended> {
  const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const child = spawn(process.execPath, [...loader, join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A step that passes or fails as a whole. Its output is shown when it fails. */
export async function check(root: string, name: string, command: Command): Promise<StepResult> {
  const startedAt = performance.now();
  const { ok, output } = await run(root, command, true);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  say(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (!ok) say(output);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

export function sum(results: readonly StepResult[]): StepResult {
  return results.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), {
    passed: 0,
    failed: 0,
  });
}
