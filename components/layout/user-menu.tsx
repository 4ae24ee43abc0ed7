'use client';

import { LogOut } from 'lucide-react';
import { explainError } from '@/components/session/explain-error';
import { useSession, useSignOut } from '@/components/session/use-session';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';

export function UserMenu() {
  const { data: user } = useSession();
  const signOut = useSignOut();
  const name = user?.name ?? '';

  function leave() {
    signOut.mutate(undefined, {
      onError: (error) => toast.error(explainError(error).title),
    });
  }

  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={`User ${name}`}
          className="flex size-8 items-center justify-center rounded-full bg-accent font-semibold text-accent-foreground text-xs uppercase"
        >
          {name.slice(0, 1)}
        </button>
      }
    >
      <div className="px-2 py-1.5">
        <p className="max-w-56 truncate font-medium">{name}</p>
        <p className="text-muted-foreground text-xs">{user?.tags.join(', ') || 'no tags'}</p>
      </div>
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onClick={leave}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
