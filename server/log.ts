export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export type Log = (level: LogLevel, text: string) => void;

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Writes one line for each event that is severe enough. */
export function createLog(least: LogLevel, write: (line: string) => void = writeToStderr): Log {
  const from = LEVELS.indexOf(least);
  return (level, text) => {
    if (LEVELS.indexOf(level) < from) return;
    const line = text.replace(/[\r\n]+/g, ' | ');
    write(`${new Date().toISOString()} ${level.padEnd(5)} ${line}\n`);
  };
}

function writeToStderr(line: string): void {
  process.stderr.write(line);
}

/** What an unexpected error says, with the place where it came from. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.stack ?? error.message;
}
