import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { passwordVariable } from '@/lib/snippets/snippet';
import { projectRoot } from '@/server/project-root';
import { CLASSPATH, GO_ENVIRONMENT, PYTHON } from './debian-packages';
import { type HostileMessage, hostileMessages } from './hostile-messages';
import { runCommand } from './run-command';

/** How a program in a language is run as it stands. */
export interface SnippetProgram {
  /** In `lib/snippets/languages.ts`. */
  readonly id: string;
  /** A command that succeeds when the language and its client are there. */
  readonly needs: readonly [command: string, ...args: string[]];
  readonly file: string;
  readonly command: readonly [command: string, ...args: string[]];
  /** Its client, in the version that Debian has, sends no floats. */
  readonly withoutFloats?: boolean;
}

const scripts: readonly SnippetProgram[] = [
  { id: 'javascript', needs: ['node', '--version'], file: 'app.mjs', command: [process.execPath] },
  { id: 'python', needs: [PYTHON, '-c', 'import pika'], file: 'app.py', command: [PYTHON, '-B'], withoutFloats: true },
  { id: 'ruby', needs: ['ruby', '-e', 'require "bunny"'], file: 'app.rb', command: ['ruby'] },
  {
    id: 'php',
    needs: ['php', '-r', 'require "PhpAmqpLib/autoload.php";'],
    file: 'app.php',
    command: ['php'],
    withoutFloats: true,
  },
  { id: 'curl', needs: ['sh', '-c', 'curl --json 2>&1 | grep -q requires'], file: 'app.sh', command: ['sh'] },
];

const compiled: readonly SnippetProgram[] = [
  { id: 'java', needs: ['javac', '--version'], file: 'App.java', command: ['java', '-cp', CLASSPATH] },
  { id: 'go', needs: ['go', 'version'], file: 'main.go', command: ['env', ...GO_ENVIRONMENT, 'go', 'run'] },
];

/** Those that start at once, and those that are compiled first. */
export const snippetPrograms = { scripts, compiled };

/** The messages that a program can send. */
export function messagesFor({ withoutFloats = false }: SnippetProgram): readonly HostileMessage[] {
  return hostileMessages.filter(({ hasFloats = false }) => !(withoutFloats && hasFloats));
}

export async function isThere({ needs: [command, ...args] }: SnippetProgram): Promise<boolean> {
  return (await runCommand(command, args, '')).code === 0;
}

/** Runs the code as guest and answers what it said; throws what it complained about. */
export async function runProgram({ file, command: [name, ...args] }: SnippetProgram, code: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'warren-snippet-'));
  try {
    const path = join(folder, file);
    await writeFile(path, code);
    // The packages, where people have them: those of npm, and what composer makes.
    await mkdir(join(folder, 'vendor'));
    await writeFile(join(folder, 'vendor/autoload.php'), "<?php require 'PhpAmqpLib/autoload.php';");
    await symlink(join(projectRoot(), 'node_modules'), join(folder, 'node_modules'));
    const result = await runCommand('env', [`${passwordVariable}=guest`, name, ...args, path], '');
    if (result.code !== 0) throw new Error(result.stderr || `ended with ${result.code}`);
    return String(result.stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
