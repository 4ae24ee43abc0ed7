'use client';

import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { deleteBinding } from '@/lib/api-client';
import type { StageGraph } from '@/lib/stage-graph';
import { BindingKey } from './binding-list';

interface UnbindConfirmProps {
  readonly vhost: string;
  readonly graph: StageGraph;
  readonly edge: string;
  readonly onClose: () => void;
}

/** Takes away all bindings that an edge stands for. */
export function UnbindConfirm({ vhost, graph, edge, onClose }: UnbindConfirmProps) {
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
