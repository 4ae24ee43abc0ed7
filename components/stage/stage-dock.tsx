'use client';

import { Download, Send } from 'lucide-react';
import type { ReactNode } from 'react';
import { ExchangeIcon } from '@/components/exchanges/exchange-icon';
import { QueueIcon } from '@/components/queues/queue-icon';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import { type StageDialog, useStageUi } from './stage-ui';

interface Tool {
  readonly key: string;
  readonly label: string;
  readonly hint: string;
  readonly icon: ReactNode;
  readonly colour: string;
  readonly dialog: StageDialog;
}

const tools: readonly Tool[] = [
  {
    key: 'P',
    label: 'Producer',
    hint: 'Place a producer: a real AMQP client that publishes for you',
    icon: <Send aria-hidden className="size-4" />,
    colour: 'text-producer',
    dialog: { kind: 'producer', client: null, exchange: null },
  },
  {
    key: 'E',
    label: 'Exchange',
    hint: 'Declare an exchange',
    icon: <ExchangeIcon className="size-4.5" />,
    colour: 'text-exchange',
    dialog: { kind: 'declare-exchange' },
  },
  {
    key: 'Q',
    label: 'Queue',
    hint: 'Declare a queue',
    icon: <QueueIcon className="size-4.5" />,
    colour: 'text-queue',
    dialog: { kind: 'declare-queue' },
  },
  {
    key: 'C',
    label: 'Consumer',
    hint: 'Attach a consumer: a real AMQP client that takes messages',
    icon: <Download aria-hidden className="size-4" />,
    colour: 'text-consumer',
    dialog: { kind: 'consumer', client: null, queue: null },
  },
];

/** The four things that one can put on the stage, in the order in which a message meets them. */
export function StageDock({ className }: { readonly className?: string }) {
  const open = useStageUi((state) => state.open);
  return (
    <div
      role="toolbar"
      aria-label="Add to the stage"
      className={cn('flex gap-0.5 rounded-xl border bg-popover p-1 shadow-popup', className)}
    >
      {tools.map(({ key, label, hint, icon, colour, dialog }) => (
        <Tooltip key={key} content={`${hint} (${key})`}>
          <button
            type="button"
            onClick={() => open(dialog)}
            className="flex h-10 items-center gap-2 rounded-lg px-3 font-medium text-sm transition-colors hover:bg-muted max-sm:h-12 max-sm:flex-1 max-sm:flex-col max-sm:justify-center max-sm:gap-0.5 max-sm:px-1 max-sm:text-[11px]"
          >
            <span className={colour}>{icon}</span>
            {label}
          </button>
        </Tooltip>
      ))}
    </div>
  );
}
