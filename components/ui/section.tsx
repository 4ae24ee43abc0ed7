import { createContext, type ReactNode, useContext } from 'react';
import { cn } from './cn';

export interface SectionProps {
  readonly title: ReactNode;
  readonly count?: number | undefined;
  readonly actions?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** How deep the headings of sections stand: right below that of the page, or below that of a sheet or dialog. */
export const SectionHeading = createContext<'h2' | 'h3'>('h3');

export function Section({ title, count, actions, className, children }: SectionProps) {
  const Heading = useContext(SectionHeading);
  return (
    <section className={cn('min-w-0', className)}>
      <div className="mb-2 flex min-h-7 items-center gap-2">
        <Heading className="font-semibold text-sm">{title}</Heading>
        {count !== undefined && <span className="text-muted-foreground text-xs">{count}</span>}
        {actions && <div className="ml-auto flex items-center gap-1">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
