import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import type { Column } from '@/components/ui/data-table-model';
import { SecondLine } from '@/components/ui/second-line';
import { exchangeLabel } from '@/lib/amqp-names';
import type { PeekedMessage, PeekState } from '@/lib/contents-api';
import { formatArgument, formatBytes, formatDuration } from '@/lib/format';
import { pathIn, propertiesOf } from '@/lib/message-query';

const previewLength = 160;

function headerColumn(name: string): Column<PeekedMessage> {
  const headerOf = (message: PeekedMessage) => pathIn(propertiesOf(message).headers, name);
  return {
    id: `header.${name}`,
    header: name,
    explained: 'headers',
    width: '9rem',
    sortValue: (message) => {
      const value = headerOf(message);
      return typeof value === 'number' ? value : formatArgument(value ?? '');
    },
    cell: (message) => {
      const value = headerOf(message);
      return value === undefined ? null : <span className="font-mono">{formatArgument(value)}</span>;
    },
  };
}

/** The columns of messages; each header that a person asks for is one of them. */
export function messageColumns(state: PeekState, headers: readonly string[]): Column<PeekedMessage>[] {
  return [
    {
      id: 'key',
      header: 'Routing key',
      width: '15rem',
      compactWidth: '11rem',
      sortValue: (message) => message.routing_key,
      cell: (message, { isCompact }) => (
        <>
          <span className="block truncate font-medium font-mono">
            {message.routing_key || <span className="text-muted-foreground">no key</span>}
          </span>
          {isCompact && (
            <SecondLine>
              {[...marksOf(message), whereOf[state](message), formatBytes(message.payload_bytes)].join(', ')}
            </SecondLine>
          )}
        </>
      ),
    },
    {
      id: 'exchange',
      header: 'Exchange',
      width: '9rem',
      minTableWidth: 820,
      sortValue: (message) => message.exchange,
      cell: (message) => <span className="font-mono">{exchangeLabel(message.exchange)}</span>,
    },
    ...headers.map(headerColumn),
    {
      id: 'payload',
      header: 'Payload',
      explained: 'payload',
      minTableWidth: 360,
      cell: (message) => <Preview message={message} />,
    },
    {
      id: 'size',
      header: 'Size',
      width: '6rem',
      align: 'end',
      minTableWidth: 640,
      sortValue: (message) => message.payload_bytes,
      cell: (message) => formatBytes(message.payload_bytes),
    },
    ...moreColumns[state],
  ];
}

function holderOf(message: PeekedMessage): string {
  return message.consumer_tag || message.channel_details?.name || 'nobody';
}

function keeperOf({ delayed_by: exchange }: PeekedMessage): string | null {
  return exchange === null ? null : exchangeLabel(exchange ?? '');
}

const byItsQueue = 'its queue, to deliver it again';

/** What a message of each list is told by first, where there is no room for more columns. */
const whereOf: Readonly<Record<PeekState, (message: PeekedMessage) => string>> = {
  ready: (message) => exchangeLabel(message.exchange),
  unacked: holderOf,
  scheduled: (message) => keeperOf(message) ?? byItsQueue,
};

type Mark = 'redelivered' | 'dead';

function marksOf(message: PeekedMessage): readonly Mark[] {
  const isDead = propertiesOf(message).headers?.['x-death'] !== undefined;
  return [...(message.redelivered ? (['redelivered'] as const) : []), ...(isDead ? (['dead'] as const) : [])];
}

const marks: Readonly<Record<Mark, ReactNode>> = {
  redelivered: (
    <Badge key="redelivered" tone="unacked" icon={<RotateCcw aria-hidden />}>
      redelivered
    </Badge>
  ),
  dead: (
    <Badge key="dead" tone="destructive">
      dead
    </Badge>
  ),
};

function Preview({ message: { payload, payload_encoding: encoding } }: { readonly message: PeekedMessage }) {
  if (encoding === 'base64') return <span className="text-muted-foreground">binary</span>;
  return <span className="font-mono text-muted-foreground text-xs">{payload.slice(0, previewLength)}</span>;
}

const marksColumn: Column<PeekedMessage> = {
  id: 'marks',
  header: 'Marks',
  explained: 'message marks',
  width: '9rem',
  minTableWidth: 720,
  cell: (message) => <span className="flex gap-1">{marksOf(message).map((mark) => marks[mark])}</span>,
};

const heldColumns: readonly Column<PeekedMessage>[] = [
  {
    id: 'holder',
    header: 'Held by',
    explained: 'unacked',
    width: '14rem',
    minTableWidth: 720,
    sortValue: (message) => message.channel_details?.name ?? '',
    cell: (message) => <span className="font-mono text-xs">{holderOf(message)}</span>,
  },
  {
    id: 'age',
    header: 'For',
    width: '7rem',
    align: 'end',
    sortValue: (message) => message.age_ms ?? 0,
    cell: (message) => formatDuration(message.age_ms ?? 0),
  },
];

const waitingColumns: readonly Column<PeekedMessage>[] = [
  {
    id: 'keeper',
    header: 'Kept by',
    explained: 'scheduled',
    width: '14rem',
    minTableWidth: 720,
    sortValue: (message) => message.delayed_by ?? '',
    cell: (message) => {
      const exchange = keeperOf(message);
      return exchange === null ? byItsQueue : <span className="font-mono">{exchange}</span>;
    },
  },
  {
    id: 'due',
    header: 'Due in',
    width: '7rem',
    align: 'end',
    sortValue: (message) => message.due_at ?? 0,
    cell: (message) => formatDuration(message.due_in_ms ?? 0),
  },
];

/** What is told of messages beside themselves. */
const moreColumns: Readonly<Record<PeekState, readonly Column<PeekedMessage>[]>> = {
  ready: [marksColumn],
  unacked: heldColumns,
  scheduled: waitingColumns,
};
