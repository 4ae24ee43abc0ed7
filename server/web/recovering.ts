import type { ServerResponse } from 'node:http';
import type { Recovery } from '@/server/thread/engine';
import { respondJson } from './respond';

const MEBIBYTE = 1024 * 1024;
const RETRY = { 'retry-after': '1' };

/** Paths that programs ask for. Everything else is asked by a person with a browser. */
const FOR_PROGRAMS = /^\/(api|metrics|session|socket\.io|ws)(\/|$)/;

/** Answers in the place of a broker that still brings back what it has stored: 503, and how far it is. */
export function serveRecovering(path: string, recovery: Recovery, response: ServerResponse): void {
  const { doneBytes, allBytes } = recovery;
  const reason = describe(recovery);
  if (FOR_PROGRAMS.test(path)) {
    const body = { error: 'recovering', reason, recovered_bytes: doneBytes, total_bytes: allBytes };
    return respondJson(response, 503, body, RETRY);
  }
  response.writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...RETRY });
  response.end(page(reason, recovery));
}

function describe({ doneBytes, allBytes }: Recovery): string {
  if (allBytes === 0) return 'Warren is starting.';
  const [done, all] = [doneBytes, allBytes].map((bytes) => Math.ceil(bytes / MEBIBYTE).toLocaleString('en'));
  return `Warren is recovering its messages: ${done} of ${all} MiB.`;
}

/** It has to do without the dashboard's scripts and styles, and asks again every second until the real page is there. */
function page(reason: string, { doneBytes, allBytes }: Recovery): string {
  const position = allBytes === 0 ? '' : ` value="${doneBytes}" max="${allBytes}"`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="1">
<title>Warren is recovering</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { display: grid; place-content: center; min-height: 100vh; margin: 0; padding: 1rem; text-align: center; }
h1 { font-size: 1.25rem; margin: 0; }
progress { width: min(24rem, 80vw); }
</style>
</head>
<body>
<main>
<h1>Warren is recovering</h1>
<p role="status">${reason}</p>
<progress aria-label="Recovered"${position}></progress>
<p>This page goes on by itself.</p>
</main>
</body>
</html>
`;
}
