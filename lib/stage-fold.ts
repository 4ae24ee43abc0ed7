import type { StageEdge, StageGraph } from './stage-graph';

export interface FoldedGraph {
  readonly graph: StageGraph;
  /** For each folded node, how many nodes are hidden behind it. */
  readonly hidden: ReadonlyMap<string, number>;
}

/**
 * Hides what comes after the folded nodes: queues and exchanges that only they reach, and the consumers of those. What
 * has another way in stays on the stage.
 */
export function foldGraph(graph: StageGraph, folded: ReadonlySet<string>): FoldedGraph {
  const roots = [...folded].filter((id) => graph.nodes.has(id));
  if (roots.length === 0) return { graph, hidden: new Map() };
  const ways = [...graph.edges.values()].filter(isWay);
  const owner = claim(new Set(roots), ways);
  const hidden = new Map(roots.map((root) => [root, 0]));
  for (const root of owner.values()) hidden.set(root, (hidden.get(root) ?? 0) + 1);
  const nodes = new Map([...graph.nodes].filter(([id]) => !owner.has(id)));
  const edges = new Map([...graph.edges].filter(([, { source, target }]) => nodes.has(source) && nodes.has(target)));
  return { graph: { ...graph, nodes, edges }, hidden };
}

/** Messages move on along these; publishing comes before the exchange and hides nothing. */
function isWay({ kind }: StageEdge): boolean {
  return kind === 'binding' || kind === 'consume';
}

/** Says of each hidden node behind which folded one it is; grows until nothing more has only hidden ways in. */
function claim(roots: ReadonlySet<string>, ways: readonly StageEdge[]): Map<string, string> {
  const owner = new Map<string, string>();
  const ownerOf = (id: string) => (roots.has(id) ? id : owner.get(id));
  for (let grew = true; grew; ) {
    grew = false;
    for (const { source, target } of ways) {
      const root = ownerOf(source);
      if (root === undefined || owner.has(target) || roots.has(target)) continue;
      if (ways.some((way) => way.target === target && ownerOf(way.source) === undefined)) continue;
      owner.set(target, root);
      grew = true;
    }
  }
  return owner;
}
