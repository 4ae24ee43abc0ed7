'use client';

import { UserRound } from 'lucide-react';
import { useDetailTab } from '@/components/layout/use-detail-tab';
import { EmptyState } from '@/components/ui/empty-state';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Tabs } from '@/components/ui/tabs';
import type { ListedUser } from './user-columns';
import { UserLimits } from './user-limits';
import { UserOverview } from './user-overview';
import { UserPermissions } from './user-permissions';
import { UserTopics } from './user-topics';

export interface UserSheetProps {
  /** The user to show; the sheet is open while there is one. */
  readonly name: string | null;
  readonly users: readonly ListedUser[] | undefined;
  readonly onClose: () => void;
}

export function UserSheet({ name, users, onClose }: UserSheetProps) {
  const user = users?.find((one) => one.name === name);
  return (
    <Sheet
      open={name !== null}
      onOpenChange={(open) => !open && onClose()}
      icon={<UserRound aria-hidden className="size-5 text-primary" />}
      title={<span className="font-mono">{name}</span>}
      description="User"
    >
      {user && <UserTabs key={user.name} user={user} onDeleted={onClose} />}
      {!user && users && (
        <EmptyState title="This user is gone">Somebody deleted it, or the name is misspelt.</EmptyState>
      )}
      {!users && (
        <div className="p-5">
          <SkeletonRows label="Loading the user" />
        </div>
      )}
    </Sheet>
  );
}

const tabNames = ['overview', 'permissions', 'topics', 'limits'] as const;

function UserTabs({ user, onDeleted }: { readonly user: ListedUser; readonly onDeleted: () => void }) {
  const [tab, setTab] = useDetailTab(tabNames);
  return (
    <Tabs
      aria-label="User"
      value={tab}
      onValueChange={setTab}
      tabs={[
        { value: 'overview', label: 'Overview', content: <UserOverview user={user} onDeleted={onDeleted} /> },
        {
          value: 'permissions',
          label: 'Permissions',
          count: user.vhosts.length,
          content: <UserPermissions user={user.name} />,
        },
        { value: 'topics', label: 'Topics', content: <UserTopics user={user.name} vhosts={user.vhosts} /> },
        { value: 'limits', label: 'Limits', content: <UserLimits user={user} /> },
      ]}
    />
  );
}
