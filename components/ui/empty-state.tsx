import type { ReactNode } from 'react';
import { cn } from './cn';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What the missing thing is for, in one or two sentences. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly compact?: boolean;
}

export function EmptyState({ icon, title, children, action, compact = false }: EmptyStateProps) {
  return (
    <div
      className={cn(
        'flex flex-col items-center text-center',
        compact ? 'gap-2 rounded-lg border border-dashed px-4 py-5' : 'gap-3 px-6 py-16',
      )}
    >
      {icon && <div className="text-muted-foreground">{icon}</div>}
      <p className={cn('font-semibold', compact ? 'text-sm' : 'text-base')}>{title}</p>
      <div className="max-w-md text-muted-foreground text-sm text-pretty">{children}</div>
      {action && <div className="mt-1 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
