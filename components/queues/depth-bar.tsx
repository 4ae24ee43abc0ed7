import { cn } from '@/components/ui/cn';

export interface DepthBarProps {
  readonly ready: number;
  readonly unacked: number;
  readonly className?: string;
}

/** How full a queue is, on a logarithmic scale to a million, split into ready and unacked. */
export function DepthBar({ ready, unacked, className }: DepthBarProps) {
  const total = ready + unacked;
  const fill = total === 0 ? 0 : Math.max(0.06, Math.min(1, Math.log10(total + 1) / 6));
  const unackedShare = total === 0 ? 0 : unacked / total;
  return (
    <span aria-hidden className={cn('block h-2 overflow-hidden rounded-full bg-muted', className)}>
      <span className="flex h-full overflow-hidden rounded-full" style={{ width: `${fill * 100}%` }}>
        <span className="h-full bg-queue" style={{ width: `${(1 - unackedShare) * 100}%` }} />
        <span className="h-full flex-1 bg-unacked" />
      </span>
    </span>
  );
}
