'use client';

import { useMemo } from 'react';
import type { BindingEdge } from '@/lib/live-events';
import type {
  ConsumerStageNode,
  ExchangeStageNode,
  ProducerStageNode,
  QueueStageNode,
  StageGraph,
  StageNode,
} from '@/lib/stage-graph';
import { BindingKey } from './binding-list';
import { OutlineRow } from './outline-row';

/** The same graph as a nested list: who publishes where, what is bound to what, who consumes. */
export function Outline({ graph }: { readonly graph: StageGraph }) {
  const parts = useMemo(() => partsOf(graph), [graph]);
  return (
    <div className="absolute inset-0 overflow-y-auto overscroll-contain pb-24">
      <div className="mx-auto flex max-w-5xl flex-col gap-6 px-3 py-4 sm:px-6">
        <Group title="Exchanges" count={parts.exchanges.length} empty="No exchange is in use.">
          {parts.exchanges.map((node) => (
            <ExchangeEntry key={node.id} node={node} graph={graph} />
          ))}
        </Group>
        <Group title="Queues" count={parts.queues.length} empty="There is no queue yet.">
          {parts.queues.map((node) => (
            <QueueEntry key={node.id} node={node} graph={graph} />
          ))}
        </Group>
        {parts.strays.length > 0 && (
          <Group title="Clients without a place" count={parts.strays.length} empty="">
            {parts.strays.map((node) => (
              <OutlineRow key={node.id} node={node} />
            ))}
          </Group>
        )}
      </div>
    </div>
  );
}

function Group({
  title,
  count,
  empty,
  children,
}: {
  readonly title: string;
  readonly count: number;
  readonly empty: string;
  readonly children: React.ReactNode;
}) {
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

function ExchangeEntry({ node, graph }: { readonly node: ExchangeStageNode; readonly graph: StageGraph }) {
  const edges = [...graph.edges.values()];
  const producers = edges.flatMap((edge) => (edge.kind === 'publish' && edge.target === node.id ? [edge.source] : []));
  const targets = edges.flatMap((edge) => (edge.kind === 'binding' && edge.source === node.id ? [edge] : []));
  return (
    <OutlineRow node={node}>
      {producers.length > 0 && (
        <Nested label={`Producers of ${node.name}`} nodes={producers.map((id) => graph.nodes.get(id))} />
      )}
      {targets.length > 0 && (
        <ul aria-label={`Bindings of ${node.name}`} className="flex flex-col">
          {targets.map((edge) => {
            const target = graph.nodes.get(edge.target);
            return target === undefined ? null : (
              <OutlineRow key={edge.id} node={target} isNested prefix={<Keys bindings={edge.bindings} />} />
            );
          })}
        </ul>
      )}
    </OutlineRow>
  );
}

function QueueEntry({ node, graph }: { readonly node: QueueStageNode; readonly graph: StageGraph }) {
  const consumers = [...graph.edges.values()].flatMap((edge) =>
    edge.kind === 'consume' && edge.source === node.id ? [graph.nodes.get(edge.target)] : [],
  );
  return (
    <OutlineRow node={node}>
      {consumers.length > 0 && <Nested label={`Consumers of ${node.name}`} nodes={consumers} />}
    </OutlineRow>
  );
}

function Nested({ label, nodes }: { readonly label: string; readonly nodes: readonly (StageNode | undefined)[] }) {
  return (
    <ul aria-label={label} className="flex flex-col">
      {nodes.map((node) => (node === undefined ? null : <OutlineRow key={node.id} node={node} isNested />))}
    </ul>
  );
}

function Keys({ bindings }: { readonly bindings: readonly BindingEdge[] }) {
  if (bindings.length === 0) return <span className="text-muted-foreground text-xs max-sm:basis-full">by name →</span>;
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-1 max-sm:basis-full sm:max-w-[45%]">
      {bindings.slice(0, 4).map((binding) => (
        <BindingKey key={binding.propertiesKey} binding={binding} />
      ))}
      {bindings.length > 4 && <span className="text-muted-foreground text-xs">+{bindings.length - 4}</span>}
      <span aria-hidden className="text-muted-foreground">
        →
      </span>
    </span>
  );
}

interface Parts {
  readonly exchanges: readonly ExchangeStageNode[];
  readonly queues: readonly QueueStageNode[];
  /** Producers and consumers whose exchange or queue is not on the stage. */
  readonly strays: readonly (ProducerStageNode | ConsumerStageNode)[];
}

function partsOf(graph: StageGraph): Parts {
  const exchanges: ExchangeStageNode[] = [];
  const queues: QueueStageNode[] = [];
  const strays: (ProducerStageNode | ConsumerStageNode)[] = [];
  const linked = new Set([...graph.edges.values()].flatMap((edge) => [edge.source, edge.target]));
  for (const node of graph.nodes.values()) {
    if (node.kind === 'exchange') exchanges.push(node);
    else if (node.kind === 'queue') queues.push(node);
    else if (!linked.has(node.id)) strays.push(node);
  }
  const byName = (a: StageNode, b: StageNode) => a.name.localeCompare(b.name);
  return { exchanges: exchanges.sort(byName), queues: queues.sort(byName), strays: strays.sort(byName) };
}
