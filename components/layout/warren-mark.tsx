import { cn } from '@/components/ui/cn';

/** A W dug as two tunnels, with a message on its way. */
export function WarrenMark({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden fill="none" className={cn('size-7', className)}>
      <path
        d="M5 6.5v11.2a5.5 5.5 0 0 0 11 0V14m0 3.7a5.5 5.5 0 0 0 11 0V6.5"
        stroke="var(--primary)"
        strokeWidth="6.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="16" cy="6.5" r="3.25" fill="var(--producer)" />
    </svg>
  );
}
