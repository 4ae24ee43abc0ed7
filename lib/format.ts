/** A formatter takes a browser some milliseconds to make: it is made when it is needed, and once. */
function once<Formatter>(make: () => Formatter): () => Formatter {
  let made: Formatter | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const compact = once(() => new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }));
const oneDecimal = once(() => new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 }));
const thousands = /\B(?=(\d{3})+$)/g;

/** `1234567` -> `1,234,567`: every page has such numbers, and they need no formatter. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(thousands, ',');
}

/** `1234567` -> `1.2M`; exact below 10,000. */
export function formatCompact(count: number): string {
  return count < 10_000 ? formatCount(count) : compact().format(count);
}

export function formatRate(perSecond: number): string {
  if (perSecond <= 0) return '0/s';
  if (perSecond < 10) return `${oneDecimal().format(perSecond)}/s`;
  return `${formatCompact(Math.round(perSecond))}/s`;
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < byteUnits.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? formatCount(value) : oneDecimal().format(value)} ${byteUnits[unit]}`;
}

export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** The same in one word, for small places: `12 s`, `3 min`, `5 h`, `2 d`. */
export function formatAge(ms: number): string {
  const [amount, ...rest] = formatDuration(ms).split(' ');
  return `${amount} ${rest[0]}`;
}

/** `0.4 ms`, `34 ms`, `1.3 s`. */
export function formatMs(ms: number): string {
  if (ms >= 1_000) return `${oneDecimal().format(ms / 1_000)} s`;
  return `${ms < 10 ? oneDecimal().format(ms) : formatCount(ms)} ms`;
}

/** A part of one; what is there is never called 0%. */
export function formatPercent(part: number): string {
  return part > 0 && part < 0.01 ? '<1%' : `${formatCount(part * 100)}%`;
}

const dateTime = once(() => new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }));

export function formatTime(msSinceEpoch: number): string {
  return dateTime().format(msSinceEpoch);
}

/** `plural(1, 'message')` -> `1 message`, `plural(1200, 'message')` -> `1,200 messages`. */
export function plural(count: number, noun: string, nouns: string = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : nouns}`;
}

export function formatArgument(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The time of day with milliseconds: `08:12:37.984`. */
export function formatClock(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
}
