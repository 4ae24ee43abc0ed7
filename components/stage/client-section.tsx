'use client';

import { CircleAlert, Pencil, Unplug } from 'lucide-react';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { PlaygroundClient } from '@/lib/live-events';
import type { ConsumerStageNode, ProducerStageNode } from '@/lib/stage-graph';
import { askDelete, editClient } from './stage-actions';
import { useStageUi } from './stage-ui';

const tones: Readonly<Record<PlaygroundClient['state'], BadgeTone>> = {
  connecting: 'neutral',
  running: 'success',
  blocked: 'warning',
  failed: 'destructive',
  stopped: 'neutral',
};

/** The state of a playground client and what can be done with it; a foreign client can only be cut off. */
export function ClientSection({ node }: { readonly node: ProducerStageNode | ConsumerStageNode }) {
  const { client } = node;
  const isReadOnly = useStageUi((state) => state.isReadOnly);
  if (client === null) {
    return (
      <div className="flex flex-wrap gap-2 px-5 pb-4">
        <Button
          size="sm"
          variant="destructive-ghost"
          disabled={node.connection === null || isReadOnly}
          onClick={() => askDelete(node)}
        >
          <Unplug aria-hidden /> Close its connection
        </Button>
      </div>
    );
  }
  return (
    <div className="px-5 pb-4">
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" disabled={isReadOnly} onClick={() => editClient(node)}>
          <Pencil aria-hidden /> Change
        </Button>
        <Button size="sm" variant="destructive-ghost" disabled={isReadOnly} onClick={() => askDelete(node)}>
          <Unplug aria-hidden /> Remove
        </Button>
        <Badge tone={tones[client.state]}>{client.state}</Badge>
      </div>
      {client.error !== null && (
        <p role="alert" className="mt-3 flex gap-2 rounded-md bg-destructive-soft p-3 text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-destructive" />
          <span className="min-w-0 font-mono text-xs leading-5 break-words">{client.error}</span>
        </p>
      )}
    </div>
  );
}
