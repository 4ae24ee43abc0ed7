'use client';

import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { Explanation } from '@/components/ui/explanation';
import type { TermName } from '@/components/ui/glossary';
import { formatCount } from '@/lib/format';

export interface ResourcePageProps {
  readonly title: string;
  /** The term that the page is about. */
  readonly explained?: TermName;
  readonly count: number | null;
  readonly actions?: ReactNode;
  readonly toolbar: ReactNode;
  /** Whether the detail sheet stands beside the table. */
  readonly hasSheet: boolean;
  readonly children: ReactNode;
}

/** A heading, a toolbar and a table that takes the rest of the page. */
export function ResourcePage({ title, explained, count, actions, toolbar, hasSheet, children }: ResourcePageProps) {
  return (
    <div
      className={cn(
        'flex h-full flex-col transition-[padding] duration-250 ease-out',
        hasSheet && 'lg:pr-(--sheet-width)',
      )}
    >
      <div className="@container shrink-0">
        <div className="flex min-h-14 flex-wrap items-center gap-x-2.5 gap-y-1 px-4 pt-3">
          <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
          {explained && <Explanation of={explained} />}
          {count !== null && (
            <span className="rounded-full bg-muted px-2 font-medium text-muted-foreground text-xs leading-5">
              {formatCount(count)}
            </span>
          )}
          <div className="ml-auto flex items-center gap-2">{actions}</div>
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-2 pb-3">{toolbar}</div>
      </div>
      <div className="min-h-0 flex-1 border-t">{children}</div>
    </div>
  );
}
