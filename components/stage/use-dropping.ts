'use client';

import { type DragEvent, type MouseEvent, useCallback } from 'react';
import { useCanvasView } from '@/components/canvas/canvas-context';
import { idAround } from '@/components/canvas/gesture';
import { toast } from '@/components/ui/toast';
import type { StageGraph, StageNode } from '@/lib/stage-graph';
import { MESSAGES_TYPE, readDragged } from './dragged-messages';
import { sendOnwards } from './stage-operations';
import { addNote } from './stage-saved-store';
import { stageTools, TOOL_TYPE, type ToolKind } from './stage-tools';
import { type StageDialog, useStageUi } from './stage-ui';

/** Putting new things somewhere: dropped from the dock, or by a double click on the empty stage. */
export function useDropping(vhost: string, graph: StageGraph) {
  const view = useCanvasView();

  const onDragOver = useCallback((event: DragEvent) => {
    if (event.dataTransfer.types.includes(MESSAGES_TYPE)) {
      const target = takerUnder(event);
      markTaker(target);
      if (target === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = wantsCopy(event) ? 'copy' : 'move';
      return;
    }
    if (!event.dataTransfer.types.includes(TOOL_TYPE)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  }, []);

  const onDrop = useCallback(
    (event: DragEvent) => {
      if (event.dataTransfer.types.includes(MESSAGES_TYPE)) {
        event.preventDefault();
        dropMessages(event, vhost, graph);
        return;
      }
      const kind = event.dataTransfer.getData(TOOL_TYPE) as ToolKind;
      const tool = stageTools.find((other) => other.kind === kind);
      if (tool === undefined) return;
      event.preventDefault();
      const screen = { x: event.clientX, y: event.clientY };
      const place = view.fromWindow(screen);
      if (tool.dialog === null) {
        addNote(place);
        return;
      }
      const under = document.elementsFromPoint(screen.x, screen.y);
      const id = under.map((element) => idAround(element, '.canvas-node')).find((found) => found !== null);
      const target = graph.nodes.get(id ?? '');
      // Dropped on a node it belongs to that one, and the layout finds the place beside it.
      const meant = target === undefined ? null : dialogFor(kind, target);
      useStageUi.getState().openAt(meant ?? tool.dialog, meant === null ? place : null);
    },
    [vhost, graph, view],
  );

  const onDragLeave = useCallback(() => markTaker(null), []);

  const onDoubleClick = useCallback(
    (event: MouseEvent) => {
      const isEmpty = event.target instanceof Element && event.target.classList.contains('canvas-pane');
      if (!isEmpty) return;
      const screen = { x: event.clientX, y: event.clientY };
      useStageUi.getState().createAt({ screen, flow: view.fromWindow(screen) });
    },
    [view],
  );

  return { onDragOver, onDragLeave, onDrop, onDoubleClick };
}

/** The exchange or queue under the pointer, which would take messages. */
function takerUnder({ target }: DragEvent): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(TAKERS) : null;
}

const TAKERS = '.canvas-node-exchange, .canvas-node-queue';

function markTaker(taker: HTMLElement | null): void {
  for (const marked of document.querySelectorAll('.is-taker'))
    if (marked !== taker) marked.classList.remove('is-taker');
  taker?.classList.add('is-taker');
}

/** As in file managers: with Ctrl or Alt what is dragged stays where it was, too. */
function wantsCopy({ ctrlKey, altKey }: DragEvent): boolean {
  return ctrlKey || altKey;
}

function dropMessages(event: DragEvent, vhost: string, graph: StageGraph): void {
  markTaker(null);
  const taker = graph.nodes.get(takerUnder(event)?.dataset['id'] ?? '');
  const dragged = readDragged(event.dataTransfer);
  if (dragged === null || (taker?.kind !== 'exchange' && taker?.kind !== 'queue')) return;
  const { queue, orders } = dragged;
  const isCopy = wantsCopy(event);
  // Back where they come from: nothing was meant.
  if (taker.kind === 'queue' && taker.name === queue && !isCopy) return;
  const to = taker.kind === 'queue' ? { queue: taker.name } : { exchange: taker.name };
  sendOnwards(vhost, queue, { ...to, orders, copy: isCopy }).catch((failure: Error) => toast.error(failure.message));
}

function dialogFor(kind: ToolKind, target: StageNode): StageDialog | null {
  if (kind === 'producer' && target.kind === 'exchange') {
    return { kind: 'producer', client: null, exchange: target.name };
  }
  if (kind === 'consumer' && target.kind === 'queue') return { kind: 'consumer', client: null, queue: target.name };
  return null;
}
