import type { StageGraph } from './stage-graph';

/** The node that most lines begin or end at: where to look when there is too much to see all of it. */
export function hubOf(graph: StageGraph): string | null {
  const lines = new Map<string, number>();
  for (const { source, target } of graph.edges.values()) {
    for (const id of [source, target]) lines.set(id, (lines.get(id) ?? 0) + 1);
  }
  const known = [...lines].filter(([id]) => graph.nodes.has(id)).sort(([a], [b]) => (a < b ? -1 : 1));
  return known.reduce<[string | null, number]>((best, next) => (next[1] > best[1] ? next : best), [null, 0])[0];
}
