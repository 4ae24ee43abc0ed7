import { Badge } from '@/components/ui/badge';
import type { Column } from '@/components/ui/data-table-model';
import { SecondLine } from '@/components/ui/second-line';
import { argumentBadge, exchangeLabel } from '@/lib/amqp-names';
import { formatArgument, formatRate } from '@/lib/format';
import type { Exchange } from '@/lib/management-api';
import { ExchangeIcon } from './exchange-icon';

const inRate = (exchange: Exchange) => exchange.message_stats?.publish_in_details?.rate ?? 0;
const outRate = (exchange: Exchange) => exchange.message_stats?.publish_out_details?.rate ?? 0;

export function typeLabel({ name, type }: Pick<Exchange, 'name' | 'type'>): string {
  return name === '' ? 'default' : type;
}

function Rate({ value }: { readonly value: number }) {
  return <span className={value === 0 ? 'text-muted-foreground' : undefined}>{formatRate(value)}</span>;
}

export const exchangeColumns: readonly Column<Exchange>[] = [
  {
    id: 'name',
    header: 'Name',
    sortValue: (exchange) => exchange.name,
    cell: (exchange, { isCompact }) => (
      <>
        <span className="block truncate font-medium font-mono">{exchangeLabel(exchange.name)}</span>
        {isCompact && <SecondLine>{typeLabel(exchange)}</SecondLine>}
      </>
    ),
  },
  {
    id: 'type',
    header: 'Type',
    explained: 'exchange type',
    width: '11rem',
    minTableWidth: 560,
    sortValue: typeLabel,
    cell: (exchange) => (
      <span className="flex items-center gap-2">
        <ExchangeIcon type={typeLabel(exchange)} className="text-exchange" />
        <span className="truncate">{typeLabel(exchange)}</span>
      </span>
    ),
  },
  {
    id: 'features',
    header: 'Features',
    explained: 'features',
    width: '11rem',
    minTableWidth: 720,
    cell: (exchange) => <ExchangeFeatures exchange={exchange} />,
  },
  {
    id: 'in',
    header: 'In',
    explained: 'publish',
    width: '6rem',
    align: 'end',
    sortValue: inRate,
    cell: (exchange) => <Rate value={inRate(exchange)} />,
  },
  {
    id: 'out',
    header: 'Out',
    explained: 'routed',
    width: '6rem',
    align: 'end',
    minTableWidth: 480,
    sortValue: outRate,
    cell: (exchange) => <Rate value={outRate(exchange)} />,
  },
];

function ExchangeFeatures({ exchange }: { readonly exchange: Exchange }) {
  return (
    <span className="flex gap-1 overflow-hidden">
      {exchange.durable ? (
        <Badge title="durable: it survives a restart of the broker">D</Badge>
      ) : (
        <Badge tone="outline" title="transient: it does not survive a restart of the broker">
          T
        </Badge>
      )}
      {exchange.auto_delete && <Badge title="auto-delete: it goes with its last binding">AD</Badge>}
      {exchange.internal && <Badge title="internal: clients cannot publish to it">Int</Badge>}
      {Object.entries(exchange.arguments).map(([name, value]) => {
        const badge = argumentBadge(name);
        return badge === null ? null : (
          <Badge key={name} title={`${name}: ${formatArgument(value)}`}>
            {badge}
          </Badge>
        );
      })}
      {exchange.policy && <Badge tone="outline">{exchange.policy}</Badge>}
    </span>
  );
}
