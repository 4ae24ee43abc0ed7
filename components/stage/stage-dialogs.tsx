'use client';

import { useEffect, useRef } from 'react';
import { CloseConnectionDialog } from '@/components/connections/close-connection-dialog';
import { BindDialog } from '@/components/exchanges/bind-dialog';
import { DeclareExchangeDialog } from '@/components/exchanges/declare-exchange-dialog';
import { DeleteExchangeDialog } from '@/components/exchanges/delete-exchange-dialog';
import { MoveDialog } from '@/components/messages/move-dialog';
import { PublishDialog } from '@/components/messages/publish-dialog';
import { ConsumerDialog } from '@/components/playground/consumer-dialog';
import { ProducerDialog } from '@/components/playground/producer-dialog';
import { RemoveClientDialog } from '@/components/playground/remove-client-dialog';
import { DeclareQueueDialog } from '@/components/queues/declare-queue-dialog';
import { DeleteQueueDialog } from '@/components/queues/delete-queue-dialog';
import { PurgeQueueDialog } from '@/components/queues/purge-queue-dialog';
import { useIsNarrow } from '@/components/ui/use-media-query';
import type { KeptMessages } from '@/lib/api-client';
import { useLive } from '@/lib/live-hooks';
import { liveStore } from '@/lib/live-store';
import { nodeId } from '@/lib/stage-graph';
import { RedeclareDialog } from './redeclare-dialog';
import {
  type Definition,
  declared,
  deleted,
  placed,
  readDefinition,
  removed,
  sendOnwards,
  watchBindings,
} from './stage-operations';
import { type StageDialog, useStageUi } from './stage-ui';
import { UnbindConfirm } from './unbind-confirm';

/** The one dialog that is open, if any. */
export function StageDialogs({ vhost }: { readonly vhost: string }) {
  const dialog = useStageUi((state) => state.dialog);
  const clients = useLive((state) => state.clients);
  const { open, select, expect } = useStageUi();
  const isNarrow = useIsNarrow();
  const onDeleted = useDeletion(vhost, dialog);
  const onBound = useBinding(vhost, dialog);
  const onClose = () => open(null);
  if (dialog === null) return null;
  const shared = { vhost, open: true, onOpenChange: (isOpen: boolean) => !isOpen && onClose() };
  const onPlaced = (id: string) => {
    const client = liveStore.playground.clients.get(id);
    expect(nodeId.client(id));
    select(nodeId.client(id));
    const isNew = 'client' in dialog && dialog.client === null;
    if (client !== undefined && isNew) placed(client);
  };
  const onDeclared = (kind: 'queue' | 'exchange') => (name: string) => {
    expect(nodeId[kind](name));
    declared(kind, vhost, name);
  };
  switch (dialog.kind) {
    case 'declare-exchange':
      return <DeclareExchangeDialog {...shared} onDeclared={onDeclared('exchange')} />;
    case 'declare-queue':
      return <DeclareQueueDialog {...shared} onDeclared={onDeclared('queue')} />;
    case 'bind':
      return (
        <BindDialog
          {...shared}
          source={dialog.source === '' ? null : dialog.source}
          destination={dialog.destination}
          destinationType={dialog.destinationType}
          onBound={onBound}
        />
      );
    case 'publish':
      // On a wide screen it is written beside the stage, which shows its way.
      if (!isNarrow) return null;
      return <PublishDialog {...shared} defaultExchange={dialog.exchange} defaultRoutingKey={dialog.routingKey} />;
    case 'purge':
      return <PurgeQueueDialog {...shared} queue={dialog.queue} />;
    case 'move-messages':
      return (
        <MoveDialog
          vhost={vhost}
          queue={dialog.queue}
          orders={dialog.orders}
          send={(wish) => sendOnwards(vhost, dialog.queue, wish)}
          onDone={onClose}
          onClose={onClose}
        />
      );
    case 'redeclare':
      return <RedeclareDialog vhost={vhost} queue={dialog.queue} onClose={onClose} />;
    case 'delete-exchange':
      return <DeleteExchangeDialog {...shared} exchange={dialog.exchange} onDeleted={() => onDeleted()} canUndo />;
    case 'delete-queue':
      return <DeleteQueueDialog {...shared} queue={dialog.queue} onDeleted={onDeleted} canUndo />;
    case 'unbind':
      return <UnbindConfirm vhost={vhost} bindings={dialog.bindings} onClose={onClose} />;
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
      return client === undefined ? null : (
        <RemoveClientDialog client={client} onRemoved={() => removed(client)} onClose={onClose} />
      );
    }
  }
}

/** What will be deleted is read while the question is open, so that it can be declared again. */
function useDeletion(vhost: string, dialog: StageDialog | null): (kept?: KeptMessages | null) => void {
  const definition = useRef<Definition | null>(null);
  const messages = useRef(0);
  const kind = dialog?.kind === 'delete-queue' ? 'queue' : dialog?.kind === 'delete-exchange' ? 'exchange' : null;
  const name =
    dialog?.kind === 'delete-queue' ? dialog.queue : dialog?.kind === 'delete-exchange' ? dialog.exchange : null;
  useEffect(() => {
    definition.current = null;
    if (kind === null || name === null) return;
    let isOver = false;
    readDefinition(kind, vhost, name)
      .then((read) => {
        if (isOver) return;
        definition.current = read;
        const { ready, unacked } = liveStore.numbers.queue(name);
        messages.current = kind === 'queue' ? ready + unacked : 0;
      })
      // Without it the deletion cannot be taken back; the dialog itself says what is wrong.
      .catch(() => {});
    return () => {
      isOver = true;
    };
  }, [kind, name, vhost]);
  return (kept = null) => {
    if (definition.current !== null) deleted(definition.current, messages.current, kept);
  };
}

/** The form does not tell what it bound: it is what comes up after it was opened. */
function useBinding(vhost: string, dialog: StageDialog | null): () => void {
  const record = useRef<() => void>(() => {});
  const isBind = dialog?.kind === 'bind';
  useEffect(() => {
    if (isBind) record.current = watchBindings(vhost, () => true);
  }, [isBind, vhost]);
  return () => record.current();
}
