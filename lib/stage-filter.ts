import type { StageEdge, StageGraph, StageNode } from './stage-graph';
import { labelOf } from './stage-numbers';

export interface Found {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
  /** How many nodes have what was looked for in their own name. */
  readonly count: number;
}

/**
 * What of the stage has these letters in its name: nodes, and lines by their key, with the nodes at both ends. Lines
 * between two found nodes are found as well. Null for an empty filter.
 */
export function findOnStage(graph: StageGraph, filter: string): Found | null {
  const needle = filter.trim().toLowerCase();
  if (needle === '') return null;
  const own = new Set([...graph.nodes.values()].filter((node) => wordsOf(node).includes(needle)).map(({ id }) => id));
  const nodes = new Set(own);
  const edges = new Set<string>();
  for (const edge of graph.edges.values()) {
    if (keyOf(edge).includes(needle)) {
      nodes.add(edge.source).add(edge.target);
      edges.add(edge.id);
    } else if (own.has(edge.source) && own.has(edge.target)) {
      edges.add(edge.id);
    }
  }
  return { nodes, edges, count: own.size };
}

function wordsOf(node: StageNode): string {
  const kind = node.kind === 'exchange' ? `${node.exchange.type} exchange` : node.kind;
  return `${labelOf(node)} ${kind}`.toLowerCase();
}

/** Only what stands on the line itself: the names of its ends are looked for there. */
function keyOf(edge: StageEdge): string {
  if (edge.kind === 'binding')
    return edge.bindings
      .map(({ routingKey, arguments: table }) => `${routingKey} ${JSON.stringify(table)}`)
      .join(' ')
      .toLowerCase();
  if (edge.kind === 'dead-letter') return `dead letters ${edge.routingKey ?? ''}`.toLowerCase();
  if (edge.kind === 'alternate') return 'alternate exchange';
  return '';
}
