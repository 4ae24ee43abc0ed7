'use client';

import { useQuery } from '@tanstack/react-query';
import { Boxes } from 'lucide-react';
import { useDetailTab } from '@/components/layout/use-detail-tab';
import { useRights } from '@/components/session/use-rights';
import { vhostsQuery } from '@/components/session/vhost-queries';
import { EmptyState } from '@/components/ui/empty-state';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Tabs } from '@/components/ui/tabs';
import type { VHost } from '@/lib/management-api';
import { VHostLimits } from './vhost-limits';
import { VHostOverview } from './vhost-overview';
import { VHostPeople } from './vhost-people';

export interface VHostSheetProps {
  /** The virtual host to show; the sheet is open while there is one. */
  readonly name: string | null;
  readonly onClose: () => void;
}

export function VHostSheet({ name, onClose }: VHostSheetProps) {
  const query = useQuery(vhostsQuery);
  const vhost = query.data?.find((one) => one.name === name);
  return (
    <Sheet
      open={name !== null}
      onOpenChange={(open) => !open && onClose()}
      icon={<Boxes aria-hidden className="size-5 text-primary" />}
      title={<span className="font-mono">{name}</span>}
      description="Virtual host"
    >
      {vhost && <VHostTabs key={vhost.name} vhost={vhost} onDeleted={onClose} />}
      {!vhost && query.data && <EmptyState title="This virtual host is gone">It was deleted.</EmptyState>}
      {!query.data && (
        <div className="p-5">
          <SkeletonRows label="Loading the virtual host" />
        </div>
      )}
    </Sheet>
  );
}

const tabNames = ['overview', 'limits', 'people'] as const;

function VHostTabs({ vhost, onDeleted }: { readonly vhost: VHost; readonly onDeleted: () => void }) {
  const [tab, setTab] = useDetailTab(tabNames);
  const { isAdministrator } = useRights(vhost.name);
  return (
    <Tabs
      aria-label="Virtual host"
      value={tab}
      onValueChange={setTab}
      tabs={[
        { value: 'overview', label: 'Overview', content: <VHostOverview vhost={vhost} onDeleted={onDeleted} /> },
        { value: 'limits', label: 'Limits', content: <VHostLimits vhost={vhost.name} /> },
        ...(isAdministrator
          ? [{ value: 'people' as const, label: 'Who may enter', content: <VHostPeople vhost={vhost.name} /> }]
          : []),
      ]}
    />
  );
}
