import type { Column } from '@/components/ui/data-table-model';
import type { TermName } from '@/components/ui/glossary';
import { SecondLine } from '@/components/ui/second-line';
import { formatCompact, formatRate, plural } from '@/lib/format';
import type { Queue, QueueFates } from '@/lib/management-api';
import { DepthBar } from './depth-bar';
import { QueueFeatures } from './queue-features';

const ready = (queue: Queue) => queue.messages_ready ?? 0;
const unacked = (queue: Queue) => queue.messages_unacknowledged ?? 0;
const publishRate = (queue: Queue) => queue.message_stats?.publish_details?.rate ?? 0;
const deliverRate = (queue: Queue) => queue.message_stats?.deliver_get_details?.rate ?? 0;

function Quiet({ value, text }: { readonly value: number; readonly text: string }) {
  return <span className={value === 0 ? 'text-muted-foreground' : undefined}>{text}</span>;
}

/** How many messages of a queue ended like this. */
function fateColumn(fate: keyof QueueFates, header: string, explained: TermName): Column<Queue> {
  const count = ({ fates }: Queue) => fates?.[fate] ?? 0;
  return {
    id: fate,
    header,
    explained,
    width: '7.5rem',
    compactWidth: '6.75rem',
    align: 'end',
    sortValue: count,
    cell: (queue) => <Quiet value={count(queue)} text={formatCompact(count(queue))} />,
  };
}

export const queueColumns: readonly Column<Queue>[] = [
  {
    id: 'name',
    header: 'Name',
    sortValue: (queue) => queue.name,
    cell: (queue, { isCompact }) => (
      <>
        <span className="block truncate font-medium font-mono">{queue.name}</span>
        {isCompact && (
          <SecondLine>
            {plural(queue.consumers ?? 0, 'consumer')}, {formatCompact(unacked(queue))} unacked
          </SecondLine>
        )}
      </>
    ),
  },
  {
    id: 'features',
    header: 'Features',
    explained: 'features',
    width: '11rem',
    minTableWidth: 900,
    cell: (queue) => <QueueFeatures queue={queue} />,
  },
  {
    id: 'depth',
    header: 'Depth',
    explained: 'depth',
    width: '8rem',
    minTableWidth: 720,
    cell: (queue) => <DepthBar ready={ready(queue)} unacked={unacked(queue)} />,
  },
  {
    id: 'ready',
    header: 'Ready',
    width: '6.5rem',
    compactWidth: '5.5rem',
    align: 'end',
    sortValue: ready,
    cell: (queue) => <Quiet value={ready(queue)} text={formatCompact(ready(queue))} />,
  },
  {
    id: 'unacked',
    header: 'Unacked',
    width: '6.5rem',
    align: 'end',
    minTableWidth: 560,
    sortValue: unacked,
    cell: (queue) => <Quiet value={unacked(queue)} text={formatCompact(unacked(queue))} />,
  },
  {
    id: 'consumers',
    header: 'Consumers',
    explained: 'consumer',
    width: '7rem',
    align: 'end',
    minTableWidth: 640,
    sortValue: (queue) => queue.consumers ?? 0,
    cell: (queue) => <Quiet value={queue.consumers ?? 0} text={formatCompact(queue.consumers ?? 0)} />,
  },
  {
    id: 'in',
    header: 'In',
    explained: 'publish',
    width: '6rem',
    align: 'end',
    minTableWidth: 1040,
    sortValue: publishRate,
    cell: (queue) => <Quiet value={publishRate(queue)} text={formatRate(publishRate(queue))} />,
  },
  {
    id: 'out',
    header: 'Out',
    explained: 'delivery',
    width: '6rem',
    align: 'end',
    minTableWidth: 1040,
    sortValue: deliverRate,
    cell: (queue) => <Quiet value={deliverRate(queue)} text={formatRate(deliverRate(queue))} />,
  },
  fateColumn('expired', 'Expired', 'expired'),
  fateColumn('dropped', 'Dropped', 'dropped'),
  fateColumn('refused', 'Refused', 'refused'),
  fateColumn('rejected', 'Rejected', 'rejected'),
  fateColumn('dead_lettered', 'Dead-lettered', 'dead-lettered'),
];

/** Those that are there for who chooses them. */
export const extraQueueColumns: readonly string[] = ['expired', 'dropped', 'refused', 'rejected', 'dead_lettered'];
