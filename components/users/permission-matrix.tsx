'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { permissionsQuery } from '@/components/session/admin-queries';
import { vhostsQuery } from '@/components/session/vhost-queries';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { operations } from '@/lib/access-question';
import type { Permission } from '@/lib/admin-api';
import { formatCount } from '@/lib/format';
import { AccessTester } from './access-tester';
import { PermissionDialog } from './permission-dialog';
import type { ListedUser } from './user-columns';

export interface PermissionMatrixProps {
  readonly users: readonly ListedUser[];
  readonly filter: string;
  readonly onOpenUser: (name: string) => void;
}

const rowsAtOnce = 100;

/** Every user against every vhost. A press on a cell changes what it says. */
export function PermissionMatrix({ users, filter, onOpenUser }: PermissionMatrixProps) {
  const { data: vhosts = [] } = useQuery(vhostsQuery);
  const { data: permissions = [] } = useQuery(permissionsQuery);
  const [editing, setEditing] = useState<{ readonly user: string; readonly vhost: string } | null>(null);
  const [rowCount, setRowCount] = useState(rowsAtOnce);
  const byPlace = useMemo(
    () => new Map(permissions.map((one) => [`${one.user}\n${one.vhost}`, one] as const)),
    [permissions],
  );
  const shown = users.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()));
  return (
    <div className="flex h-full flex-col overflow-auto">
      <AccessTester users={users.map(({ name }) => name)} vhosts={vhosts.map(({ name }) => name)} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable with the keyboard. */}
      <section aria-label="Permissions" tabIndex={0} className="overflow-x-auto border-t -outline-offset-2">
        <table className="min-w-full border-separate border-spacing-0 text-[0.8125rem]">
          <caption className="sr-only">
            Users and virtual hosts: C configure, W write, R read. A capital letter allows every name, a small one some
            names.
          </caption>
          <thead>
            <tr>
              <th scope="col" className={cn(headClassName, 'left-0 z-10 min-w-40 text-left')}>
                User
              </th>
              {vhosts.map(({ name }) => (
                <th key={name} scope="col" className={cn(headClassName, 'min-w-28 font-mono')}>
                  <span className="block max-w-40 truncate">{name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, rowCount).map(({ name }) => (
              <tr key={name} className="hover:bg-muted/50">
                <th scope="row" className="sticky left-0 border-r border-b bg-card px-4 py-1 text-left font-normal">
                  <button
                    type="button"
                    onClick={() => onOpenUser(name)}
                    className="min-h-6 max-w-48 truncate rounded-sm font-medium font-mono underline decoration-border underline-offset-3 hover:decoration-current"
                  >
                    {name}
                  </button>
                </th>
                {vhosts.map(({ name: vhost }) => (
                  <td key={vhost} className="border-b px-2 py-1 text-center">
                    <MatrixCell
                      user={name}
                      vhost={vhost}
                      permission={byPlace.get(`${name}\n${vhost}`)}
                      onEdit={() => setEditing({ user: name, vhost })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {shown.length > rowCount && (
        <Button size="sm" variant="ghost" className="m-3 self-start" onClick={() => setRowCount(rowCount + rowsAtOnce)}>
          Show more of {formatCount(shown.length - rowCount)}
        </Button>
      )}
      {editing && (
        <PermissionDialog
          {...editing}
          permission={byPlace.get(`${editing.user}\n${editing.vhost}`)}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  );
}

const headClassName = 'sticky top-0 border-b bg-card px-4 py-2 font-medium text-muted-foreground text-xs';

interface MatrixCellProps {
  readonly user: string;
  readonly vhost: string;
  readonly permission: Permission | undefined;
  readonly onEdit: () => void;
}

/** A filled letter allows every name, an outlined one some names, a dot none. */
function MatrixCell({ user, vhost, permission, onEdit }: MatrixCellProps) {
  return (
    <button
      type="button"
      onClick={onEdit}
      aria-label={`${user} in ${vhost}: ${describe(permission)}`}
      title={describe(permission)}
      className="inline-flex min-h-8 items-center gap-1 rounded-md px-2 hover:bg-muted"
    >
      {operations.map((operation) => (
        <Letter key={operation} letter={operation[0] ?? ''} pattern={permission?.[operation] ?? ''} />
      ))}
    </button>
  );
}

function Letter({ letter, pattern }: { readonly letter: string; readonly pattern: string }) {
  const isAll = pattern === '.*';
  if (pattern === '') return <span className="w-5 text-center text-muted-foreground">·</span>;
  return (
    <span
      className={cn(
        'flex size-5 items-center justify-center rounded-sm font-semibold text-[0.6875rem]',
        isAll ? 'bg-success text-card uppercase' : 'border border-success text-success',
      )}
    >
      {letter}
    </span>
  );
}

function describe(permission: Permission | undefined): string {
  if (permission === undefined) return 'no permission';
  const texts = operations.map((operation) => `${operation} ${permission[operation] || 'nothing'}`);
  return texts.join(', ');
}
