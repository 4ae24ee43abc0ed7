'use client';

import { useMemo } from 'react';
import { findOnStage } from '@/lib/stage-filter';
import type { StageGraph, StageNode } from '@/lib/stage-graph';
import { labelOf } from '@/lib/stage-numbers';
import { FirstSteps } from './first-steps';
import { OutlineEdge } from './outline-edge';
import { moveFocus } from './outline-keys';
import { OutlineNotes } from './outline-notes';
import { OutlineRegions } from './outline-regions';
import { OutlineRow } from './outline-row';
import { type OutlineEntry, outlineOf } from './outline-tree';
import { StageFilter } from './stage-filter';
import { useStageUi } from './stage-ui';
import { useFirstSteps } from './use-first-steps';

/** The whole stage as nested lists, in reading order: every node, every line between nodes, every note, every act. */
export function Outline({ vhost, graph }: { readonly vhost: string; readonly graph: StageGraph }) {
  const filter = useStageUi((state) => state.filter);
  const { exchanges, queues, strays } = useMemo(() => outlineOf(graph, findOnStage(graph, filter)), [graph, filter]);
  return (
    <div className="absolute inset-0 overflow-y-auto overscroll-contain pb-24">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys go from row to row; each row is a button. */}
      <div className="mx-auto flex max-w-5xl flex-col gap-6 px-3 py-4 sm:px-6" onKeyDown={moveFocus}>
        <StageFilter graph={graph} className="md:hidden" />
        <p className="px-1 text-muted-foreground text-xs max-sm:hidden">
          Arrow keys go from row to row, right and left open and close. The keys of the stage work on the row that has
          the focus.
        </p>
        <NextSteps vhost={vhost} />
        <Group
          title="Exchanges"
          count={exchanges.length}
          empty={filter === '' ? 'No exchange is in use.' : 'No exchange matches.'}
        >
          {exchanges.map((entry) => (
            <Entry key={entry.node.id} entry={entry} graph={graph} />
          ))}
        </Group>
        <Group
          title="Queues"
          count={queues.length}
          empty={filter === '' ? 'There is no queue yet.' : 'No queue matches.'}
        >
          {queues.map((entry) => (
            <Entry key={entry.node.id} entry={entry} graph={graph} />
          ))}
        </Group>
        {strays.length > 0 && (
          <Group title="Clients without a place" count={strays.length} empty="">
            {strays.map((node) => (
              <OutlineRow key={node.id} node={node} />
            ))}
          </Group>
        )}
        <OutlineRegions graph={graph} />
        <OutlineNotes />
      </div>
    </div>
  );
}

/** The rest of the first steps. While nothing is there at all they stand over the empty lists. */
function NextSteps({ vhost }: { readonly vhost: string }) {
  const { isFresh } = useFirstSteps();
  const isReadOnly = useStageUi((state) => state.isReadOnly);
  return isFresh || isReadOnly ? null : <FirstSteps vhost={vhost} className="shadow-raised max-sm:w-full" />;
}

interface GroupProps {
  readonly title: string;
  readonly count: number;
  readonly empty: string;
  readonly children: React.ReactNode;
}

function Group({ title, count, empty, children }: GroupProps) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2 flex items-baseline gap-2 px-1 font-semibold text-sm">
        {title} <span className="font-normal text-muted-foreground text-xs">{count}</span>
      </h2>
      {count === 0 ? (
        <p className="px-1 text-muted-foreground text-sm">{empty}</p>
      ) : (
        <ul className="flex flex-col divide-y rounded-lg border bg-card">{children}</ul>
      )}
    </section>
  );
}

function Entry({ entry, graph }: { readonly entry: OutlineEntry; readonly graph: StageGraph }) {
  const { node, clients, lines } = entry;
  const name = labelOf(node);
  const isExchange = node.kind === 'exchange';
  return (
    <OutlineRow node={node} hasChildren={clients.length + lines.length > 0}>
      {clients.length > 0 && <Nested label={`${isExchange ? 'Producers' : 'Consumers'} of ${name}`} nodes={clients} />}
      {lines.length > 0 && (
        <ul aria-label={`${isExchange ? 'Bindings' : 'Lines'} of ${name}`} className="flex flex-col">
          {lines.map((edge) => (
            <OutlineEdge key={edge.id} edge={edge} target={graph.nodes.get(edge.target)} />
          ))}
        </ul>
      )}
    </OutlineRow>
  );
}

function Nested({ label, nodes }: { readonly label: string; readonly nodes: readonly StageNode[] }) {
  return (
    <ul aria-label={label} className="flex flex-col">
      {nodes.map((node) => (
        <OutlineRow key={node.id} node={node} isNested />
      ))}
    </ul>
  );
}
