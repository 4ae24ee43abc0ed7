'use client';

import { useQuery } from '@tanstack/react-query';
import { exchangesQuery } from '@/components/exchanges/exchange-queries';
import { queuesQuery } from '@/components/queues/queue-queries';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { type Operation, operationHelp } from '@/lib/access-question';
import { plural } from '@/lib/format';
import { patternProblem, permissionAllows } from '@/lib/permission-pattern';

export interface PatternFieldProps {
  readonly vhost: string;
  readonly operation: Operation;
  readonly value: string;
  readonly onValueChange: (pattern: string) => void;
}

const labels: Readonly<Record<Operation, string>> = { configure: 'Configure', write: 'Write', read: 'Read' };

/** A pattern of a permission, and how many of the names there now it matches. */
export function PatternField({ vhost, operation, value, onValueChange }: PatternFieldProps) {
  const { data: queues = [] } = useQuery({ ...queuesQuery(vhost), refetchInterval: false });
  const { data: exchanges = [] } = useQuery({ ...exchangesQuery(vhost), refetchInterval: false });
  const names = (things: readonly { readonly name: string }[]) =>
    things.filter(({ name }) => permissionAllows(value, name === '' ? 'amq.default' : name)).length;
  const matched = `${plural(names(queues), 'queue')} of ${queues.length}, ${plural(names(exchanges), 'exchange')} of ${exchanges.length}`;
  return (
    <Field
      label={labels[operation]}
      help={`${operationHelp[operation]} ${value === '' ? 'Empty: nothing.' : `Now: ${matched}.`}`}
      error={patternProblem(value)}
    >
      <Input mono value={value} onValueChange={onValueChange} placeholder="nothing" />
    </Field>
  );
}
