'use client';

import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { BindingEdge } from '@/lib/live-events';
import { BindingKey } from './binding-list';
import { unbindAll, unbound } from './stage-operations';

interface UnbindConfirmProps {
  readonly vhost: string;
  readonly bindings: readonly BindingEdge[];
  readonly onClose: () => void;
}

/** Takes away bindings between two ends. It can be taken back. */
export function UnbindConfirm({ vhost, bindings, onClose }: UnbindConfirmProps) {
  const unbind = useChange({
    vhost,
    change: () => unbindAll(vhost, bindings),
    onDone: () => {
      unbound(vhost, bindings);
      onClose();
    },
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
