import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build/build';
import { dashboardPart, isBuilt, serverPart } from './build/build-parts';
import { readCommandLine, refuse } from './command-line';
import { projectRoot } from './project-root';

/** `npm start`: builds what is missing or older than its sources, then runs the built server in its own place. */

const FORWARDED = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

const root = projectRoot();
const commandLine = readCommandLine();
const hasDashboard = commandLine.kind === 'run' && commandLine.config.dashboard === 'production';
const needed = hasDashboard ? [serverPart, dashboardPart] : [serverPart];
const missing = needed.filter((part) => !isBuilt(root, part));
if (missing.length > 0) await build(root, missing).catch((failure: Error) => refuse(failure.message));

// The channel tells the server when we are gone, however that happens.
const server = spawn(process.execPath, [join(root, serverPart.proof), ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
for (const signal of FORWARDED) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 1));
