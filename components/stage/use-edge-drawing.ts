'use client';

import { useMemo, useRef } from 'react';
import type { Box } from '@/lib/stage-align';
import type { StageEdge, StageGraph } from '@/lib/stage-graph';
import { labelPlace } from '@/lib/stage-label';
import { type Detour, detoursOf, overheadsOf } from '@/lib/stage-ways';
import type { FlowNode } from './flow-types';

/** How the lines lie between the nodes as they stand now. */
export interface EdgeDrawing {
  /** The part of the way at which each label stands. */
  readonly labels: ReadonlyMap<string, number>;
  readonly detours: ReadonlyMap<string, Detour>;
  /** Dead letters that go over the nodes. */
  readonly overheads: ReadonlySet<string>;
}

const NOTHING: EdgeDrawing = { labels: new Map(), detours: new Map(), overheads: new Set() };

/** What stays as it was keeps its identity, so that a node that is dragged redraws few lines. */
export function useEdgeDrawing(graph: StageGraph, nodes: readonly FlowNode[]): EdgeDrawing {
  const last = useRef(NOTHING);
  return useMemo(() => {
    const boxes = new Map(nodes.flatMap((node) => (node.type === 'note' ? [] : [[node.id, node.box] as const])));
    const detours = share(last.current.detours, detoursOf(graph, boxes), sameDetour);
    const labels = share(last.current.labels, labelPlaces(graph, boxes, detours), Object.is);
    const found = overheadsOf(graph, boxes);
    const overheads = isEqual(found, last.current.overheads) ? last.current.overheads : found;
    const next = { labels, detours, overheads };
    const isSame = detours === last.current.detours && labels === last.current.labels;
    if (!isSame || overheads !== last.current.overheads) last.current = next;
    return last.current;
  }, [graph, nodes]);
}

function isEqual(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}

function sameDetour(a: Detour, b: Detour): boolean {
  return a.left === b.left && a.right === b.right && a.y === b.y;
}

/** The former values where the new ones are the same, and the former map when all of them are. */
function share<T>(
  former: ReadonlyMap<string, T>,
  next: ReadonlyMap<string, T>,
  isSame: (a: T, b: T) => boolean,
): ReadonlyMap<string, T> {
  let changed = former.size !== next.size;
  const shared = new Map<string, T>();
  for (const [id, value] of next) {
    const old = former.get(id);
    const keeps = old !== undefined && isSame(old, value);
    if (!keeps) changed = true;
    shared.set(id, keeps ? old : value);
  }
  return changed ? shared : former;
}

function labelPlaces(
  graph: StageGraph,
  boxes: ReadonlyMap<string, Box>,
  detours: ReadonlyMap<string, Detour>,
): Map<string, number> {
  const incoming = new Map<string, number>();
  const outgoing = new Map<string, number>();
  for (const { source } of graph.edges.values()) outgoing.set(source, (outgoing.get(source) ?? 0) + 1);
  const places = new Map<string, number>();
  for (const edge of graph.edges.values()) {
    const turn = incoming.get(edge.target) ?? 0;
    incoming.set(edge.target, turn + 1);
    const isAlone = outgoing.get(edge.source) === 1 && turn === 0;
    const wanted = isAlone ? 0.48 : labelAt(edge.kind, turn);
    places.set(edge.id, labelPlace(edge, wanted, boxes, detours.get(edge.id)));
  }
  return places;
}

/** Bindings fan out, so their labels stand near the target; those of one target take turns. */
function labelAt(kind: StageEdge['kind'], turn: number): number {
  if (kind === 'binding') return 0.62 - (turn % 3) * 0.17;
  return kind === 'consume' ? 0.6 : 0.42;
}
