'use client';

import { X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { IconButton } from '@/components/ui/icon-button';
import { Tabs } from '@/components/ui/tabs';
import type { StageEdge, StageGraph, StageNode } from '@/lib/stage-graph';
import { labelOf } from '@/lib/stage-numbers';
import { useStageUi } from './stage-ui';
import type { PanelTab } from './use-panel';

const LiveTail = dynamic(() => import('@/components/messages/live-tail').then((module) => module.LiveTail));
const QueueMessages = dynamic(() => import('./queue-messages').then((module) => module.QueueMessages));
const PanelCharts = dynamic(() => import('./panel-charts').then((module) => module.PanelCharts));
const WirePanel = dynamic(() => import('@/components/wire/wire-panel').then((module) => module.WirePanel), {
  ssr: false,
});
const PanelCode = dynamic(() => import('./panel-code').then((module) => module.PanelCode));

export interface StagePanelProps {
  readonly vhost: string;
  readonly graph: StageGraph;
  readonly tab: PanelTab;
  readonly onTab: (tab: PanelTab) => void;
  readonly onClose: () => void;
}

/** Under the stage: more of what is selected, or of the whole virtual host. */
export function StagePanel({ vhost, graph, tab, onTab, onClose }: StagePanelProps) {
  const selection = useStageUi((state) => state.selection) ?? '';
  const node = graph.nodes.get(selection) ?? null;
  const about = node ?? queueNodeOf(graph, graph.edges.get(selection));
  const queue = queueOf(about);
  const connection = about?.kind === 'producer' || about?.kind === 'consumer' ? about.connection : null;
  return (
    <section
      aria-label="Panel"
      className="stage-panel relative z-10 h-[220px] shrink-0 overflow-y-auto border-t bg-popover max-md:hidden"
    >
      <div className="absolute top-1 right-2 z-20 flex items-center gap-2">
        <span className="max-w-64 truncate text-muted-foreground text-xs">
          {about === null ? `Virtual host ${vhost}` : labelOf(about)}
        </span>
        <IconButton size="sm" label="Close the panel (J)" tooltipSide="top" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </div>
      <Tabs<PanelTab>
        aria-label="Panel"
        value={tab}
        onValueChange={onTab}
        tabs={[
          {
            value: 'events',
            label: 'Events',
            content: <Events vhost={vhost} queue={queue} exchange={about?.kind === 'exchange' ? about.name : null} />,
          },
          {
            value: 'messages',
            label: 'Messages',
            content:
              queue === null ? (
                <Missing what="a queue or a consumer">Its next messages appear here.</Missing>
              ) : (
                <QueueMessages key={queue} vhost={vhost} queue={queue} />
              ),
          },
          { value: 'charts', label: 'Charts', content: <PanelCharts node={about} /> },
          {
            value: 'wire',
            label: 'Wire',
            content:
              connection === null ? (
                <Missing what="a producer or a consumer">The frames of its connection appear here.</Missing>
              ) : (
                <WirePanel key={connection.name} connection={connection.name} />
              ),
          },
          { value: 'code', label: 'Code', content: <PanelCode node={about} /> },
        ]}
      />
    </section>
  );
}

interface EventsProps {
  readonly vhost: string;
  readonly queue: string | null;
  readonly exchange: string | null;
}

/** What goes by, of what is selected. A filter belongs to the selection that it was chosen for. */
function Events({ vhost, queue, exchange }: EventsProps) {
  const [chosen, setChosen] = useState<{ readonly of: string; readonly filter: string } | null>(null);
  const of = JSON.stringify([queue, exchange]);
  const filter = chosen?.of === of ? chosen.filter : (exchange ?? '');
  return (
    <div className="-mx-5 -my-4 h-[178px]">
      <LiveTail vhost={vhost} queue={queue} filter={filter} onFilter={(next) => setChosen({ of, filter: next })} />
    </div>
  );
}

function Missing({ what, children }: { readonly what: string; readonly children: ReactNode }) {
  return (
    <EmptyState compact title={`Select ${what} on the stage`}>
      {children}
    </EmptyState>
  );
}

function queueOf(node: StageNode | null): string | null {
  if (node?.kind === 'queue') return node.name;
  return node?.kind === 'consumer' ? node.queue : null;
}

/** A line is about the queue that it leads to or comes from. */
function queueNodeOf(graph: StageGraph, edge: StageEdge | undefined): StageNode | null {
  const ends = edge === undefined ? [] : [graph.nodes.get(edge.target), graph.nodes.get(edge.source)];
  return ends.find((end) => end?.kind === 'queue') ?? null;
}
