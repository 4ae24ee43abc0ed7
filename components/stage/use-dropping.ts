'use client';

import { useReactFlow } from '@xyflow/react';
import { type DragEvent, type MouseEvent, useCallback } from 'react';
import type { StageGraph, StageNode } from '@/lib/stage-graph';
import { addNote } from './stage-saved-store';
import { stageTools, TOOL_TYPE, type ToolKind } from './stage-tools';
import { type StageDialog, useStageUi } from './stage-ui';

/** Putting new things somewhere: dropped from the dock, or by a double click on the empty stage. */
export function useDropping(graph: StageGraph) {
  const { screenToFlowPosition } = useReactFlow();

  const onDragOver = useCallback((event: DragEvent) => {
    if (!event.dataTransfer.types.includes(TOOL_TYPE)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  }, []);

  const onDrop = useCallback(
    (event: DragEvent) => {
      const kind = event.dataTransfer.getData(TOOL_TYPE) as ToolKind;
      const tool = stageTools.find((other) => other.kind === kind);
      if (tool === undefined) return;
      event.preventDefault();
      const screen = { x: event.clientX, y: event.clientY };
      const place = screenToFlowPosition(screen);
      if (tool.dialog === null) {
        addNote(place);
        return;
      }
      const under = document.elementsFromPoint(screen.x, screen.y);
      const id = under.map((element) => element.closest<HTMLElement>('.react-flow__node')?.dataset['id']).find(Boolean);
      const target = graph.nodes.get(id ?? '');
      // Dropped on a node it belongs to that one, and the layout finds the place beside it.
      const meant = target === undefined ? null : dialogFor(kind, target);
      useStageUi.getState().openAt(meant ?? tool.dialog, meant === null ? place : null);
    },
    [graph, screenToFlowPosition],
  );

  const onDoubleClick = useCallback(
    (event: MouseEvent) => {
      const isEmpty = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
      if (!isEmpty) return;
      const screen = { x: event.clientX, y: event.clientY };
      useStageUi.getState().createAt({ screen, flow: screenToFlowPosition(screen) });
    },
    [screenToFlowPosition],
  );

  return { onDragOver, onDrop, onDoubleClick };
}

function dialogFor(kind: ToolKind, target: StageNode): StageDialog | null {
  if (kind === 'producer' && target.kind === 'exchange') {
    return { kind: 'producer', client: null, exchange: target.name };
  }
  if (kind === 'consumer' && target.kind === 'queue') return { kind: 'consumer', client: null, queue: target.name };
  return null;
}
