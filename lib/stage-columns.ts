import type { StageEdge, StageGraph, StageNode } from './stage-graph';
import { labelRoom } from './stage-label';
import type { Positions } from './stage-layout';
import { CONSUMER_SIZE, EXCHANGE_SIZE, PRODUCER_SIZE, QUEUE_SIZE, sizeOf } from './stage-size';

/**
 * Which column a node stands in, and where the columns are: as close to each other as the labels between them allow, so
 * that the whole is seen from near by.
 */

export interface Lanes {
  laneOf(id: string): number;
  xOf(id: string): number;
}

const MIN_GAP = 84;
const MAX_GAP = 232;
/** Beside a label there is room for the bend of its line, and for the arrow. */
const GAP_ROOM = 28;
/** A row with the gap below it, about. */
const ROW = 106;
/** The shape of what a screen shows of the stage, width by height. */
const SHAPE = 1.7;
const MAX_STRETCH = 3;
const MAX_DEPTH = 4;

/** Lane 0 holds producers, then one lane for each depth of exchange-to-exchange bindings, then queues and consumers. */
export function lanesOf(graph: StageGraph, kept: Positions = new Map()): Lanes {
  const depths = exchangeDepths(graph);
  const deepest = Math.max(0, ...depths.values());
  const laneOf = (id: string): number => {
    const node = graph.nodes.get(id);
    if (node?.kind === 'producer') return 0;
    if (node?.kind === 'exchange') return 1 + (depths.get(id) ?? 0);
    return isHolder(node) ? 2 + deepest : 3 + deepest;
  };
  const widths = widthsOf(deepest);
  const gaps = gapsOf(graph, laneOf, widths);
  // Those that have a place say where their lanes are now, also when exchanges got a level deeper.
  const inLane = new Map<number, number[]>();
  const own = new Map<string, number>();
  for (const [id, { x }] of kept) {
    const node = graph.nodes.get(id);
    // A frame stands wherever what it holds has stood.
    if (node?.kind === 'frame') own.set(id, x);
    else if (node !== undefined) inLane.set(laneOf(id), [...(inLane.get(laneOf(id)) ?? []), x]);
  }
  const columns = new Map([...inLane].map(([lane, xs]) => [lane, mostCommon(xs)]));
  const starts = startsOf(widths, gaps, columns);
  return { laneOf, xOf: (id) => own.get(id) ?? Math.round(starts[laneOf(id)] ?? 0) };
}

/** The first of the most common: a few that were dragged away do not take the column along. */
function mostCommon(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}

function isHolder(node: StageNode | undefined): boolean {
  return node?.kind === 'queue' || node?.kind === 'frame';
}

function widthsOf(deepest: number): number[] {
  const exchanges = Array.from({ length: deepest + 1 }, () => EXCHANGE_SIZE.width);
  return [PRODUCER_SIZE.width, ...exchanges, QUEUE_SIZE.width, CONSUMER_SIZE.width];
}

/** Lanes that nobody stands in follow the ones before them; those before the first known one lead up to it. */
function startsOf(widths: readonly number[], gaps: readonly number[], known: ReadonlyMap<number, number>): number[] {
  const first = Math.min(...known.keys());
  const starts: number[] = [];
  for (const lane of widths.keys()) {
    const before = lane === 0 ? 0 : (starts[lane - 1] ?? 0) + (widths[lane - 1] ?? 0) + (gaps[lane - 1] ?? 0);
    starts.push(known.get(lane) ?? before);
  }
  for (let lane = Number.isFinite(first) ? first - 1 : -1; lane >= 0; lane -= 1) {
    starts[lane] = (starts[lane + 1] ?? 0) - (gaps[lane] ?? 0) - (widths[lane] ?? 0);
  }
  return starts;
}

/** The room after each lane. */
function gapsOf(graph: StageGraph, laneOf: (id: string) => number, widths: readonly number[]): number[] {
  const gaps = new Array<number>(widths.length - 1).fill(MIN_GAP);
  for (const edge of graph.edges.values()) {
    if (isBackwards(edge.kind)) continue;
    const [from, to] = [laneOf(edge.source), laneOf(edge.target)];
    // The label of a line over several lanes finds a place elsewhere.
    if (to !== from + 1) continue;
    gaps[from] = Math.max(gaps[from] ?? 0, Math.min(MAX_GAP, labelRoom(edge) + GAP_ROOM));
  }
  const stretch = stretchOf(graph, laneOf, widths, gaps);
  return gaps.map((gap) => gap * stretch);
}

/** A tall graph has room at its sides: wider gaps make its many lines easier to follow. */
function stretchOf(
  graph: StageGraph,
  laneOf: (id: string) => number,
  widths: readonly number[],
  gaps: readonly number[],
): number {
  const counts = new Map<number, number>();
  for (const node of graph.nodes.values()) {
    const lane = laneOf(node.id);
    counts.set(lane, (counts.get(lane) ?? 0) + Math.max(1, sizeOf(node).height / ROW));
  }
  const height = Math.max(0, ...counts.values()) * ROW;
  const room = height * SHAPE - sum(widths);
  return Math.min(MAX_STRETCH, Math.max(1, room / Math.max(1, sum(gaps))));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** These go against the stream and say nothing of where their ends should stand. */
export function isBackwards(kind: StageEdge['kind']): boolean {
  return kind === 'dead-letter' || kind === 'reply';
}

/**
 * How many exchanges a message may have passed before it comes here. One that only dead letters come to stands as close
 * to the queues as it can: they come from there, and most go back there.
 */
function exchangeDepths(graph: StageGraph): Map<string, number> {
  const depths = new Map<string, number>();
  const edges = [...graph.edges.values()];
  const hops = edges.filter(
    (edge) => edge.kind === 'binding' && edge.destinationType === 'exchange' && graph.nodes.has(edge.target),
  );
  for (let round = 0; round < Math.min(hops.length, 6); round += 1) {
    for (const { source, target } of hops) {
      const next = Math.min((depths.get(source) ?? 0) + 1, MAX_DEPTH);
      if (source !== target && next > (depths.get(target) ?? 0)) depths.set(target, next);
    }
  }
  const deepest = Math.max(0, ...depths.values());
  const leading = new Set(hops.map(({ source }) => source));
  const tied = new Set(edges.flatMap(({ kind, source, target }) => (kind === 'alternate' ? [source, target] : [])));
  const fed = new Set(edges.flatMap(({ kind, target }) => (isBackwards(kind) ? [] : [target])));
  for (const { kind, target } of edges) {
    const isForTheDead = kind === 'dead-letter' && !fed.has(target) && !leading.has(target) && !tied.has(target);
    if (isForTheDead) depths.set(target, deepest);
  }
  return depths;
}
