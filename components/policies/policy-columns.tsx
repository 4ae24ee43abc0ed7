import { Badge } from '@/components/ui/badge';
import type { Column } from '@/components/ui/data-table-model';
import { SecondLine } from '@/components/ui/second-line';
import type { Policy } from '@/lib/admin-api';
import { formatArgument } from '@/lib/format';

function appliesTo(policy: Policy): string {
  return policy['apply-to'].replace('_', ' ');
}

export const policyColumns: readonly Column<Policy>[] = [
  {
    id: 'name',
    header: 'Name',
    width: '14rem',
    compactWidth: '7.5rem',
    sortValue: (policy) => policy.name,
    cell: (policy) => <span className="font-medium font-mono">{policy.name}</span>,
  },
  {
    id: 'pattern',
    header: 'Pattern',
    explained: 'pattern',
    sortValue: (policy) => policy.pattern,
    cell: (policy, { isCompact }) => (
      <>
        <span className="block truncate font-mono">{policy.pattern}</span>
        {isCompact && <SecondLine>{appliesTo(policy)}</SecondLine>}
      </>
    ),
  },
  {
    id: 'apply-to',
    header: 'Applies to',
    explained: 'policy',
    width: '9rem',
    minTableWidth: 640,
    sortValue: (policy) => policy['apply-to'],
    cell: appliesTo,
  },
  {
    id: 'definition',
    header: 'Definition',
    explained: 'policy definition',
    width: '24rem',
    minTableWidth: 900,
    cell: (policy) => (
      <span className="flex gap-1 overflow-hidden">
        {Object.entries(policy.definition).map(([key, value]) => (
          <Badge key={key} mono>
            {key}: {formatArgument(value)}
          </Badge>
        ))}
      </span>
    ),
  },
  {
    id: 'priority',
    header: 'Priority',
    explained: 'policy priority',
    width: '6.5rem',
    compactWidth: '5.5rem',
    minTableWidth: 380,
    align: 'end',
    sortValue: (policy) => policy.priority,
    cell: (policy) => policy.priority,
  },
];
