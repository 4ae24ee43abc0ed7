import { cn } from './cn';

export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden className={cn('animate-pulse-soft rounded-md bg-muted', className)} />;
}

export function SkeletonRows({ rows = 6, label = 'Loading' }: { readonly rows?: number; readonly label?: string }) {
  const keys = Array.from({ length: rows }, (_, index) => `row-${index}`);
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-2">
      {keys.map((key) => (
        <Skeleton key={key} className="h-9" />
      ))}
    </div>
  );
}
