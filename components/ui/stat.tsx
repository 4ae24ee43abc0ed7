import type { ReactNode } from 'react';
import { cn } from './cn';

export interface StatProps {
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly hint?: ReactNode;
  /** A background class for the mark, such as `bg-queue`. */
  readonly markClassName?: string;
}

export function Stat({ label, value, hint, markClassName }: StatProps) {
  return (
    <div className="min-w-0 rounded-md border bg-card px-3 py-2">
      <dt className="flex items-center gap-1.5 truncate text-muted-foreground text-xs">
        {markClassName && <span aria-hidden className={cn('size-2 shrink-0 rounded-full', markClassName)} />}
        {label}
      </dt>
      <dd className="truncate font-semibold text-lg leading-7 tabular-nums">
        {value}
        {hint && <span className="ml-1.5 font-normal text-muted-foreground text-xs">{hint}</span>}
      </dd>
    </div>
  );
}

export function StatGrid({ children }: { readonly children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-2 @md:grid-cols-4">{children}</dl>;
}
