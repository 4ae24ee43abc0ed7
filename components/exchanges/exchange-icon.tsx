import { cn } from '@/components/ui/cn';

export interface ExchangeIconProps {
  readonly type?: string | undefined;
  readonly className?: string;
}

/** A hexagon; the exchange type is drawn inside: = direct, star fanout, # topic, braces headers, the hands of a clock for one that delays, an empty set for the default exchange. */
export function ExchangeIcon({ type, className }: ExchangeIconProps) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cn('size-4 shrink-0', className)}
    >
      <path d="M7.2 3.7h9.6L21.6 12l-4.8 8.3H7.2L2.4 12z" />
      <TypeGlyph type={type} />
    </svg>
  );
}

function TypeGlyph({ type }: { readonly type: string | undefined }) {
  switch (type) {
    case 'direct':
      return <path d="M9 10.2h6M9 13.8h6" />;
    case 'fanout':
      return <path d="M12 8.2v7.6M8.7 10.1l6.6 3.8M15.3 10.1l-6.6 3.8" />;
    case 'topic':
      return <path d="m10.8 8.4-.9 7.2M14.1 8.4l-.9 7.2M8.6 10.6h6.9M8.5 13.4h6.9" strokeWidth="1.5" />;
    case 'default':
      return <path d="M15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0M9.6 14.8l4.8-5.6" strokeWidth="1.5" />;
    case 'headers':
      return (
        <path
          d="M10.4 8.6c-1.4 0-1.2 1-1.2 1.7s-.3 1.7-1.2 1.7c.9 0 1.2 1 1.2 1.7s-.2 1.7 1.2 1.7M13.6 8.6c1.4 0 1.2 1 1.2 1.7s.3 1.7 1.2 1.7c-.9 0-1.2 1-1.2 1.7s.2 1.7-1.2 1.7"
          strokeWidth="1.6"
        />
      );
    case 'x-delayed-message':
      return <path d="M12 8.4V12l2.4 1.8" />;
    default:
      return <path d="M9 12h6" />;
  }
}
