import type { ReactNode } from 'react';
import { cn } from './cn';

const tones = {
  neutral: 'bg-muted text-foreground',
  outline: 'border text-muted-foreground',
  success: 'bg-success-soft text-success',
  warning: 'bg-warning-soft text-warning',
  destructive: 'bg-destructive-soft text-destructive',
  producer: 'bg-producer-soft text-foreground [&_svg]:text-producer',
  exchange: 'bg-exchange-soft text-foreground [&_svg]:text-exchange',
  queue: 'bg-queue-soft text-foreground [&_svg]:text-queue',
  consumer: 'bg-consumer-soft text-foreground [&_svg]:text-consumer',
  unacked: 'bg-unacked-soft text-foreground [&_svg]:text-unacked',
  binding: 'bg-binding-soft text-foreground [&_svg]:text-binding',
} as const;

export type BadgeTone = keyof typeof tones;

export interface BadgeProps {
  readonly tone?: BadgeTone;
  readonly icon?: ReactNode;
  readonly mono?: boolean;
  readonly title?: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function Badge({ tone = 'neutral', icon, mono = false, title, className, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={cn(
        'inline-flex h-5 max-w-full shrink-0 items-center gap-1 rounded-full px-2 font-medium text-[0.6875rem] whitespace-nowrap [&_svg]:size-3',
        mono && 'font-mono',
        tones[tone],
        className,
      )}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
