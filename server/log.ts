import { type LogLevel, logLevels } from '@/lib/log-levels';

export type { LogLevel };

export type Log = (level: LogLevel, text: string) => void;

/** Writes one line for each event that is severe enough. */
export function createLog(least: LogLevel, write: (line: string) => void = writeToStderr): Log {
  const from = logLevels.indexOf(least);
  return (level, text) => {
    if (logLevels.indexOf(level) < from) return;
    const line = withoutSecrets(text).replace(/[\r\n]+/g, ' | ');
    write(`${new Date().toISOString()} ${level.padEnd(5)} ${line}\n`);
  };
}

/** Passwords in addresses, and what follows the name of something that is kept secret, become asterisks. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/(:\/\/[^\s:@/]*):[^\s@/]+@/g, '$1:***@')
    .replace(/\b(authorization"?\s*[=:]\s*"?(?:basic|bearer)) [^\s",;]+/gi, '$1 ***')
    .replace(/\b(password|secret|token)("?\s*[=:]\s*"?)[^\s",;&]+/gi, '$1$2***');
}

function writeToStderr(line: string): void {
  process.stderr.write(line);
}

/** What an unexpected error says, with the place where it came from. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.stack ?? error.message;
}
