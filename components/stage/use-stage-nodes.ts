'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useIsStill } from '@/components/ui/use-is-still';
import { type Alignment, align, type Box } from '@/lib/stage-align';
import type { FoldedGraph } from '@/lib/stage-fold';
import type { StageGraph } from '@/lib/stage-graph';
import { alignToLanes, laneX, layoutAll, layoutChange, type Point } from '@/lib/stage-layout';
import { sizeOf } from '@/lib/stage-size';
import { movedTo, NOTE_SIZE, type Places, reconcile } from './flow-nodes';
import type { FlowNode } from './flow-types';
import { useHistory } from './stage-history';
import { useSaved } from './stage-saved-store';
import { useStageUi } from './stage-ui';
import { type Arrangement, type MovingTools, useMoving } from './use-moving';

const MOVE_MS = 380;
/** What arrives so soon after the snapshot belongs to the first picture: all is laid out together. */
const SETTLING_MS = 2_500;

/** The nodes as the canvas wants them: those that have a place keep it, dragged ones also over a reload. */
export function useStageNodes(vhost: string, { graph, hidden }: FoldedGraph, selection: string | null) {
  const [nodes, setNodes] = useState<FlowNode[]>([]);
  const saved = useSaved((state) => state.saved);
  const places = useRef<Places>(new Map());
  /** Where nodes stood when they were folded away. */
  const left = useRef<Places>(new Map());
  const laidOut = useRef<string | null>(null);
  const settlesAt = useRef(0);
  const animation = useRef(0);
  const latest = useRef(graph);
  latest.current = graph;
  const stillness = useRef(false);
  stillness.current = useIsStill();
  const hasNothingSaved = useSaved((state) => state.user === null);
  const picked = useStageUi((state) => state.picked);

  useEffect(() => {
    if (hasNothingSaved) return;
    if (laidOut.current !== vhost) {
      laidOut.current = vhost;
      places.current = new Map();
      left.current = new Map();
    }
    takePlaceAsked(graph, places.current);
    const { pins } = useSaved.getState().saved;
    const now = performance.now();
    if (places.current.size === 0 && graph.nodes.size > 0) settlesAt.current = now + SETTLING_MS;
    const gone = [...places.current].filter(([id]) => !graph.nodes.has(id));
    const back = [...left.current].filter(([id]) => graph.nodes.has(id) && !places.current.has(id));
    left.current = new Map([...left.current, ...gone]);
    places.current = new Map([...places.current, ...back]);
    places.current = now < settlesAt.current ? layoutAll(graph, pins) : layoutChange(graph, places.current, pins);
    setNodes((current) => reconcile(current, { graph, hidden, places: places.current, selection, picked, saved }));
  }, [vhost, graph, hidden, selection, picked, saved, hasNothingSaved]);

  useEffect(() => () => cancelAnimationFrame(animation.current), []);

  /** Everything glides to its new place. */
  const arrange = useCallback(({ places: target, pins, notes }: Arrangement) => {
    const from = places.current;
    const known = [...from].filter(([id]) => latest.current.nodes.has(id));
    places.current = layoutChange(latest.current, new Map([...known, ...target]), pins);
    useSaved.getState().change({ pins, notes });
    settlesAt.current = 0;
    cancelAnimationFrame(animation.current);
    const isStill = stillness.current;
    const started = performance.now();
    const step = (now: number) => {
      const part = isStill ? 1 : Math.min(1, (now - started) / MOVE_MS);
      const eased = 1 - (1 - part) ** 3;
      setNodes((current) =>
        current.map((node) =>
          node.type === 'note' ? node : movedTo(node, between(from, places.current, node.id, eased)),
        ),
      );
      if (part < 1) animation.current = requestAnimationFrame(step);
    };
    animation.current = requestAnimationFrame(step);
  }, []);

  const now = useCallback((): Arrangement => {
    const { pins, notes } = useSaved.getState().saved;
    return { places: places.current, pins, notes };
  }, []);

  const moving = useMoving({ places, now, arrange, settlesAt, setNodes, latest });
  const arranging = useArranging({ now, arrange, latest });
  return { nodes, moving, ...arranging };
}

/** Acts on the whole arrangement; each can be taken back. */
function useArranging({ now, arrange, latest }: Pick<MovingTools, 'now' | 'arrange' | 'latest'>) {
  const rearrange = useCallback(
    (label: string, next: Arrangement) => {
      const before = now();
      arrange(next);
      const after = now();
      useHistory.getState().record({ label, undo: () => arrange(before), redo: () => arrange(after) });
    },
    [arrange, now],
  );

  const tidy = useCallback(() => {
    const { pins, notes } = now();
    rearrange('Tidy', { places: layoutAll(latest.current, pins), pins, notes });
  }, [rearrange, now, latest]);

  const unpinAll = useCallback(() => {
    rearrange('Unpin all', { places: layoutAll(latest.current), pins: new Map(), notes: now().notes });
  }, [rearrange, now, latest]);

  const alignNodes = useCallback(
    (ids: ReadonlySet<string>, alignment: Alignment, label: string) => {
      const { places, pins, notes } = now();
      const boxes = new Map<string, Box>();
      for (const id of ids) {
        const [node, at] = [latest.current.nodes.get(id), places.get(id)];
        if (node !== undefined && at !== undefined) boxes.set(id, { ...at, ...sizeOf(node) });
      }
      for (const note of notes) if (ids.has(note.id)) boxes.set(note.id, { ...note.at, ...NOTE_SIZE });
      const moved = align(boxes, alignment);
      const movedNodes = [...moved].filter(([id]) => latest.current.nodes.has(id));
      rearrange(label, {
        places: new Map([...places, ...movedNodes]),
        pins: new Map([...pins, ...movedNodes]),
        notes: notes.map((note) => ({ ...note, at: moved.get(note.id) ?? note.at })),
      });
    },
    [rearrange, now, latest],
  );

  const toggleLanes = useCallback(() => {
    const { saved: former, change } = useSaved.getState();
    const hasLanes = !former.hasLanes;
    const before = now();
    change({ hasLanes });
    if (hasLanes) {
      arrange({
        ...before,
        places: alignToLanes(latest.current, before.places),
        pins: alignToLanes(latest.current, before.pins),
      });
    }
    const after = now();
    const turn = (on: boolean, to: Arrangement) => {
      change({ hasLanes: on });
      arrange(to);
    };
    useHistory.getState().record({
      label: hasLanes ? 'Lanes on' : 'Lanes off',
      undo: () => turn(!hasLanes, before),
      redo: () => turn(hasLanes, after),
    });
  }, [arrange, now, latest]);
  return { tidy, unpinAll, toggleLanes, alignNodes };
}

/** A new thing that was dropped somewhere goes there. */
function takePlaceAsked(graph: StageGraph, places: Places): void {
  const { arrivals, landed } = useStageUi.getState();
  for (const [id, at] of arrivals) {
    const node = graph.nodes.get(id);
    if (node === undefined) continue;
    const { saved, change } = useSaved.getState();
    const { width, height } = sizeOf(node);
    const x = saved.hasLanes && places.size > 0 ? laneX(id, graph, places) : at.x - width / 2;
    change({ pins: new Map(saved.pins).set(id, { x, y: at.y - height / 2 }) });
    landed(id);
  }
}

function between(from: Places, to: Places, id: string, part: number): Point {
  const end = to.get(id) ?? { x: 0, y: 0 };
  const start = from.get(id) ?? end;
  return { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part };
}
