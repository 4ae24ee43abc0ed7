import { BookOpen, CircleAlert, Lightbulb, TriangleAlert } from 'lucide-react';
import type { Severity } from '@/lib/diagnosis';

export const severityLooks = {
  error: { Icon: CircleAlert, tone: 'text-destructive', badge: 'destructive', word: 'Error' },
  warning: { Icon: TriangleAlert, tone: 'text-warning', badge: 'warning', word: 'Warning' },
  advice: { Icon: Lightbulb, tone: 'text-muted-foreground', badge: 'neutral', word: 'Advice' },
} as const satisfies Readonly<Record<Severity, object>>;

export interface GuideLinkProps {
  readonly href: string;
  readonly about: string;
}

/** To the page of RabbitMQ's documentation that a finding is about. */
export function GuideLink({ href, about }: GuideLinkProps) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="whitespace-nowrap text-muted-foreground underline decoration-border underline-offset-3 hover:decoration-current"
    >
      <BookOpen aria-hidden className="-mt-0.5 mr-1 inline size-3.5" />
      RabbitMQ’s guide<span className="sr-only"> to: {about} (opens in a new tab)</span>
    </a>
  );
}
