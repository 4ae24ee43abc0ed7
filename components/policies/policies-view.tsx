'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, ScrollText } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useCallback } from 'react';
import { ResourceBody } from '@/components/layout/resource-body';
import { ResourcePage } from '@/components/layout/resource-page';
import { TableTools } from '@/components/layout/table-tools';
import { useTableState } from '@/components/layout/use-table-state';
import { useVHost } from '@/components/layout/use-vhost';
import { policiesQuery } from '@/components/session/admin-queries';
import { type Refusal, useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterInput } from '@/components/ui/filter-input';
import { Segmented } from '@/components/ui/segmented';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import type { Policy, PolicyKind } from '@/lib/admin-api';
import { choiceParam, flagParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';
import { policyColumns } from './policy-columns';

const PoliciesBulk = dynamic(() => import('./policies-bulk').then((module) => module.PoliciesBulk), { ssr: false });
const PolicySheet = dynamic(() => import('./policy-sheet').then((module) => module.PolicySheet), { ssr: false });

const kinds = ['policies', 'operator-policies'] as const;
const kindOptions = [
  { value: 'policies', label: 'Policies' },
  { value: 'operator-policies', label: 'Operator policies' },
] as const;

export function PoliciesView() {
  const [vhost] = useVHost();
  const [kind, setKind] = useUrlParam('kind', choiceParam(kinds).withDefault('policies'));
  const [isNew, setNew] = useUrlParam('new', flagParam.withDefault(false));
  const table = useTableState('-priority');
  const hasBulk = useStaysTrue(table.checked.size > 0);
  const refusal = useRights(vhost)[kind === 'policies' ? 'makePolicies' : 'administer'];
  const create = { refusal, onCreate: () => setNew(true) };
  const query = useQuery(policiesQuery(kind, vhost));
  const needle = table.filter.toLowerCase();
  const isShown = useCallback((one: Policy) => textOf(one).includes(needle), [needle]);
  const isOpen = isNew || table.selected !== null;
  const hasSheet = useStaysTrue(isOpen);
  const policy = query.data?.find(({ name }) => name === table.selected);

  function close() {
    table.select(null);
    setNew(null);
  }

  return (
    <ResourcePage
      title="Policies"
      explained="policy"
      count={query.data?.length ?? null}
      hasSheet={isOpen}
      actions={<Create text={kind === 'policies' ? 'New policy' : 'New operator policy'} {...create} />}
      toolbar={
        <>
          <FilterInput
            label="Filter policies"
            value={table.filter}
            onValueChange={table.setFilter}
            className="w-full @lg:w-72"
          />
          <KindChoice
            kind={kind}
            onChange={(next) => {
              table.select(null);
              setKind(next);
            }}
          />
          <TableTools columns={policyColumns} table={table} />
        </>
      }
    >
      <ResourceBody query={query} label="policies">
        {(policies) => (
          <DataTable
            label={`${kind === 'policies' ? 'Policies' : 'Operator policies'} of ${vhost}`}
            columns={policyColumns}
            rows={policies}
            isShown={isShown}
            rowKey={(one) => one.name}
            rowLabel={(one) => `Open policy ${one.name}`}
            sort={table.sort}
            onSortChange={table.setSort}
            hidden={table.hidden}
            checked={refusal === null ? table.checked : undefined}
            onCheckedChange={table.setChecked}
            selectedKey={table.selected}
            onSelect={(one) => table.select(one.name)}
            empty={
              <NoPolicies
                kind={kind}
                isFiltered={policies.length > 0}
                action={<Create text="Make the first one" {...create} />}
              />
            }
          />
        )}
      </ResourceBody>
      {hasBulk && <PoliciesBulk {...{ vhost, kind, table, refusal }} policies={query.data ?? []} />}
      {hasSheet && (
        <PolicySheet
          key={`${kind} ${table.selected ?? ''}`}
          vhost={vhost}
          kind={kind}
          policy={isNew ? undefined : policy}
          open={isOpen && (isNew || policy !== undefined)}
          refusal={refusal}
          onClose={close}
          policies={query.data ?? []}
        />
      )}
    </ResourcePage>
  );
}

interface KindChoiceProps {
  readonly kind: PolicyKind;
  readonly onChange: (kind: PolicyKind) => void;
}

function KindChoice({ kind, onChange }: KindChoiceProps) {
  return (
    <Segmented<PolicyKind> aria-label="Kind" size="sm" value={kind} onValueChange={onChange} options={kindOptions} />
  );
}

interface CreateProps {
  readonly text: string;
  readonly refusal: Refusal;
  readonly onCreate: () => void;
}

function Create({ text, refusal, onCreate }: CreateProps) {
  return (
    <Button variant="primary" onClick={onCreate} refusal={refusal}>
      <Plus aria-hidden />
      {text}
    </Button>
  );
}

function textOf({ name, pattern, definition }: Policy): string {
  return `${name} ${pattern} ${JSON.stringify(definition)}`.toLowerCase();
}

interface NoPoliciesProps {
  readonly kind: PolicyKind;
  readonly isFiltered: boolean;
  readonly action: ReactNode;
}

function NoPolicies({ kind, isFiltered, action }: NoPoliciesProps) {
  const icon = <ScrollText aria-hidden className="size-10" />;
  if (isFiltered) {
    return <EmptyState title="No policy matches">The filter looks at names, patterns and definitions.</EmptyState>;
  }
  return kind === 'policies' ? (
    <EmptyState icon={icon} title="No policies yet" action={action}>
      A policy gives settings, such as a TTL or a dead letter exchange, to all queues and exchanges whose names match a
      pattern. Unlike arguments, it can be changed at any time.
    </EmptyState>
  ) : (
    <EmptyState icon={icon} title="No operator policies yet" action={action}>
      An operator policy sets limits that ordinary policies cannot loosen. Where both set a number, the smaller one
      wins.
    </EmptyState>
  );
}
