'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronsUpDown, Plus, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useRights } from '@/components/session/use-rights';
import { vhostsQuery } from '@/components/session/vhost-queries';
import { Menu, MenuItem, MenuRadioGroup, MenuSeparator } from '@/components/ui/menu';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import { useSwitchVHost, useVHost } from './use-vhost';

const CreateVHostDialog = dynamic(() => import('./create-vhost-dialog').then((module) => module.CreateVHostDialog), {
  ssr: false,
});
const DeleteVHostDialog = dynamic(() => import('./delete-vhost-dialog').then((module) => module.DeleteVHostDialog), {
  ssr: false,
});

export function VHostSwitcher() {
  const [vhost] = useVHost();
  const switchVHost = useSwitchVHost();
  const { data: vhosts = [] } = useQuery(vhostsQuery);
  const { isAdministrator } = useRights(vhost);
  const [dialog, setDialog] = useState<'create' | 'delete' | null>(null);
  const hasDialog = useStaysTrue(dialog !== null);
  const names = vhosts.some(({ name }) => name === vhost)
    ? vhosts.map(({ name }) => name)
    : [vhost, ...vhosts.map(({ name }) => name)];

  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            className="flex h-8 min-w-0 items-center gap-2 rounded-md border border-transparent px-2 text-sm transition-colors hover:border-border hover:bg-card data-popup-open:bg-card"
          >
            <span className="hidden text-muted-foreground text-xs sm:inline">vhost</span>
            <span className="sr-only sm:hidden">vhost</span>
            <span className="max-w-28 truncate font-medium font-mono text-[0.8125rem] sm:max-w-60">{vhost}</span>
            <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
          </button>
        }
      >
        <MenuRadioGroup
          label="Virtual host"
          value={vhost}
          onValueChange={switchVHost}
          options={names.map((name) => ({
            value: name,
            label: <span className="font-mono text-[0.8125rem]">{name}</span>,
          }))}
        />
        {isAdministrator && (
          <>
            <MenuSeparator />
            <MenuItem icon={<Plus aria-hidden />} onClick={() => setDialog('create')}>
              New virtual host…
            </MenuItem>
          </>
        )}
        {isAdministrator && vhost !== '/' && (
          <MenuItem destructive icon={<Trash2 aria-hidden />} onClick={() => setDialog('delete')}>
            Delete {vhost}…
          </MenuItem>
        )}
      </Menu>
      {hasDialog && (
        <>
          <CreateVHostDialog
            open={dialog === 'create'}
            onOpenChange={(open) => setDialog(open ? 'create' : null)}
            onCreated={switchVHost}
          />
          <DeleteVHostDialog
            vhost={vhost}
            open={dialog === 'delete'}
            onOpenChange={(open) => setDialog(open ? 'delete' : null)}
            onDeleted={() => switchVHost('/')}
          />
        </>
      )}
    </>
  );
}
