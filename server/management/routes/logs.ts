import { type LogLevel, logLevels } from '@/lib/log-levels';
import type { Call, Route } from '@/server/management/call';
import { badRequest } from '@/server/management/http-error';
import type { LogLine } from '@/server/management/log-lines';
import { json } from '@/server/management/reply';
import { wholeOf } from '@/server/management/window';

const MAX_LINES = 1000;

/** The last lines of the log, which name clients and users: for those who may see these as well. */
export const logRoutes: readonly Route[] = [{ path: 'logs', access: 'monitoring', methods: { GET: listLines } }];

function listLines({ query, options: { logLines } }: Call) {
  const after = wholeOf(query, 'after', { fallback: 0, from: 0, to: Number.MAX_SAFE_INTEGER });
  const limit = wholeOf(query, 'limit', { fallback: MAX_LINES, from: 1, to: MAX_LINES });
  const accepts = lineFilter(query);
  const items = (logLines?.after(after) ?? []).filter(accepts).slice(-limit);
  return json(200, { items, last: logLines?.last ?? 0 });
}

function lineFilter(query: URLSearchParams): (line: LogLine) => boolean {
  const least = query.get('level') || 'debug';
  if (!logLevels.includes(least as LogLevel)) throw badRequest(`level is none of ${logLevels.join(', ')}`);
  const levels = logLevels.slice(logLevels.indexOf(least as LogLevel));
  const text = (query.get('text') ?? '').toLowerCase();
  return (line) => levels.includes(line.level) && line.text.toLowerCase().includes(text);
}
