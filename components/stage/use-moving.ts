'use client';

import { useMemo, useRef } from 'react';
import type { CanvasEvents, Moves } from '@/components/canvas/canvas-types';
import { announce } from '@/components/ui/live-region';
import type { StageGraph } from '@/lib/stage-graph';
import { laneX } from '@/lib/stage-layout';
import type { StageNote } from '@/lib/stage-saved';
import { movedTo, type Places } from './flow-nodes';
import type { FlowNode } from './flow-types';
import { useHistory } from './stage-history';
import { useSaved } from './stage-saved-store';

/** Steps with the arrow keys that follow each other so closely are one act. */
const SAME_ACT_MS = 1_000;

/** How things stood, and which of them a person had put there. */
export interface Arrangement {
  readonly places: Places;
  readonly pins: Places;
  readonly notes: readonly StageNote[];
}

export interface MovingTools {
  readonly places: { current: Places };
  readonly settlesAt: { current: number };
  readonly latest: { readonly current: StageGraph };
  readonly now: () => Arrangement;
  readonly arrange: (to: Arrangement) => void;
  readonly setNodes: (change: (current: FlowNode[]) => FlowNode[]) => void;
}

export type Moving = Pick<CanvasEvents, 'onDragStart' | 'onDrag' | 'onDragEnd' | 'onStep'>;

/** Moving nodes by hand or with the arrow keys; each way that was gone is one act that can be taken back. */
export function useMoving({ places, now, arrange, settlesAt, setNodes, latest }: MovingTools): Moving {
  const before = useRef<Arrangement | null>(null);
  const steppedAt = useRef(0);
  return useMemo(() => {
    const place = (moves: Moves, isDragged: boolean) => {
      places.current = new Map([...places.current, ...moves]);
      setNodes((current) => current.map((node) => movedTo(node, moves.get(node.id), isDragged)));
    };

    const finish = (ids: readonly string[], isSameAct = false) => {
      const from = before.current ?? now();
      before.current = null;
      settlesAt.current = 0;
      const { saved, change } = useSaved.getState();
      const pins = new Map(saved.pins);
      const moved = new Map(places.current);
      for (const id of ids) {
        const at = moved.get(id);
        if (at === undefined || !latest.current.nodes.has(id)) continue;
        const held = saved.hasLanes ? { x: laneX(id, latest.current, moved), y: at.y } : at;
        moved.set(id, held);
        pins.set(id, held);
      }
      const notes = saved.notes.map((note) =>
        ids.includes(note.id) ? { ...note, at: moved.get(note.id) ?? note.at } : note,
      );
      places.current = moved;
      change({ pins, notes });
      setNodes((current) => current.map((node) => (ids.includes(node.id) ? movedTo(node, moved.get(node.id)) : node)));
      const after = now();
      const history = useHistory.getState();
      const last = history.past.at(-1);
      const act = { label: 'Move', redo: () => arrange(after) };
      if (isSameAct && last?.label === 'Move') history.replaceLast({ ...act, undo: last.undo });
      else history.record({ ...act, undo: () => arrange(from) });
    };

    return {
      onDragStart: () => {
        before.current = now();
        // What arrives meanwhile must not lay out anew what is in the person's hand.
        settlesAt.current = 0;
      },
      onDrag: (moves) => place(moves, true),
      onDragEnd: (ids) => finish(ids),
      onStep: (moves) => {
        const isSameAct = performance.now() - steppedAt.current < SAME_ACT_MS;
        steppedAt.current = performance.now();
        before.current = now();
        place(moves, false);
        finish([...moves.keys()], isSameAct);
        const [to] = moves.values();
        if (to !== undefined) announce(`Moved to ${Math.round(to.x)}, ${Math.round(to.y)}`);
      },
    };
  }, [now, arrange, places, settlesAt, setNodes, latest]);
}
