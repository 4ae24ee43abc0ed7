'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { Sheet } from '@/components/ui/sheet';
import { useIsNarrow } from '@/components/ui/use-media-query';
import type { StageGraph } from '@/lib/stage-graph';
import { ConsumerInspector } from './consumer-inspector';
import { EdgeInspector, edgeTitle } from './edge-inspector';
import { ExchangeInspector } from './exchange-inspector';
import { NodeIcon, titleOf } from './node-icon';
import { ProducerInspector } from './producer-inspector';
import { QueueInspector } from './queue-inspector';
import { useStageUi } from './stage-ui';

/** What is selected, in full: beside the stage where there is room, else over it from below. */
export function Inspector({ vhost, graph }: { readonly vhost: string; readonly graph: StageGraph }) {
  const selection = useStageUi((state) => state.selection);
  const select = useStageUi((state) => state.select);
  const isNarrow = useIsNarrow();
  const content = selection === null ? null : contentOf(selection, vhost, graph);
  if (isNarrow) {
    return (
      <Sheet
        open={content !== null}
        onOpenChange={(open) => !open && select(null)}
        title={content?.title ?? ''}
        icon={content?.icon}
        description={content?.kind}
      >
        <div className="pt-4 pb-6">{content?.body}</div>
      </Sheet>
    );
  }
  if (content === null) return null;
  return (
    <aside
      aria-label={`${content.kind} ${content.title}`}
      className="@container relative z-10 flex w-[23rem] shrink-0 flex-col border-l bg-popover"
    >
      <header className="flex items-center gap-3 px-5 py-3">
        {content.icon}
        <div className="min-w-0 flex-1 leading-tight">
          <h2 className="truncate font-semibold text-base" title={content.title}>
            {content.title}
          </h2>
          <p className="text-muted-foreground text-xs">{content.kind}</p>
        </div>
        <IconButton size="sm" label="Close (Esc)" tooltipSide="bottom" onClick={() => select(null)}>
          <X aria-hidden />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-6">{content.body}</div>
    </aside>
  );
}

interface Content {
  readonly title: string;
  readonly kind: string;
  readonly icon: ReactNode;
  readonly body: ReactNode;
}

function contentOf(selection: string, vhost: string, graph: StageGraph): Content | null {
  const edge = graph.edges.get(selection);
  if (edge !== undefined) {
    const { title, kind } = edgeTitle(edge, graph);
    return { title, kind, icon: null, body: <EdgeInspector key={selection} vhost={vhost} edge={edge} graph={graph} /> };
  }
  const node = graph.nodes.get(selection);
  if (node === undefined) return null;
  const shared = { icon: <NodeIcon node={node} />, ...titleOf(node) };
  switch (node.kind) {
    case 'exchange':
      return { ...shared, body: <ExchangeInspector key={selection} vhost={vhost} node={node} graph={graph} /> };
    case 'queue':
      return { ...shared, body: <QueueInspector key={selection} vhost={vhost} node={node} graph={graph} /> };
    case 'producer':
      return { ...shared, body: <ProducerInspector key={selection} vhost={vhost} node={node} /> };
    case 'consumer':
      return { ...shared, body: <ConsumerInspector key={selection} vhost={vhost} node={node} /> };
  }
}
