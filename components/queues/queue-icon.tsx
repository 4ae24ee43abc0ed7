import { cn } from '@/components/ui/cn';

/** A tunnel lying on its side, with messages in it. */
export function QueueIcon({ className }: { readonly className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      className={cn('size-4', className)}
    >
      <rect x="2.5" y="6.5" width="19" height="11" rx="5.5" />
      <path d="M8.5 12h.01M12.2 12h.01M15.9 12h.01" strokeWidth="2.8" />
    </svg>
  );
}
