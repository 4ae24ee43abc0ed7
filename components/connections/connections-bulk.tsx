'use client';

import { Unplug } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { BulkBar } from '@/components/layout/bulk-bar';
import type { TableState } from '@/components/layout/use-table-state';
import type { Rights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { closeConnection } from '@/lib/api-client';
import { plural } from '@/lib/format';
import type { Connection } from '@/lib/management-api';

const BulkDialog = dynamic(() => import('@/components/layout/bulk-dialog').then((module) => module.BulkDialog), {
  ssr: false,
});

export interface ConnectionsBulkProps {
  readonly connections: readonly Connection[];
  readonly table: TableState;
  readonly rights: Rights;
}

/** What can be done to all the connections that are chosen. */
export function ConnectionsBulk({ connections, table, rights }: ConnectionsBulkProps) {
  const [isClosing, setClosing] = useState(false);
  const chosen = table.checked.size === 0 ? [] : connections.filter(({ name }) => table.checked.has(name));
  if (chosen.length === 0 && !isClosing) return null;
  const what = plural(chosen.length, 'connection');
  return (
    <>
      {chosen.length > 0 && (
        <BulkBar text={what} onClear={() => table.setChecked(new Set())}>
          <Button
            size="sm"
            variant="destructive-ghost"
            onClick={() => setClosing(true)}
            refusal={rights.isReadOnly ? 'Your user may only look at this vhost.' : null}
          >
            <Unplug aria-hidden className="size-3.5" />
            Close
          </Button>
        </BulkBar>
      )}
      {isClosing && (
        <BulkDialog
          names={chosen.map(({ name }) => name)}
          noun="connection"
          title={`Close ${what}?`}
          description="What they hold unacknowledged goes back to its queues, marked as redelivered. Most clients connect again at once."
          confirmLabel={`Close ${what}`}
          act={(name) => closeConnection(name, 'Closed in the dashboard, with others')}
          done="closed"
          onDone={(failed) => table.setChecked(new Set(failed))}
          onClose={() => setClosing(false)}
        />
      )}
    </>
  );
}
