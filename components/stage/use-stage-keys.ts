'use client';

import { useEffect } from 'react';
import type { StageEdge, StageGraph, StageNode } from '@/lib/stage-graph';
import { shortcutsAreOn } from './shortcut-setting';
import { askBind, askDelete, askUnbind, canBind, publishTo } from './stage-actions';
import { type StageView, useStageUi } from './stage-ui';

interface Keys {
  readonly graph: () => StageGraph;
  readonly view: StageView;
  readonly tidy: () => void;
  readonly fit: () => void;
}

/** The keys of the stage. They rest while a dialog is open or somebody types. */
export function useStageKeys({ graph, view, tidy, fit }: Keys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event)) return;
      const target = event.target instanceof Element ? event.target : null;
      const place = target?.closest<HTMLElement>('.react-flow__node, .react-flow__edge') ?? null;
      const id = place === target ? (place?.dataset['id'] ?? '') : '';
      const node = graph().nodes.get(id);
      const edge = graph().edges.get(id);
      const isHandled =
        (node !== undefined && onNodeKey(event.key, node)) ||
        (edge !== undefined && onEdgeKey(event.key, edge)) ||
        (shortcutsAreOn() && onStageKey(event, { view, tidy, fit }));
      if (isHandled) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [graph, view, tidy, fit]);
}

function onNodeKey(key: string, node: StageNode): boolean {
  const { select, open } = useStageUi.getState();
  if (key === 'Enter') {
    select(node.id);
    if (node.kind === 'exchange') publishTo(node);
    return true;
  }
  if (key === 'Delete' || key === 'Backspace') {
    askDelete(node);
    return true;
  }
  if (!shortcutsAreOn()) return false;
  switch (key.toLowerCase()) {
    case 'i':
      select(node.id);
      return true;
    case 'b':
      askBind(node);
      return canBind(node) || node.kind === 'queue';
    case 'p':
      if (node.kind === 'exchange') open({ kind: 'producer', client: null, exchange: node.name });
      return node.kind === 'exchange';
    case 'c':
      if (node.kind === 'queue') open({ kind: 'consumer', client: null, queue: node.name });
      return node.kind === 'queue';
    default:
      return false;
  }
}

function onEdgeKey(key: string, edge: StageEdge): boolean {
  if (key === 'Enter') useStageUi.getState().select(edge.id);
  else if (key === 'Delete' || key === 'Backspace') askUnbind(edge);
  else return false;
  return true;
}

function onStageKey(event: KeyboardEvent, { view, tidy, fit }: Omit<Keys, 'graph'>): boolean {
  const ui = useStageUi.getState();
  const actions: Readonly<Record<string, () => void>> = {
    e: () => ui.open({ kind: 'declare-exchange' }),
    q: () => ui.open({ kind: 'declare-queue' }),
    p: () => ui.open({ kind: 'producer', client: null, exchange: null }),
    c: () => ui.open({ kind: 'consumer', client: null, queue: null }),
    t: tidy,
    f: fit,
    o: () => ui.setView(view === 'outline' ? 'stage' : 'outline'),
    escape: () => ui.select(null),
  };
  if (event.key === ' ') {
    if (isPressable(event.target)) return false;
    ui.togglePause();
    return true;
  }
  const action = actions[event.key.toLowerCase()];
  action?.();
  return action !== undefined;
}

function isBusy({ target }: KeyboardEvent): boolean {
  const { dialog, pendingBind } = useStageUi.getState();
  if (dialog !== null || pendingBind !== null) return true;
  if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null)
    return true;
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('button, a, summary, [role="button"], [role="radio"], [role="tab"], [role="switch"]') !== null
  );
}
