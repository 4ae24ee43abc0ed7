import type { Found } from '@/lib/stage-filter';
import {
  type ConsumerStageNode,
  type ExchangeStageNode,
  nodeId,
  type ProducerStageNode,
  type QueueStageNode,
  type StageEdge,
  type StageGraph,
  type StageNode,
} from '@/lib/stage-graph';

/** An exchange with who publishes to it and where it leads, or a queue with who consumes and where its dead go. */
export interface OutlineEntry {
  readonly node: ExchangeStageNode | QueueStageNode;
  readonly clients: readonly StageNode[];
  readonly lines: readonly StageEdge[];
}

export interface OutlineTree {
  readonly exchanges: readonly OutlineEntry[];
  readonly queues: readonly OutlineEntry[];
  /** Producers and consumers whose exchange or queue is not on the stage. */
  readonly strays: readonly (ProducerStageNode | ConsumerStageNode)[];
}

/** Of the whole graph, or of what was found in it. */
export function outlineOf(graph: StageGraph, found: Pick<Found, 'nodes'> | null = null): OutlineTree {
  const incoming = new Map<string, StageNode[]>();
  const outgoing = new Map<string, StageEdge[]>();
  const linked = new Set<string>();
  for (const edge of graph.edges.values()) {
    linked.add(edge.source);
    linked.add(edge.target);
    if (edge.kind === 'publish') push(incoming, edge.target, graph.nodes.get(edge.source));
    else if (edge.kind === 'consume') push(incoming, edge.source, graph.nodes.get(edge.target));
    else push(outgoing, edge.kind === 'reply' ? queueOf(edge.source, graph) : edge.source, edge);
  }
  const exchanges: OutlineEntry[] = [];
  const queues: OutlineEntry[] = [];
  const strays: (ProducerStageNode | ConsumerStageNode)[] = [];
  for (const node of [...graph.nodes.values()].sort((a, b) => a.name.localeCompare(b.name))) {
    if (found !== null && !found.nodes.has(node.id)) continue;
    const entry = { clients: incoming.get(node.id) ?? [], lines: outgoing.get(node.id) ?? [] };
    if (node.kind === 'exchange') exchanges.push({ node, ...entry });
    else if (node.kind === 'queue') queues.push({ node, ...entry });
    else if (node.kind !== 'frame' && !linked.has(node.id)) strays.push(node);
  }
  return { exchanges, queues, strays };
}

/** Consumers have no lines of their own in the outline: their answers are listed at the queue of the requests. */
function queueOf(consumer: string, graph: StageGraph): string {
  const node = graph.nodes.get(consumer);
  return node?.kind === 'consumer' ? nodeId.queue(node.queue) : consumer;
}

function push<T>(lists: Map<string, T[]>, key: string, value: T | undefined): void {
  if (value === undefined) return;
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
