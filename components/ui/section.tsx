import type { ReactNode } from 'react';
import { cn } from './cn';

export interface SectionProps {
  readonly title: ReactNode;
  readonly count?: number | undefined;
  readonly actions?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function Section({ title, count, actions, className, children }: SectionProps) {
  return (
    <section className={cn('min-w-0', className)}>
      <div className="mb-2 flex min-h-7 items-center gap-2">
        <h3 className="font-semibold text-sm">{title}</h3>
        {count !== undefined && <span className="text-muted-foreground text-xs">{count}</span>}
        {actions && <div className="ml-auto flex items-center gap-1">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
