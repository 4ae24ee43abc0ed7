import { useMemo, useRef } from 'react';
import type { StageGraph } from '@/lib/stage-graph';
import { describeEdge } from '@/lib/stage-numbers';
import type { FlowEdge } from './flow-types';
import type { EdgeDrawing } from './use-edge-drawing';

export interface EdgePicture {
  readonly graph: StageGraph;
  readonly selection: string | null;
  /** The ids of those that stand out. */
  readonly lit: ReadonlySet<string> | null;
  readonly drawing: EdgeDrawing;
}

const NONE: readonly FlowEdge[] = [];

/** The lines for the canvas; what did not change keeps its identity. */
export function useFlowEdges({ graph, selection, lit, drawing }: EdgePicture): readonly FlowEdge[] {
  const last = useRef(NONE);
  return useMemo(() => {
    last.current = reconcileEdges(last.current, { graph, selection, lit, drawing });
    return last.current;
  }, [graph, selection, lit, drawing]);
}

function reconcileEdges(current: readonly FlowEdge[], { graph, selection, lit, drawing }: EdgePicture): FlowEdge[] {
  const known = new Map(current.map((edge) => [edge.id, edge]));
  return [...graph.edges.values()].map((edge) => {
    const old = known.get(edge.id);
    const next: FlowEdge = {
      id: edge.id,
      source: edge.source,
      target: edge.target,
      edge,
      labelAt: drawing.labels.get(edge.id) ?? 0.5,
      detour: drawing.detours.get(edge.id),
      isOverhead: drawing.overheads.has(edge.id),
      selected: edge.id === selection,
      className: lit?.has(edge.id) === true ? 'is-lit' : '',
      ariaLabel: describeEdge(edge, graph),
    };
    return old !== undefined && isSame(old, next) ? old : next;
  });
}

function isSame(a: FlowEdge, b: FlowEdge): boolean {
  const keys = Object.keys(b) as (keyof FlowEdge)[];
  return keys.every((key) => a[key] === b[key]);
}
