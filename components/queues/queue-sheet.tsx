'use client';

import { useQuery } from '@tanstack/react-query';
import { Inbox, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ConnectLink } from '@/components/connect/connect-link';
import { EntityBody } from '@/components/layout/entity-body';
import { PageLink } from '@/components/layout/page-link';
import { useDetailTab } from '@/components/layout/use-detail-tab';
import { GetMessagesPanel } from '@/components/messages/get-messages-panel';
import { PublishForm } from '@/components/messages/publish-form';
import { useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { buttonClassName } from '@/components/ui/button-class';
import { Sheet } from '@/components/ui/sheet';
import { Tabs } from '@/components/ui/tabs';
import type { QueueDetails } from '@/lib/management-api';
import { DeleteQueueDialog } from './delete-queue-dialog';
import { PurgeQueueDialog } from './purge-queue-dialog';
import { QueueBindings } from './queue-bindings';
import { QueueConsumers } from './queue-consumers';
import { QueueIcon } from './queue-icon';
import { QueueOverview } from './queue-overview';
import { queueQuery } from './queue-queries';

export interface QueueSheetProps {
  readonly vhost: string;
  /** The queue to show; the sheet is open while there is one. */
  readonly queue: string | null;
  readonly onClose: () => void;
}

export function QueueSheet({ vhost, queue, onClose }: QueueSheetProps) {
  return (
    <Sheet
      open={queue !== null}
      onOpenChange={(open) => !open && onClose()}
      icon={<QueueIcon className="size-5 text-queue" />}
      title={<span className="font-mono">{queue}</span>}
      description={`Queue of vhost ${vhost}`}
    >
      {queue !== null && <QueueDetail key={queue} vhost={vhost} queue={queue} onClose={onClose} />}
    </Sheet>
  );
}

interface QueueDetailProps {
  readonly vhost: string;
  readonly queue: string;
  readonly onClose: () => void;
}

function QueueDetail({ vhost, queue, onClose }: QueueDetailProps) {
  const query = useQuery(queueQuery({ vhost, name: queue }));
  const [dialog, setDialog] = useState<'purge' | 'delete' | null>(null);
  return (
    <>
      <EntityBody query={query} noun="queue">
        {(data) => <QueueTabs queue={data} onPurge={() => setDialog('purge')} onDelete={() => setDialog('delete')} />}
      </EntityBody>
      <PurgeQueueDialog
        vhost={vhost}
        queue={queue}
        open={dialog === 'purge'}
        onOpenChange={(open) => setDialog(open ? 'purge' : null)}
      />
      <DeleteQueueDialog
        vhost={vhost}
        queue={queue}
        open={dialog === 'delete'}
        onOpenChange={(open) => setDialog(open ? 'delete' : null)}
        onDeleted={onClose}
      />
    </>
  );
}

interface QueueTabsProps {
  readonly queue: QueueDetails;
  readonly onPurge: () => void;
  readonly onDelete: () => void;
}

const tabNames = ['overview', 'messages', 'publish', 'bindings', 'consumers'] as const;

function QueueTabs({ queue, onPurge, onDelete }: QueueTabsProps) {
  const [tab, setTab] = useDetailTab(tabNames);
  const { vhost, name } = queue;
  const rights = useRights(vhost);
  return (
    <Tabs
      aria-label="Queue"
      value={tab}
      onValueChange={setTab}
      tabs={[
        {
          value: 'overview',
          label: 'Overview',
          content: (
            <QueueOverview
              queue={queue}
              actions={
                <>
                  <Button size="sm" onClick={() => setTab('publish')} refusal={rights.write('amq.default')}>
                    <Send aria-hidden className="size-3.5" />
                    Publish
                  </Button>
                  <PageLink
                    href={`/messages?${new URLSearchParams({ vhost, queue: name })}`}
                    className={buttonClassName('secondary', 'sm')}
                  >
                    <Inbox aria-hidden className="size-3.5" />
                    Messages
                  </PageLink>
                  <ConnectLink vhost={vhost} to={{ queue: name }} />
                  <Button size="sm" onClick={onPurge} refusal={rights.disturb(name)}>
                    Purge
                  </Button>
                  <Button size="sm" variant="destructive-ghost" onClick={onDelete} refusal={rights.configure(name)}>
                    <Trash2 aria-hidden className="size-3.5" />
                    Delete
                  </Button>
                </>
              }
            />
          ),
        },
        {
          value: 'messages',
          label: 'Get messages',
          content: (
            <GetMessagesPanel
              vhost={vhost}
              queue={name}
              hasDeadLetterExchange={'x-dead-letter-exchange' in queue.arguments || Boolean(queue.policy)}
            />
          ),
        },
        {
          value: 'publish',
          label: 'Publish',
          content: <PublishForm vhost={vhost} defaultExchange="" defaultRoutingKey={name} />,
        },
        { value: 'bindings', label: 'Bindings', content: <QueueBindings vhost={vhost} queue={name} /> },
        {
          value: 'consumers',
          label: 'Consumers',
          count: queue.consumers,
          content: <QueueConsumers consumers={queue.consumer_details ?? []} />,
        },
      ]}
    />
  );
}
