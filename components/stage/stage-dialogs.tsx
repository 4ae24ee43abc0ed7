'use client';

import { CloseConnectionDialog } from '@/components/connections/close-connection-dialog';
import { BindDialog } from '@/components/exchanges/bind-dialog';
import { DeclareExchangeDialog } from '@/components/exchanges/declare-exchange-dialog';
import { DeleteExchangeDialog } from '@/components/exchanges/delete-exchange-dialog';
import { PublishDialog } from '@/components/messages/publish-dialog';
import { ConsumerDialog } from '@/components/playground/consumer-dialog';
import { ProducerDialog } from '@/components/playground/producer-dialog';
import { RemoveClientDialog } from '@/components/playground/remove-client-dialog';
import { DeclareQueueDialog } from '@/components/queues/declare-queue-dialog';
import { DeleteQueueDialog } from '@/components/queues/delete-queue-dialog';
import { PurgeQueueDialog } from '@/components/queues/purge-queue-dialog';
import { useLive } from '@/lib/live-hooks';
import { nodeId, type StageGraph } from '@/lib/stage-graph';
import { useStageUi } from './stage-ui';
import { UnbindConfirm } from './unbind-confirm';

/** The one dialog that is open, if any. */
export function StageDialogs({ vhost, graph }: { readonly vhost: string; readonly graph: StageGraph }) {
  const dialog = useStageUi((state) => state.dialog);
  const clients = useLive((state) => state.clients);
  const { open, select } = useStageUi();
  const onClose = () => open(null);
  if (dialog === null) return null;
  const shared = { vhost, open: true, onOpenChange: (isOpen: boolean) => !isOpen && onClose() };
  const onPlaced = (id: string) => select(nodeId.client(id));
  switch (dialog.kind) {
    case 'declare-exchange':
      return <DeclareExchangeDialog {...shared} />;
    case 'declare-queue':
      return <DeclareQueueDialog {...shared} />;
    case 'bind':
      return (
        <BindDialog
          {...shared}
          source={dialog.source === '' ? null : dialog.source}
          destination={dialog.destination}
          destinationType={dialog.destinationType}
        />
      );
    case 'publish':
      return <PublishDialog {...shared} defaultExchange={dialog.exchange} defaultRoutingKey={dialog.routingKey} />;
    case 'purge':
      return <PurgeQueueDialog {...shared} queue={dialog.queue} />;
    case 'delete-exchange':
      return <DeleteExchangeDialog {...shared} exchange={dialog.exchange} />;
    case 'delete-queue':
      return <DeleteQueueDialog {...shared} queue={dialog.queue} />;
    case 'unbind':
      return <UnbindConfirm vhost={vhost} graph={graph} edge={dialog.edge} onClose={onClose} />;
    case 'close-connection':
      return <CloseConnectionDialog open onOpenChange={shared.onOpenChange} name={dialog.connection} />;
    case 'producer': {
      const client = clients.get(dialog.client ?? '') ?? null;
      return <ProducerDialog {...shared} client={client} exchange={dialog.exchange} onPlaced={onPlaced} />;
    }
    case 'consumer': {
      const client = clients.get(dialog.client ?? '') ?? null;
      return <ConsumerDialog {...shared} client={client} queue={dialog.queue} onPlaced={onPlaced} />;
    }
    case 'remove-client': {
      const client = clients.get(dialog.client);
      return client === undefined ? null : <RemoveClientDialog client={client} onClose={onClose} />;
    }
  }
}
