'use client';

import { Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { BulkBar } from '@/components/layout/bulk-bar';
import type { TableState } from '@/components/layout/use-table-state';
import type { Rights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { isPredeclaredExchange } from '@/lib/amqp-names';
import { deleteExchange } from '@/lib/api-client';
import { plural } from '@/lib/format';
import type { Exchange } from '@/lib/management-api';

const BulkDialog = dynamic(() => import('@/components/layout/bulk-dialog').then((module) => module.BulkDialog), {
  ssr: false,
});

export interface ExchangesBulkProps {
  readonly vhost: string;
  readonly exchanges: readonly Exchange[];
  readonly table: TableState;
  readonly rights: Rights;
}

/** What can be done to all the exchanges that are chosen; the predeclared ones stay. */
export function ExchangesBulk({ vhost, exchanges, table, rights }: ExchangesBulkProps) {
  const [isDeleting, setDeleting] = useState(false);
  const chosen = table.checked.size === 0 ? [] : exchanges.filter(({ name }) => table.checked.has(name));
  if (chosen.length === 0 && !isDeleting) return null;
  const names = chosen.map(({ name }) => name).filter((name) => !isPredeclaredExchange(name));
  const kept = chosen.length - names.length;
  const none = names.length === 0 ? 'The predeclared exchanges cannot be deleted.' : null;
  const refusal = none ?? names.map((name) => rights.configure(name)).find((reason) => reason !== null) ?? null;
  const what = plural(names.length, 'exchange');
  return (
    <>
      {chosen.length > 0 && (
        <BulkBar text={plural(chosen.length, 'exchange')} onClear={() => table.setChecked(new Set())}>
          <Button size="sm" variant="destructive-ghost" onClick={() => setDeleting(true)} refusal={refusal}>
            <Trash2 aria-hidden className="size-3.5" />
            Delete
          </Button>
        </BulkBar>
      )}
      {isDeleting && (
        <BulkDialog
          names={names}
          noun="exchange"
          title={`Delete ${what}?`}
          description={`Their bindings go with them, and what is published to them is refused from then on. Queues and messages stay.${kept > 0 ? ` ${plural(kept, 'predeclared exchange')} stay${kept === 1 ? 's' : ''}.` : ''}`}
          confirmLabel={`Delete ${what}`}
          act={(name) => deleteExchange({ vhost, name })}
          done="deleted"
          onDone={(failed) => table.setChecked(new Set(failed))}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  );
}
