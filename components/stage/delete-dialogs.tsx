'use client';

import type { ReactNode } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { closeConnection, deleteBinding, deleteExchange, deleteQueue, purgeQueue } from '@/lib/api-client';
import { formatCount, plural } from '@/lib/format';
import { liveStore } from '@/lib/live-store';
import type { StageGraph } from '@/lib/stage-graph';
import { BindingKey } from './binding-list';
import { blastOfExchange, blastOfQueue } from './blast-radius';

interface DeleteProps {
  readonly vhost: string;
  readonly graph: StageGraph;
  readonly onClose: () => void;
}

/** Says what goes along, and asks for the name when messages would be lost. */
export function DeleteQueueConfirm({ vhost, graph, queue, onClose }: DeleteProps & { readonly queue: string }) {
  const remove = useChange({ vhost, change: () => deleteQueue({ vhost, name: queue }), onDone: onClose });
  const { messages, bindings, consumers } = blastOfQueue(graph, queue);
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete queue ${queue}?`}
      description="With it go:"
      confirmLabel={messages === 0 ? 'Delete queue' : `Delete queue and ${plural(messages, 'message')}`}
      typedConfirmation={messages === 0 ? null : queue}
      pending={remove.isPending}
      error={<ErrorNotice error={remove.error} />}
      onConfirm={() => remove.mutate()}
    >
      <Blast
        lines={[plural(messages, 'message'), plural(bindings, 'binding'), `${plural(consumers, 'consumer')}, which will be cancelled`]}
      />
    </ConfirmDialog>
  );
}

export function DeleteExchangeConfirm({ vhost, graph, exchange, onClose }: DeleteProps & { readonly exchange: string }) {
  const remove = useChange({ vhost, change: () => deleteExchange({ vhost, name: exchange }), onDone: onClose });
  const { bindings, producers } = blastOfExchange(graph, exchange);
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete exchange ${exchange}?`}
      description="No message is lost, but:"
      confirmLabel="Delete exchange"
      pending={remove.isPending}
      error={<ErrorNotice error={remove.error} />}
      onConfirm={() => remove.mutate()}
    >
      <Blast
        lines={[
          `${plural(bindings, 'binding')} will go`,
          `${plural(producers, 'producer')} will get 404 NOT_FOUND when they publish next`,
        ]}
      />
    </ConfirmDialog>
  );
}

export function PurgeConfirm({ vhost, queue, onClose }: Omit<DeleteProps, 'graph'> & { readonly queue: string }) {
  const purge = useChange({ vhost, change: () => purgeQueue({ vhost, name: queue }), onDone: onClose });
  const { ready, unacked } = liveStore.numbers.queue(queue);
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Purge ${queue}?`}
      description={
        unacked === 0
          ? 'Every ready message is dropped for good.'
          : `Every ready message is dropped for good. ${formatCount(unacked)} unacked stay with their consumers.`
      }
      confirmLabel={`Purge ${plural(ready, 'message')}`}
      typedConfirmation={ready === 0 ? null : queue}
      pending={purge.isPending}
      error={<ErrorNotice error={purge.error} />}
      onConfirm={() => purge.mutate()}
    />
  );
}

export function UnbindConfirm({ vhost, graph, edge, onClose }: DeleteProps & { readonly edge: string }) {
  const drawn = graph.edges.get(edge);
  const bindings = drawn?.kind === 'binding' ? drawn.bindings : [];
  const unbind = useChange({
    vhost,
    change: () => Promise.all(bindings.map((binding) => deleteBinding({ vhost, ...binding }, binding.propertiesKey))),
    onDone: onClose,
  });
  const [first] = bindings;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Unbind ${first?.destination ?? ''} from ${first?.source ?? ''}?`}
      description="Messages with these keys do not go there any more:"
      confirmLabel={bindings.length === 1 ? 'Unbind' : `Unbind ${bindings.length} keys`}
      pending={unbind.isPending}
      error={<ErrorNotice error={unbind.error} />}
      onConfirm={() => unbind.mutate()}
    >
      <div className="flex flex-wrap gap-1.5">
        {bindings.map((binding) => (
          <BindingKey key={binding.propertiesKey} binding={binding} />
        ))}
      </div>
    </ConfirmDialog>
  );
}

export function CloseConnectionConfirm({ vhost, connection, onClose }: {
  readonly vhost: string;
  readonly connection: string;
  readonly onClose: () => void;
}) {
  const close = useChange({ vhost, change: () => closeConnection(connection, 'Closed from the stage'), onDone: onClose });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title="Close this connection?"
      description="All of its channels and consumers go with it; unacked messages return to their queues. The client may connect again."
      confirmLabel="Close connection"
      pending={close.isPending}
      error={<ErrorNotice error={close.error} />}
      onConfirm={() => close.mutate()}
    >
      <code className="font-mono text-xs break-all">{connection}</code>
    </ConfirmDialog>
  );
}

function Blast({ lines }: { readonly lines: readonly ReactNode[] }) {
  return (
    <ul className="list-disc pl-5 text-sm">
      {lines.map((line) => (
        <li key={String(line)}>{line}</li>
      ))}
    </ul>
  );
}
