import { basename } from 'node:path';
import type { WorkerOptions } from 'node:worker_threads';

/**
 * What a thread of the server is started with; `module` is its path under `server/`, without the ending. From a bundle
 * the thread is a bundle too. From the sources it has to be told first how to load TypeScript: what the one who starts it
 * was told does not count in a thread.
 */
export function workerEntry(module: string, options: WorkerOptions): [entry: URL, options: WorkerOptions] {
  const isBundled = import.meta.url.endsWith('.js');
  const execArgv = isBundled ? ['--enable-source-maps'] : [];
  const entry = isBundled ? new URL(`./${basename(module)}.js`, import.meta.url) : sourceEntry(module);
  return [entry, { ...options, execArgv }];
}

function sourceEntry(module: string): URL {
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const thread = JSON.stringify(new URL(`./${module}.ts`, import.meta.url).href);
  const script = `import { register } from ${loader}; register(); await import(${thread});`;
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`);
}
