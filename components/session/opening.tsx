import { WarrenMark } from '@/components/layout/warren-mark';

/** Stands in place of every page until it is known who looks at it; it is there before the scripts are. */
export function Opening() {
  return (
    <main className="flex min-h-dvh items-center justify-center" aria-busy>
      <span role="status" className="sr-only">
        Opening Warren
      </span>
      <WarrenMark className="size-12 animate-pulse-soft" />
    </main>
  );
}
