import { spawn } from 'node:child_process';

export interface CommandResult {
  /** Null when the command could not be started or was killed. */
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs a command to its end with an input; the event loop goes on, so that it may talk to this process. */
export function runCommand(name: string, args: readonly string[], input: string | Buffer): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(name, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', (error) => resolve({ code: null, stdout: Buffer.alloc(0), stderr: error.message }));
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }),
    );
    // A command that does not read its input ends before it is written: that is its right.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
