import { Download, Send, StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import { ExchangeIcon } from '@/components/exchanges/exchange-icon';
import { QueueIcon } from '@/components/queues/queue-icon';
import type { StageDialog } from './stage-ui';

export type ToolKind = 'producer' | 'exchange' | 'queue' | 'consumer' | 'note';

export interface StageTool {
  readonly kind: ToolKind;
  readonly key: string;
  readonly label: string;
  readonly hint: string;
  readonly icon: ReactNode;
  readonly colour: string;
  /** A note needs no dialog. */
  readonly dialog: StageDialog | null;
}

/** What one can put on the stage, in the order in which a message meets it. */
export const stageTools: readonly StageTool[] = [
  {
    kind: 'producer',
    key: 'P',
    label: 'Producer',
    hint: 'Place a producer: a real AMQP client that publishes for you',
    icon: <Send aria-hidden className="size-4" />,
    colour: 'text-producer',
    dialog: { kind: 'producer', client: null, exchange: null },
  },
  {
    kind: 'exchange',
    key: 'E',
    label: 'Exchange',
    hint: 'Declare an exchange',
    icon: <ExchangeIcon className="size-4.5" />,
    colour: 'text-exchange',
    dialog: { kind: 'declare-exchange' },
  },
  {
    kind: 'queue',
    key: 'Q',
    label: 'Queue',
    hint: 'Declare a queue',
    icon: <QueueIcon className="size-4.5" />,
    colour: 'text-queue',
    dialog: { kind: 'declare-queue' },
  },
  {
    kind: 'consumer',
    key: 'C',
    label: 'Consumer',
    hint: 'Attach a consumer: a real AMQP client that takes messages',
    icon: <Download aria-hidden className="size-4" />,
    colour: 'text-consumer',
    dialog: { kind: 'consumer', client: null, queue: null },
  },
  {
    kind: 'note',
    key: 'N',
    label: 'Note',
    hint: 'Put a note on the stage; it stays in this browser',
    icon: <StickyNote aria-hidden className="size-4" />,
    colour: 'text-muted-foreground',
    dialog: null,
  },
];

/** The type by which a tool says, while it is dragged, what it is. */
export const TOOL_TYPE = 'application/x-warren-tool';
