'use client';

import { Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { BulkBar } from '@/components/layout/bulk-bar';
import type { TableState } from '@/components/layout/use-table-state';
import type { Refusal } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import type { Policy, PolicyKind } from '@/lib/admin-api';
import { deletePolicy } from '@/lib/admin-client';
import { plural } from '@/lib/format';

const BulkDialog = dynamic(() => import('@/components/layout/bulk-dialog').then((module) => module.BulkDialog), {
  ssr: false,
});

export interface PoliciesBulkProps {
  readonly vhost: string;
  readonly kind: PolicyKind;
  readonly policies: readonly Policy[];
  readonly table: TableState;
  readonly refusal: Refusal;
}

/** What can be done to all the policies that are chosen. */
export function PoliciesBulk({ vhost, kind, policies, table, refusal }: PoliciesBulkProps) {
  const [isDeleting, setDeleting] = useState(false);
  const chosen = policies.filter(({ name }) => table.checked.has(name));
  if (chosen.length === 0 && !isDeleting) return null;
  const what = plural(chosen.length, 'policy', 'policies');
  return (
    <>
      {chosen.length > 0 && (
        <BulkBar text={what} onClear={() => table.setChecked(new Set())}>
          <Button size="sm" variant="destructive-ghost" onClick={() => setDeleting(true)} refusal={refusal}>
            <Trash2 aria-hidden className="size-3.5" />
            Delete
          </Button>
        </BulkBar>
      )}
      {isDeleting && (
        <BulkDialog
          names={chosen.map(({ name }) => name)}
          noun="policy"
          title={`Delete ${what}?`}
          description="What they set no longer holds, at once, for all queues and exchanges that they match. Another policy that matches takes their place."
          confirmLabel={`Delete ${what}`}
          act={(name) => deletePolicy({ kind, vhost, name })}
          done="deleted"
          onDone={(failed) => table.setChecked(new Set(failed))}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  );
}
