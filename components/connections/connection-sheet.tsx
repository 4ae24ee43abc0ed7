'use client';

import { useQuery } from '@tanstack/react-query';
import { Cable, Unplug } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { EntityBody } from '@/components/layout/entity-body';
import { useDetailTab } from '@/components/layout/use-detail-tab';
import { ArgumentsFacts } from '@/components/messages/arguments-facts';
import { useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { Sheet } from '@/components/ui/sheet';
import { Tabs } from '@/components/ui/tabs';
import type { Connection } from '@/lib/management-api';
import { CloseConnectionDialog } from './close-connection-dialog';
import { ConnectionChannels } from './connection-channels';
import { ConnectionOverview } from './connection-overview';
import { connectionQuery } from './connection-queries';

export interface ConnectionSheetProps {
  /** The name of the connection to show; the sheet is open while there is one. */
  readonly connection: string | null;
  readonly onClose: () => void;
}

export function ConnectionSheet({ connection, onClose }: ConnectionSheetProps) {
  return (
    <Sheet
      open={connection !== null}
      onOpenChange={(open) => !open && onClose()}
      icon={<Cable aria-hidden className="size-5 text-producer" />}
      title={<span className="font-mono text-sm">{connection}</span>}
      description="Connection"
    >
      {connection !== null && <ConnectionDetail key={connection} name={connection} onClose={onClose} />}
    </Sheet>
  );
}

function ConnectionDetail({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const query = useQuery(connectionQuery(name));
  const [isClosing, setClosing] = useState(false);
  return (
    <>
      <EntityBody query={query} noun="connection">
        {(data) => <ConnectionTabs connection={data} onCloseConnection={() => setClosing(true)} />}
      </EntityBody>
      <CloseConnectionDialog name={name} open={isClosing} onOpenChange={setClosing} onClosed={onClose} />
    </>
  );
}

const WirePanel = dynamic(() => import('@/components/wire/wire-panel').then((module) => module.WirePanel), {
  ssr: false,
});

const tabNames = ['overview', 'channels', 'wire', 'client'] as const;

interface ConnectionTabsProps {
  readonly connection: Connection;
  readonly onCloseConnection: () => void;
}

function ConnectionTabs({ connection, onCloseConnection }: ConnectionTabsProps) {
  const [tab, setTab] = useDetailTab(tabNames);
  const { isReadOnly } = useRights(connection.vhost);
  return (
    <Tabs
      aria-label="Connection"
      value={tab}
      onValueChange={setTab}
      tabs={[
        {
          value: 'overview',
          label: 'Overview',
          content: (
            <ConnectionOverview
              connection={connection}
              actions={
                <Button
                  size="sm"
                  variant="destructive-ghost"
                  onClick={onCloseConnection}
                  refusal={isReadOnly ? 'Your user may only look at this vhost.' : null}
                >
                  <Unplug aria-hidden className="size-3.5" />
                  Close connection
                </Button>
              }
            />
          ),
        },
        {
          value: 'channels',
          label: 'Channels',
          count: connection.channels,
          content: <ConnectionChannels name={connection.name} />,
        },
        { value: 'wire', label: 'Wire', content: <WirePanel connection={connection.name} /> },
        {
          value: 'client',
          label: 'Client properties',
          content: <ArgumentsFacts values={connection.client_properties ?? {}} />,
        },
      ]}
    />
  );
}
