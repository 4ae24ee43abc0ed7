'use client';

import { useQuery } from '@tanstack/react-query';
import { Send, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ConnectLink } from '@/components/connect/connect-link';
import { EntityBody } from '@/components/layout/entity-body';
import { useDetailTab } from '@/components/layout/use-detail-tab';
import { PublishForm } from '@/components/messages/publish-form';
import { useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Sheet } from '@/components/ui/sheet';
import { Tabs } from '@/components/ui/tabs';
import { exchangeLabel, isPredeclaredExchange } from '@/lib/amqp-names';
import type { Exchange } from '@/lib/management-api';
import { textParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';
import { DeleteExchangeDialog } from './delete-exchange-dialog';
import { ExchangeBindings } from './exchange-bindings';
import { ExchangeIcon } from './exchange-icon';
import { ExchangeOverview } from './exchange-overview';
import { exchangeQuery } from './exchange-queries';

export interface ExchangeSheetProps {
  readonly vhost: string;
  /** The exchange to show; the sheet is open while there is one. The default exchange is "". */
  readonly exchange: string | null;
  readonly onClose: () => void;
}

export function ExchangeSheet({ vhost, exchange, onClose }: ExchangeSheetProps) {
  return (
    <Sheet
      open={exchange !== null}
      onOpenChange={(open) => !open && onClose()}
      icon={<ExchangeIcon className="size-5 text-exchange" />}
      title={<span className="font-mono">{exchange === null ? '' : exchangeLabel(exchange)}</span>}
      description={`Exchange of vhost ${vhost}`}
    >
      {exchange !== null && <ExchangeDetail key={exchange} vhost={vhost} exchange={exchange} onClose={onClose} />}
    </Sheet>
  );
}

interface ExchangeDetailProps {
  readonly vhost: string;
  readonly exchange: string;
  readonly onClose: () => void;
}

function ExchangeDetail({ vhost, exchange, onClose }: ExchangeDetailProps) {
  const query = useQuery(exchangeQuery({ vhost, name: exchange }));
  const [isDeleting, setDeleting] = useState(false);
  return (
    <>
      <EntityBody query={query} noun="exchange">
        {(data) => <ExchangeTabs exchange={data} onDelete={() => setDeleting(true)} />}
      </EntityBody>
      <DeleteExchangeDialog
        vhost={vhost}
        exchange={exchange}
        open={isDeleting}
        onOpenChange={setDeleting}
        onDeleted={onClose}
      />
    </>
  );
}

const UnroutableList = dynamic(() => import('./unroutable-list').then((module) => module.UnroutableList));

/** What a link to the form wants to be published. */
const keyParam = textParam.withDefault('');
const tabNames = ['overview', 'bindings', 'unroutable', 'publish'] as const;

function ExchangeTabs({ exchange, onDelete }: { readonly exchange: Exchange; readonly onDelete: () => void }) {
  const [chosen, setTab] = useDetailTab(tabNames);
  const [routingKey] = useUrlParam('key', keyParam);
  const lost = exchange.messages_unroutable ?? 0;
  const tab = chosen === 'unroutable' && lost === 0 ? 'overview' : chosen;
  const { vhost, name } = exchange;
  const rights = useRights(vhost);
  return (
    <Tabs
      aria-label="Exchange"
      value={tab}
      onValueChange={setTab}
      tabs={[
        {
          value: 'overview',
          label: 'Overview',
          content: (
            <ExchangeOverview
              exchange={exchange}
              actions={
                <>
                  {!exchange.internal && (
                    <Button
                      size="sm"
                      onClick={() => setTab('publish')}
                      refusal={rights.write(name === '' ? 'amq.default' : name)}
                    >
                      <Send aria-hidden className="size-3.5" />
                      Publish
                    </Button>
                  )}
                  <ConnectLink vhost={vhost} to={{ exchange: name }} />
                  {!isPredeclaredExchange(name) && (
                    <Button size="sm" variant="destructive-ghost" onClick={onDelete} refusal={rights.configure(name)}>
                      <Trash2 aria-hidden className="size-3.5" />
                      Delete
                    </Button>
                  )}
                </>
              }
            />
          ),
        },
        { value: 'bindings', label: 'Bindings', content: <ExchangeBindings vhost={vhost} exchange={name} /> },
        ...(lost > 0
          ? [
              {
                value: 'unroutable' as const,
                label: 'Unroutable',
                count: lost,
                content: <UnroutableList vhost={vhost} exchange={name} />,
              },
            ]
          : []),
        {
          value: 'publish',
          label: 'Publish',
          content: exchange.internal ? (
            <EmptyState compact title="Clients cannot publish here">
              This exchange is internal: only other exchanges pass messages to it.
            </EmptyState>
          ) : (
            <PublishForm
              key={routingKey}
              exchangeFixed
              vhost={vhost}
              defaultExchange={name}
              defaultRoutingKey={routingKey}
            />
          ),
        },
      ]}
    />
  );
}
