'use client';

import { Check, Undo2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { toast } from '@/components/ui/toast';
import type { Verdict } from '@/lib/live-events';
import { liveStore } from '@/lib/live-store';

export interface SettleButtonsProps {
  readonly client: string;
  readonly deliveryTag: number;
  /** Said after the verb, for screen readers: `message 3`. */
  readonly subject: string;
  readonly size?: 'md' | 'lg';
}

const verdicts: readonly { verdict: Verdict; label: string; icon: ReactNode; tone: string }[] = [
  { verdict: 'ack', label: 'Ack', icon: <Check aria-hidden />, tone: 'text-success hover:bg-success-soft' },
  { verdict: 'reject', label: 'Reject', icon: <X aria-hidden />, tone: 'text-destructive hover:bg-destructive-soft' },
  { verdict: 'requeue', label: 'Requeue', icon: <Undo2 aria-hidden />, tone: 'text-warning hover:bg-warning-soft' },
];

/** The three ways to settle a delivery that is held by hand. */
export function SettleButtons({ client, deliveryTag, subject, size = 'md' }: SettleButtonsProps) {
  return (
    <div className="flex gap-1">
      {verdicts.map(({ verdict, label, icon, tone }) => (
        <button
          key={verdict}
          type="button"
          aria-label={`${label} ${subject}`}
          onClick={(event) => {
            event.stopPropagation();
            liveStore.playground
              .settle(client, deliveryTag, verdict)
              .catch((failure: Error) => toast.error(failure.message));
          }}
          className={cn(
            'nodrag inline-flex items-center gap-1 rounded-md border bg-card font-medium transition-colors [&_svg]:size-3.5',
            size === 'lg' ? 'h-8.5 px-2 text-xs' : 'h-7 px-2 text-xs',
            tone,
          )}
        >
          {icon}
          <span className="text-foreground">{label}</span>
        </button>
      ))}
    </div>
  );
}
