import { edgeId, type StageEdge, type StageGraph } from './stage-graph';

export interface FoldedGraph {
  readonly graph: StageGraph;
  /** For each folded node, how many nodes are hidden behind it. */
  readonly hidden: ReadonlyMap<string, number>;
  /** For each node and line that is folded into a frame, what is drawn in its place; null for a line inside the frame. */
  readonly standIns: ReadonlyMap<string, string | null>;
}

/**
 * Hides what comes after the folded nodes: queues and exchanges that only they reach, and the consumers of those. What
 * has another way in stays on the stage.
 */
export function foldGraph(graph: StageGraph, folded: ReadonlySet<string>): FoldedGraph {
  const roots = [...folded].filter((id) => graph.nodes.has(id));
  if (roots.length === 0) return { graph, hidden: new Map(), standIns: new Map() };
  const ways = [...graph.edges.values()].filter(isWay);
  const owner = claim(new Set(roots), ways);
  const hidden = new Map(roots.map((root) => [root, 0]));
  for (const root of owner.values()) hidden.set(root, (hidden.get(root) ?? 0) + 1);
  const nodes = new Map([...graph.nodes].filter(([id]) => !owner.has(id)));
  const edges = new Map([...graph.edges].filter(([, { source, target }]) => nodes.has(source) && nodes.has(target)));
  return { graph: { ...graph, nodes, edges }, hidden, standIns: new Map() };
}

/** Draws each of these frames as one node. A node that stands in two of them goes into the first. */
export function foldFrames(folded: FoldedGraph, frames: readonly Frame[]): FoldedGraph {
  const { graph } = folded;
  const standIns = new Map<string, string | null>();
  for (const { id, members } of frames) {
    for (const member of members) if (graph.nodes.has(member) && !standIns.has(member)) standIns.set(member, id);
  }
  if (standIns.size === 0) return folded;
  const drawnAs = (id: string) => standIns.get(id) ?? id;
  const nodes = new Map([...graph.nodes].filter(([id]) => !standIns.has(id)));
  const edges = new Map<string, StageEdge>();
  const bundles = new Map<string, StageEdge[]>();
  for (const edge of graph.edges.values()) {
    const [source, target] = [drawnAs(edge.source), drawnAs(edge.target)];
    if (source === edge.source && target === edge.target) {
      edges.set(edge.id, edge);
      continue;
    }
    const id = source === target ? null : edgeId.bundle(source, target);
    standIns.set(edge.id, id);
    if (id === null) continue;
    const bundle = bundles.get(id);
    if (bundle === undefined) bundles.set(id, [edge]);
    else bundle.push(edge);
    edges.set(id, { id, source, target, kind: 'bundle', edges: bundles.get(id) ?? [] });
  }
  for (const { id, name } of frames) {
    const members = [...graph.nodes.values()].filter((node) => standIns.get(node.id) === id);
    if (members.length === 0) continue;
    const ways = (end: 'source' | 'target') =>
      [...edges.values()].flatMap((edge) => (edge.kind === 'bundle' && edge[end] === id ? edge.edges : []));
    nodes.set(id, { id, kind: 'frame', name, members, incoming: ways('target'), outgoing: ways('source') });
  }
  return { ...folded, graph: { ...graph, nodes, edges }, standIns };
}

interface Frame {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
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
