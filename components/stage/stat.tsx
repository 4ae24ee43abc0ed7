'use client';

import { type ReactNode, useRef } from 'react';
import { writeText } from './number-painters';
import { useNumbers } from './stage-context';

/** One live number with its name. */
export function Stat({
  label,
  read,
  mark,
}: {
  readonly label: string;
  readonly read: () => string;
  readonly mark?: ReactNode;
}) {
  const value = useRef<HTMLElement>(null);
  useNumbers(() => writeText(value.current, read()));
  return (
    <div className="min-w-0">
      <dt className="flex items-center gap-1.5 text-muted-foreground text-xs">
        {mark}
        {label}
      </dt>
      <dd ref={value} className="truncate font-semibold text-lg leading-7" />
    </div>
  );
}

export function StatGrid({ children }: { readonly children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-x-4 gap-y-2 @sm:grid-cols-4">{children}</dl>;
}

/** Names and values that do not change by themselves. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="min-w-0 break-words text-right">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Section({
  title,
  action,
  children,
}: {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="border-t px-5 py-4">
      <div className="mb-2.5 flex min-h-7 items-center justify-between gap-2">
        <h3 className="font-semibold text-sm">{title}</h3>
        {action}
      </div>
      {children}
    </section>
  );
}
