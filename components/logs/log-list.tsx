import { CircleAlert, Info, type LucideIcon, Microscope, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { LogLine } from '@/lib/admin-api';
import { formatClock } from '@/lib/format';
import type { LogLevel } from '@/lib/log-levels';

const looks: Readonly<
  Record<LogLevel, { readonly icon: LucideIcon; readonly className: string; readonly label: string }>
> = {
  debug: { icon: Microscope, className: 'text-muted-foreground', label: 'Debug' },
  info: { icon: Info, className: 'text-muted-foreground', label: 'Info' },
  warn: { icon: TriangleAlert, className: 'text-warning', label: 'Warning' },
  error: { icon: CircleAlert, className: 'text-destructive', label: 'Error' },
};

/** Lines of the log, the newest on top. */
export function LogList({ lines }: { readonly lines: readonly LogLine[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
    <section aria-label="Lines" tabIndex={0} className="h-full overflow-y-auto -outline-offset-2">
      <ol aria-label="Lines of the log" className="divide-y">
        {lines.toReversed().map((line) => (
          <Line key={line.number} line={line} />
        ))}
      </ol>
    </section>
  );
}

const Line = memo(function Line({ line: { at, level, text } }: { readonly line: LogLine }) {
  const { icon: Icon, className, label } = looks[level];
  return (
    <li className="flex items-start gap-3 px-4 py-1.5 text-[0.8125rem] [contain-intrinsic-size:auto_2rem] [content-visibility:auto]">
      <time
        dateTime={new Date(at).toISOString()}
        title={new Date(at).toLocaleString()}
        className="shrink-0 font-mono text-muted-foreground text-xs leading-5"
      >
        {formatClock(at)}
      </time>
      <span className={`mt-0.5 shrink-0 ${className}`}>
        <Icon aria-hidden className="size-4" />
        <span className="sr-only">{label}</span>
      </span>
      <span className="min-w-0 break-words font-mono text-xs leading-5">{text}</span>
    </li>
  );
});
