'use client';

import { type ReactNode, useDeferredValue } from 'react';
import { Sheet } from '@/components/ui/sheet';
import { useIsNarrow } from '@/components/ui/use-media-query';
import type { StageGraph } from '@/lib/stage-graph';
import { ConsumerInspector } from './consumer-inspector';
import { EdgeInspector, edgeTitle } from './edge-inspector';
import { ExchangeInspector } from './exchange-inspector';
import { FrameInspector } from './frame-inspector';
import { LifelinePanel } from './lifeline-panel';
import { NodeIcon, titleOf } from './node-icon';
import { ProducerInspector } from './producer-inspector';
import { QueueInspector } from './queue-inspector';
import { StageAside } from './stage-aside';
import { useStageUi } from './stage-ui';

export interface InspectorProps {
  readonly vhost: string;
  readonly graph: StageGraph;
  /** The graph as it is drawn, with frames folded. */
  readonly folded: StageGraph;
}

/** What is selected, in full: beside the stage where there is room, else over it from below. */
export function Inspector({ vhost, graph, folded }: InspectorProps) {
  const selection = useDeferredValue(useStageUi((state) => state.selection));
  const select = useStageUi((state) => state.select);
  const isNarrow = useIsNarrow();
  const lifeline = useStageUi((state) => state.lifeline);
  const follow = useStageUi((state) => state.follow);
  const content =
    lifeline !== null
      ? lifeOf(lifeline)
      : selection === null
        ? null
        : contentOf(selection, vhost, graph.nodes.has(selection) || graph.edges.has(selection) ? graph : folded);
  const close = () => {
    follow(null);
    select(null);
  };
  if (isNarrow) {
    return (
      <Sheet
        open={content !== null}
        onOpenChange={(open) => !open && close()}
        title={content?.title ?? ''}
        icon={content?.icon}
        description={content?.kind}
      >
        <div className="pt-4 pb-6">{content?.body}</div>
      </Sheet>
    );
  }
  if (content === null) return null;
  const { title, kind, icon, body } = content;
  return (
    <StageAside title={title} kind={kind} icon={icon} onClose={close}>
      {body}
    </StageAside>
  );
}

interface Content {
  readonly title: string;
  readonly kind: string;
  readonly icon: ReactNode;
  readonly body: ReactNode;
}

function lifeOf(message: number): Content {
  const body = <LifelinePanel key={message} message={message} />;
  return { title: `Message ${message}`, kind: 'The life of one message', icon: null, body };
}

function contentOf(selection: string, vhost: string, graph: StageGraph): Content | null {
  const edge = graph.edges.get(selection);
  if (edge !== undefined) {
    const { title, kind } = edgeTitle(edge, graph);
    return { title, kind, icon: null, body: <EdgeInspector key={selection} edge={edge} graph={graph} /> };
  }
  const node = graph.nodes.get(selection);
  if (node === undefined) return null;
  const shared = { icon: <NodeIcon node={node} />, ...titleOf(node) };
  switch (node.kind) {
    case 'frame':
      return { ...shared, body: <FrameInspector key={selection} node={node} /> };
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
