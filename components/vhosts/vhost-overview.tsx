'use client';

import { Trash2, Waypoints } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { DeleteVHostDialog } from '@/components/layout/delete-vhost-dialog';
import { pageHref } from '@/components/layout/nav-items';
import { PageLink } from '@/components/layout/page-link';
import { ErrorNotice } from '@/components/session/error-notice';
import { useAdminChange } from '@/components/session/use-admin-change';
import { useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { buttonClassName } from '@/components/ui/button-class';
import { Section } from '@/components/ui/section';
import { Stat } from '@/components/ui/stat';
import { Switch } from '@/components/ui/switch';
import { Term } from '@/components/ui/term';
import { toast } from '@/components/ui/toast';
import { putVHost } from '@/lib/api-client';
import { formatCompact, formatRate } from '@/lib/format';
import type { VHost } from '@/lib/management-api';
import { VHostForm } from './vhost-form';

const VHostCharts = dynamic(() => import('./vhost-charts').then((module) => module.VHostCharts), { ssr: false });

export interface VHostOverviewProps {
  readonly vhost: VHost;
  readonly onDeleted: () => void;
}

/** A PUT replaces the description and the tags, so that they are always sent along. */
export function declarationOf({ description = '', tags = [] }: VHost) {
  return { description, tags: tags.join(',') };
}

export function VHostOverview({ vhost, onDeleted }: VHostOverviewProps) {
  const { administer } = useRights(vhost.name);
  const [isDeleting, setDeleting] = useState(false);
  const isProtected = vhost.protected_from_deletion ?? false;
  const refusal = administer ?? (isProtected ? 'It is protected from deletion.' : null);
  return (
    <div className="flex flex-col gap-5">
      <dl className="grid grid-cols-2 gap-2">
        <Stat label="Ready" value={formatCompact(vhost.messages_ready ?? 0)} markClassName="bg-queue" />
        <Stat label="Unacked" value={formatCompact(vhost.messages_unacknowledged ?? 0)} markClassName="bg-unacked" />
        <Stat label="In" value={formatRate(vhost.message_stats?.publish_details?.rate ?? 0)} />
        <Stat label="Out" value={formatRate(vhost.message_stats?.deliver_get_details?.rate ?? 0)} />
      </dl>
      <div className="flex flex-wrap gap-2">
        <PageLink href={pageHref('/', vhost.name)} className={buttonClassName('secondary', 'sm')}>
          <Waypoints aria-hidden className="size-3.5" />
          Open on the stage
        </PageLink>
        <Button size="sm" variant="destructive-ghost" onClick={() => setDeleting(true)} refusal={refusal}>
          <Trash2 aria-hidden className="size-3.5" />
          Delete
        </Button>
      </div>
      <VHostCharts name={vhost.name} />
      <VHostSwitches vhost={vhost} refusal={administer} />
      <VHostForm key={vhost.name} vhost={vhost} refusal={administer} />
      <DeleteVHostDialog vhost={vhost.name} open={isDeleting} onOpenChange={setDeleting} onDeleted={onDeleted} />
    </div>
  );
}

function VHostSwitches({ vhost, refusal }: { readonly vhost: VHost; readonly refusal: string | null }) {
  const change = useAdminChange({
    change: (patch: { tracing?: boolean; protected_from_deletion?: boolean }) =>
      putVHost(vhost.name, { ...declarationOf(vhost), ...patch }),
    onDone: (_, { tracing }) => tracing !== undefined && toast.success(`Tracing is ${tracing ? 'on' : 'off'}`),
  });
  const isOff = refusal !== null || change.isPending;
  return (
    <Section title="Switches">
      <div className="flex flex-col gap-3">
        <div>
          <Switch
            label={<Term name="tracing">Tracing</Term>}
            checked={vhost.tracing ?? false}
            disabled={isOff}
            onCheckedChange={(tracing) => change.mutate({ tracing })}
          />
          <p className="mt-0.5 text-muted-foreground text-xs">
            A copy of every message that is published or delivered goes to the exchange amq.rabbitmq.trace. That costs
            throughput: switch it off when you have seen enough.
          </p>
        </div>
        <div>
          <Switch
            label="Protected from deletion"
            checked={vhost.protected_from_deletion ?? false}
            disabled={isOff}
            onCheckedChange={(isProtected) => change.mutate({ protected_from_deletion: isProtected })}
          />
          <p className="mt-0.5 text-muted-foreground text-xs">Nobody can delete it until this is switched off.</p>
        </div>
        <ErrorNotice error={change.error} />
      </div>
    </Section>
  );
}
