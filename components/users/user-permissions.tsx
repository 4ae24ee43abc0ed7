'use client';

import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { permissionsQuery } from '@/components/session/admin-queries';
import { vhostsQuery } from '@/components/session/vhost-queries';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { Section } from '@/components/ui/section';
import { operations } from '@/lib/access-question';
import { PermissionDialog } from './permission-dialog';

/** What one user may do, vhost by vhost. */
export function UserPermissions({ user }: { readonly user: string }) {
  const { data = [] } = useQuery(permissionsQuery);
  const { data: vhosts = [] } = useQuery(vhostsQuery);
  const [vhost, setVHost] = useState<string | null>(null);
  const own = data.filter((permission) => permission.user === user);
  const others = vhosts.filter(({ name }) => own.every((permission) => permission.vhost !== name));
  return (
    <Section
      title="Virtual hosts"
      count={own.length}
      actions={
        others.length > 0 && (
          <Menu
            align="end"
            trigger={
              <Button size="sm">
                <Plus aria-hidden className="size-3.5" />
                Grant
              </Button>
            }
          >
            {others.map(({ name }) => (
              <MenuItem key={name} onClick={() => setVHost(name)}>
                <span className="font-mono text-[0.8125rem]">{name}</span>
              </MenuItem>
            ))}
          </Menu>
        )
      }
    >
      {own.length === 0 ? (
        <EmptyState compact title="May enter no vhost">
          Without a permission the user cannot connect. Grant one for a vhost.
        </EmptyState>
      ) : (
        <ul className="divide-y rounded-md border bg-card">
          {own.map((permission) => (
            <li key={permission.vhost} className="flex items-center gap-2 py-2 pr-1.5 pl-3">
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium font-mono text-[0.8125rem]">{permission.vhost}</p>
                <dl className="grid grid-cols-3 gap-2 text-xs">
                  {operations.map((operation) => (
                    <div key={operation} className="min-w-0">
                      <dt className="text-muted-foreground">{operation}</dt>
                      <dd className="truncate font-mono">{permission[operation] || 'nothing'}</dd>
                    </div>
                  ))}
                </dl>
              </div>
              <IconButton
                size="sm"
                label={`Change permissions in ${permission.vhost}`}
                onClick={() => setVHost(permission.vhost)}
              >
                <Pencil aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {vhost !== null && (
        <PermissionDialog
          user={user}
          vhost={vhost}
          permission={own.find((permission) => permission.vhost === vhost)}
          onClose={() => setVHost(null)}
        />
      )}
    </Section>
  );
}
