import { CircleAlert } from 'lucide-react';
import { cn } from '@/components/ui/cn';

export interface RefusalProps {
  readonly error: unknown;
  readonly className?: string;
}

/** Why a playground client could not be placed or changed, in the server's words. */
export function Refusal({ error, className }: RefusalProps) {
  if (error === null || error === undefined) return null;
  return (
    <div role="alert" className={cn('flex gap-2.5 rounded-md bg-destructive-soft p-3 text-sm', className)}>
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-destructive" />
      <span className="min-w-0 break-words">{error instanceof Error ? error.message : String(error)}</span>
    </div>
  );
}
