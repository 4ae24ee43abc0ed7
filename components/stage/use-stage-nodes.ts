'use client';

import { applyNodeChanges, type NodeChange, type OnNodeDrag } from '@xyflow/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { liveStore } from '@/lib/live-store';
import type { StageGraph } from '@/lib/stage-graph';
import { layoutAll, layoutChange, type Point, sizeOf } from '@/lib/stage-layout';
import { describeNode } from '@/lib/stage-numbers';
import { readPins, writePins } from '@/lib/stage-positions';
import type { FlowNode } from './flow-types';

const TIDY_MS = 380;
/** What arrives so soon after the snapshot belongs to the first picture: all is laid out together. */
const SETTLING_MS = 2_500;

/** The nodes as React Flow wants them: those that have a place keep it, dragged ones also over a reload. */
export function useStageNodes(vhost: string, graph: StageGraph, selection: string | null) {
  const [nodes, setNodes] = useState<FlowNode[]>([]);
  const places = useRef(new Map<string, Point>());
  const pins = useRef<Map<string, Point> | null>(null);
  const loaded = useRef<string | null>(null);
  const animation = useRef(0);
  const settlesAt = useRef(0);

  useEffect(() => {
    if (loaded.current !== vhost || pins.current === null) {
      loaded.current = vhost;
      pins.current = readPins(vhost);
      places.current = new Map();
    }
    const now = performance.now();
    if (places.current.size === 0 && graph.nodes.size > 0) settlesAt.current = now + SETTLING_MS;
    places.current =
      now < settlesAt.current ? layoutAll(graph, pins.current) : layoutChange(graph, places.current, pins.current);
    setNodes((current) => reconcile(current, graph, places.current, selection));
  }, [vhost, graph, selection]);

  useEffect(() => () => cancelAnimationFrame(animation.current), []);

  const pin = useCallback((ids: readonly string[]) => {
    if (pins.current === null || loaded.current === null) return;
    for (const id of ids) {
      const place = places.current.get(id);
      if (place !== undefined) pins.current.set(id, place);
    }
    writePins(loaded.current, pins.current);
  }, []);

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const kept = changes.filter((change) => change.type === 'dimensions' || change.type === 'position');
      for (const change of kept) {
        if (change.type === 'position' && change.position !== undefined) places.current.set(change.id, change.position);
      }
      if (kept.length > 0) setNodes((current) => applyNodeChanges(kept, current));
      const moved = kept.filter((change) => change.type === 'position' && change.dragging !== true);
      if (moved.length > 0) settlesAt.current = 0;
      if (moved.length > 0) pin(moved.map((change) => (change.type === 'position' ? change.id : '')));
    },
    [pin],
  );

  const onNodeDragStop: OnNodeDrag<FlowNode> = useCallback((_event, node) => pin([node.id]), [pin]);

  const tidy = useCallback(() => {
    pins.current = new Map();
    writePins(vhost, pins.current);
    const from = places.current;
    places.current = layoutAll(graph);
    const target = places.current;
    cancelAnimationFrame(animation.current);
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const started = performance.now();
    const step = (now: number) => {
      const part = isStill ? 1 : Math.min(1, (now - started) / TIDY_MS);
      const eased = 1 - (1 - part) ** 3;
      setNodes((current) => current.map((node) => ({ ...node, position: between(from, target, node.id, eased) })));
      if (part < 1) animation.current = requestAnimationFrame(step);
    };
    animation.current = requestAnimationFrame(step);
  }, [vhost, graph]);

  return { nodes, onNodesChange, onNodeDragStop, tidy };
}

function between(from: ReadonlyMap<string, Point>, to: ReadonlyMap<string, Point>, id: string, part: number): Point {
  const end = to.get(id) ?? { x: 0, y: 0 };
  const start = from.get(id) ?? end;
  return { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part };
}

function reconcile(
  current: readonly FlowNode[],
  graph: StageGraph,
  places: ReadonlyMap<string, Point>,
  selection: string | null,
): FlowNode[] {
  const known = new Map(current.map((node) => [node.id, node]));
  return [...graph.nodes.values()].map((node) => {
    const old = known.get(node.id);
    const position = places.get(node.id) ?? { x: 0, y: 0 };
    const selected = node.id === selection;
    if (old?.data.node === node && old.selected === selected && samePlace(old.position, position)) return old;
    return {
      ...old,
      id: node.id,
      type: node.kind,
      data: { node },
      position,
      selected,
      initialWidth: sizeOf(node).width,
      initialHeight: sizeOf(node).height,
      ariaLabel: old?.ariaLabel ?? describeNode(node, liveStore.numbers),
    } as FlowNode;
  });
}

function samePlace(a: Point, b: Point): boolean {
  return a.x === b.x && a.y === b.y;
}
