import { isBackwards, type Lanes, lanesOf } from './stage-columns';
import type { StageEdge, StageGraph } from './stage-graph';
import { isWaypoint, type Layers, orderLanes } from './stage-order';
import { sizeOf } from './stage-size';

/**
 * Where things stand. Every kind has its lane, so x follows from the kind; y follows from the order inside the lanes,
 * one connected part of the graph at a time. A node that has a place keeps it: newcomers go to the nearest free spot.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Positions = ReadonlyMap<string, Point>;

export interface Size {
  readonly width: number;
  readonly height: number;
}

const ROW_GAP = 22;
const COMPONENT_GAP = 40;
const WAYPOINT_HEIGHT = 12;
const ROUNDS = 14;
/** When more than this many nodes appear at once, and they outnumber those that have a place, all is laid out anew. */
const BURST = 5;

/** A full layout. Pinned nodes stay where they were dragged, the rest is arranged around them. */
export function layoutAll(graph: StageGraph, pinned: Positions = new Map()): Map<string, Point> {
  const lanes = lanesOf(graph);
  const placed = new Map<string, Point>();
  const loose: string[] = [];
  let top = 0;
  for (const component of componentsOf(graph)) {
    if (component.length === 1) {
      loose.push(...component);
      continue;
    }
    const ys = arrange(component, graph, lanes);
    let bottom = top;
    for (const [id, y] of ys) {
      const node = graph.nodes.get(id);
      if (node === undefined) continue;
      placed.set(id, { x: lanes.xOf(id), y: top + y });
      bottom = Math.max(bottom, top + y + sizeOf(node).height);
    }
    top = bottom + COMPONENT_GAP;
  }
  for (const [id, point] of pinned) if (graph.nodes.has(id)) placed.set(id, point);
  for (const id of placed.keys()) if (!pinned.has(id)) settle(id, placed, graph);
  for (const id of loose.sort()) if (!placed.has(id)) placeNear(id, placed, graph, lanes);
  return placed;
}

/** The layout after a change of the graph: whoever has a place keeps it. */
export function layoutChange(graph: StageGraph, current: Positions, pinned: Positions): Map<string, Point> {
  const kept = new Map([...current].filter(([id]) => graph.nodes.has(id)));
  const fresh = [...graph.nodes.keys()].filter((id) => !kept.has(id));
  if (kept.size === 0 || (fresh.length > BURST && fresh.length > kept.size)) return layoutAll(graph, pinned);
  const lanes = lanesOf(graph, kept);
  const order = { frame: 0, exchange: 0, queue: 1, producer: 2, consumer: 3 };
  const kindOf = (id: string) => order[graph.nodes.get(id)?.kind ?? 'consumer'];
  for (const id of fresh.sort((a, b) => kindOf(a) - kindOf(b))) {
    const pin = pinned.get(id);
    if (pin === undefined) placeNear(id, kept, graph, lanes);
    else kept.set(id, pin);
  }
  return kept;
}

/** The places with every node moved back into the column of its kind. */
export function alignToLanes(graph: StageGraph, places: Positions): Map<string, Point> {
  const { xOf } = lanesOf(graph);
  return new Map([...places].map(([id, { x, y }]) => [id, graph.nodes.has(id) ? { x: xOf(id), y } : { x, y }]));
}

/** Where a node stands when its lane holds it: the column of the others of its lane. */
export function laneX(id: string, graph: StageGraph, places: Positions): number {
  return lanesOf(graph, new Map([...places].filter(([other]) => other !== id))).xOf(id);
}

function componentsOf(graph: StageGraph): string[][] {
  const neighbours = neighboursOf(graph.edges.values());
  const seen = new Set<string>();
  const components: string[][] = [];
  for (const start of [...graph.nodes.keys()].sort()) {
    if (seen.has(start)) continue;
    const component: string[] = [];
    const open = [start];
    // Depth first: what belongs together starts out together.
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      component.push(id);
      open.push(...(neighbours.get(id) ?? []));
    }
    components.push(component);
  }
  return components.sort((a, b) => b.length - a.length);
}

function neighboursOf(edges: Iterable<StageEdge>): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  const add = (from: string, to: string) => neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
  for (const { source, target } of edges) {
    add(source, target);
    add(target, source);
  }
  return neighbours;
}

/** The y of every node of one connected part, from 0. */
function arrange(component: readonly string[], graph: StageGraph, lanes: Lanes): Map<string, number> {
  const members = new Set(component);
  const edges = [...graph.edges.values()]
    .filter(({ source, target }) => members.has(source) && members.has(target))
    .flatMap((edge) => {
      // An exchange beside the queues whose dead letters it takes stands where those come from.
      const isNextTo = edge.kind === 'dead-letter' && lanes.laneOf(edge.target) + 1 === lanes.laneOf(edge.source);
      if (isNextTo) return [{ id: edge.id, source: edge.target, target: edge.source }];
      return isBackwards(edge.kind) ? [] : [edge];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const layers = orderLanes(component, edges, lanes.laneOf);
  const heightOf = (id: string) => {
    const node = graph.nodes.get(id);
    return node === undefined ? WAYPOINT_HEIGHT : sizeOf(node).height;
  };
  const centres = relax(layers, heightOf);
  const tops = component.map((id): [string, number] => [id, (centres.get(id) ?? 0) - heightOf(id) / 2]);
  const highest = Math.min(...tops.map(([, y]) => y));
  return new Map(tops.map(([id, y]) => [id, Math.round(y - highest)]));
}

/** Neighbours pull each other to the same height; the order and the gaps inside a lane are kept. */
function relax({ lanes, before, after }: Layers, heightOf: (id: string) => number): Map<string, number> {
  const centres = new Map<string, number>();
  for (const lane of lanes) for (const [id, y] of spread(lane, () => 0, heightOf)) centres.set(id, y);
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = round % 2 === 0 ? [...lanes] : [...lanes].reverse();
    for (const lane of order) {
      const wanted = (id: string) => {
        const pulls = [...(before.get(id) ?? []), ...(after.get(id) ?? [])].map((other) => centres.get(other) ?? 0);
        return pulls.length === 0 ? (centres.get(id) ?? 0) : pulls.reduce((sum, y) => sum + y, 0) / pulls.length;
      };
      for (const [id, y] of spread(lane, wanted, heightOf)) centres.set(id, y);
    }
  }
  return centres;
}

/**
 * The places nearest to the wanted ones that keep order and gaps: without the gaps this is isotonic regression, so
 * blocks that would overlap are merged and stand at their mean.
 */
function spread(
  lane: readonly string[],
  wanted: (id: string) => number,
  heightOf: (id: string) => number,
): [string, number][] {
  const offsets: number[] = [];
  let offset = 0;
  for (const [index, id] of lane.entries()) {
    const previous = lane[index - 1];
    if (previous !== undefined) {
      const gap = isWaypoint(id) || isWaypoint(previous) ? ROW_GAP / 2 : ROW_GAP;
      offset += (heightOf(previous) + heightOf(id)) / 2 + gap;
    }
    offsets.push(offset);
  }
  const blocks: { sum: number; count: number }[] = [];
  for (const [index, id] of lane.entries()) {
    let block = { sum: wanted(id) - (offsets[index] ?? 0), count: 1 };
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      if (last.sum / last.count <= block.sum / block.count) break;
      blocks.pop();
      block = { sum: last.sum + block.sum, count: last.count + block.count };
    }
    blocks.push(block);
  }
  const bases = blocks.flatMap(({ sum, count }) => new Array<number>(count).fill(sum / count));
  return lane.map((id, index) => [id, (bases[index] ?? 0) + (offsets[index] ?? 0)]);
}

/** Moves a node down until it stands on nobody. */
function settle(id: string, placed: Map<string, Point>, graph: StageGraph): void {
  const point = placed.get(id);
  if (point !== undefined) placed.set(id, { x: point.x, y: freeY(id, point, placed, graph, [1]) });
}

function placeNear(id: string, placed: Map<string, Point>, graph: StageGraph, lanes: Lanes): void {
  const node = graph.nodes.get(id);
  if (node === undefined) return;
  const { height } = sizeOf(node);
  const centres: number[] = [];
  for (const edge of graph.edges.values()) {
    if (isBackwards(edge.kind)) continue;
    const other = edge.source === id ? edge.target : edge.target === id ? edge.source : null;
    const point = other === null ? undefined : placed.get(other);
    const neighbour = other === null ? undefined : graph.nodes.get(other);
    if (point !== undefined && neighbour !== undefined) centres.push(point.y + sizeOf(neighbour).height / 2);
  }
  const x = lanes.xOf(id);
  if (centres.length === 0) {
    // The first row: the middle of the topmost node, so that what is bound later is joined by a straight line.
    const middles = [...placed].flatMap(([other, point]) => {
      const neighbour = graph.nodes.get(other);
      return neighbour === undefined ? [] : [point.y + sizeOf(neighbour).height / 2];
    });
    const y = middles.length === 0 ? 0 : Math.min(...middles) - height / 2;
    placed.set(id, { x, y: freeY(id, { x, y }, placed, graph, [1]) });
    return;
  }
  const wanted = centres.reduce((sum, centre) => sum + centre, 0) / centres.length - height / 2;
  placed.set(id, { x, y: freeY(id, { x, y: wanted }, placed, graph, [1, -1]) });
}

/** The nearest y in the same column that keeps the row gap to everybody else, looking in the given directions. */
function freeY(
  id: string,
  wanted: Point,
  placed: Positions,
  graph: StageGraph,
  directions: readonly (1 | -1)[],
): number {
  const node = graph.nodes.get(id);
  if (node === undefined) return wanted.y;
  const own = sizeOf(node);
  const others: { top: number; bottom: number }[] = [];
  for (const [otherId, point] of placed) {
    const other = graph.nodes.get(otherId);
    if (otherId === id || other === undefined) continue;
    const size = sizeOf(other);
    const apart = point.x + size.width < wanted.x || point.x > wanted.x + own.width;
    if (!apart) others.push({ top: point.y - ROW_GAP, bottom: point.y + size.height + ROW_GAP });
  }
  const found = directions.map((direction) => {
    let y = wanted.y;
    for (let hit = clash(y); hit !== undefined; hit = clash(y)) y = direction === 1 ? hit.bottom : hit.top - own.height;
    return y;
  });
  return found.reduce((best, y) => (Math.abs(y - wanted.y) < Math.abs(best - wanted.y) ? y : best));

  function clash(y: number) {
    return others.find((other) => y < other.bottom - 0.5 && y + own.height > other.top + 0.5);
  }
}
