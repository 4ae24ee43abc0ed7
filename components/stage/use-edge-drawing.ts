'use client';

import { useMemo, useRef } from 'react';
import { around, type Box } from '@/lib/stage-align';
import type { StageGraph } from '@/lib/stage-graph';
import { labelPlaces } from '@/lib/stage-label';
import type { StageRegion } from '@/lib/stage-saved';
import { type Detour, detoursOf, overheadsOf } from '@/lib/stage-ways';
import type { FlowNode } from './flow-types';
import { useSaved } from './stage-saved-store';

/** How the lines lie between the nodes as they stand now. */
export interface EdgeDrawing {
  /** The part of the way at which each label stands. */
  readonly labels: ReadonlyMap<string, number>;
  readonly detours: ReadonlyMap<string, Detour>;
  /** Dead letters that go over the nodes. */
  readonly overheads: ReadonlySet<string>;
}

/** Free room between a frame and what stands in it. */
export const REGION_ROOM = 22;
const TITLE_INSET = 12;
const TITLE_HEIGHT = 27;
const TITLE_CHAR_PX = 8;
const TITLE_BUTTONS_PX = 95;

const NOTHING: EdgeDrawing = { labels: new Map(), detours: new Map(), overheads: new Set() };

/** What stays as it was keeps its identity, so that a node that is dragged redraws few lines. */
export function useEdgeDrawing(graph: StageGraph, nodes: readonly FlowNode[]): EdgeDrawing {
  const last = useRef(NOTHING);
  const regions = useSaved((state) => state.saved.regions);
  return useMemo(() => {
    const boxes = new Map(nodes.flatMap((node) => (node.type === 'note' ? [] : [[node.id, node.box] as const])));
    const detours = share(last.current.detours, detoursOf(graph, boxes), sameDetour);
    const found = overheadsOf(graph, boxes);
    const overheads = isEqual(found, last.current.overheads) ? last.current.overheads : found;
    const titles = regions.flatMap((region) => titleOf(region, boxes) ?? []);
    const labels = share(last.current.labels, labelPlaces(graph, boxes, { detours, overheads, titles }), Object.is);
    const next = { labels, detours, overheads };
    const isSame = detours === last.current.detours && labels === last.current.labels;
    if (!isSame || overheads !== last.current.overheads) last.current = next;
    return last.current;
  }, [graph, nodes, regions]);
}

/** Where the title of a frame lies: on its upper rim. */
function titleOf({ members, name, isFolded }: StageRegion, boxes: ReadonlyMap<string, Box>): Box | null {
  const frame = around(
    members.flatMap((id) => boxes.get(id) ?? []),
    REGION_ROOM,
  );
  if (frame === null || isFolded) return null;
  const width = TITLE_BUTTONS_PX + Math.max(6, Math.min(40, name.length + 1)) * TITLE_CHAR_PX;
  return { x: frame.x + TITLE_INSET, y: frame.y - TITLE_HEIGHT / 2, width, height: TITLE_HEIGHT };
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
