'use client';

import { useLayoutEffect, useRef } from 'react';
import { isTyping } from '@/components/ui/is-typing';
import { toast } from '@/components/ui/toast';
import { liveStore } from '@/lib/live-store';
import type { StageEdge, StageGraph, StageNode } from '@/lib/stage-graph';
import { labelOf } from '@/lib/stage-numbers';
import { turnDial } from './rate-steps';
import { shortcutsAreOn } from './shortcut-setting';
import { askBind, askDelete, askUnbind, askWhy, canBind, publishTo, settleOldest, toggleFreeze } from './stage-actions';
import type { CanvasActs } from './stage-canvas';
import { useHistory } from './stage-history';
import { foldRegion, setFolded, toggleMinimap, useSaved } from './stage-saved-store';
import { type StageView, useStageUi } from './stage-ui';

interface Keys extends CanvasActs {
  readonly graph: () => StageGraph;
  readonly view: StageView;
  readonly inFlight: () => readonly number[];
  readonly togglePanel: () => void;
}

/** The keys of the stage. They rest while a dialog is open or somebody types. What is on the screen is what they act on. */
export function useStageKeys(keys: Keys): void {
  const latest = useRef(keys);
  useLayoutEffect(() => {
    latest.current = keys;
  }, [keys]);
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || isBusy(event)) return;
      const { current } = latest;
      const isHandled =
        event.ctrlKey || event.metaKey ? onCommandKey(event) : onPlaceKey(event, current) || onStageKey(event, current);
      if (isHandled) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function onCommandKey({ key, shiftKey }: KeyboardEvent): boolean {
  const { undo, redo } = useHistory.getState();
  const isUndo = key.toLowerCase() === 'z' && !shiftKey;
  const isRedo = (key.toLowerCase() === 'z' && shiftKey) || key.toLowerCase() === 'y';
  if (isUndo) void undo();
  else if (isRedo) void redo();
  return isUndo || isRedo;
}

/** What has the focus: a node or an edge of the stage, or a row of the outline. */
function onPlaceKey(event: KeyboardEvent, { graph }: Keys): boolean {
  const target = event.target instanceof Element ? event.target : null;
  const place = target?.closest<HTMLElement>('.canvas-node, .canvas-edge, [data-stage-id]') ?? null;
  if (place === null || place !== target) return false;
  const id = place.dataset['stageId'] ?? place.dataset['id'] ?? '';
  const node = graph().nodes.get(id);
  const edge = graph().edges.get(id);
  const isRow = place.dataset['stageId'] !== undefined;
  if (node === undefined && onFrameKey(event.key, id)) return true;
  // A row is a button: Enter presses it, as everywhere.
  if (isRow && event.key === 'Enter') return false;
  return (node !== undefined && onNodeKey(event.key, node)) || (edge !== undefined && onEdgeKey(event.key, edge));
}

/** A folded frame: its nodes are not on the stage, but it is. */
function onFrameKey(key: string, id: string): boolean {
  if (key === 'Enter' && useSaved.getState().saved.regions.some((region) => region.id === id)) {
    useStageUi.getState().select(id);
    return true;
  }
  return (key === '+' || key === '=') && shortcutsAreOn() && foldRegion(id, false);
}

function onNodeKey(key: string, node: StageNode): boolean {
  const { select, open } = useStageUi.getState();
  if (key === 'Enter') {
    if (node.kind === 'producer' && node.client !== null) {
      liveStore.playground.publish(node.client.id, 1).catch(failed);
    } else {
      select(node.id);
      if (node.kind === 'exchange') publishTo(node);
    }
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
    case 'v':
      useStageUi.getState().togglePick(node.id);
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
    case 'w':
      return askWhy(node);
    case '-':
      return setFolded(node.id, labelOf(node), true);
    case '+':
    case '=':
      return setFolded(node.id, labelOf(node), false);
    default:
      return onClientKey(key.toLowerCase(), node);
  }
}

const verdictKeys = { a: 'ack', n: 'nack', r: 'reject', u: 'requeue' } as const;

/** Keys of the clients that one has placed oneself. */
function onClientKey(key: string, node: StageNode): boolean {
  if ((node.kind !== 'producer' && node.kind !== 'consumer') || node.client === null) return false;
  if (key === 'x') {
    liveStore.playground.crash(node.client.id).catch(failed);
    return true;
  }
  if (node.kind === 'producer' && (key === '[' || key === ']')) {
    turnDial(node.client, key === ']' ? 1 : -1).catch(failed);
    return true;
  }
  const verdict = verdictKeys[key as keyof typeof verdictKeys];
  if (verdict === undefined || node.kind !== 'consumer' || !node.byHand) return false;
  settleOldest(node.client, verdict);
  return true;
}

function failed(failure: Error): void {
  toast.error(failure.message);
}

function onEdgeKey(key: string, edge: StageEdge): boolean {
  if (key === 'Enter') useStageUi.getState().select(edge.id);
  else if (key === 'Delete' || key === 'Backspace') askUnbind(edge);
  else return false;
  return true;
}

function onStageKey(event: KeyboardEvent, keys: Keys): boolean {
  if (!shortcutsAreOn()) return false;
  const { view, inFlight } = keys;
  const ui = useStageUi.getState();
  const actions: Readonly<Record<string, () => void>> = {
    e: () => ui.open({ kind: 'declare-exchange' }),
    q: () => ui.open({ kind: 'declare-queue' }),
    p: () => ui.open({ kind: 'producer', client: null, exchange: null }),
    c: () => ui.open({ kind: 'consumer', client: null, queue: null }),
    n: keys.addNote,
    w: () => askWhy(null),
    t: event.shiftKey ? keys.unpinAll : keys.tidy,
    f: keys.fit,
    l: keys.toggleLanes,
    m: toggleMinimap,
    j: keys.togglePanel,
    o: () => ui.setView(view === 'outline' ? 'stage' : 'outline'),
    '.': () => followNext(inFlight()),
    escape: letGo,
  };
  if (event.key === ' ') {
    if (isPressable(event.target)) return false;
    toggleFreeze();
    return true;
  }
  const action = actions[event.key.toLowerCase()];
  action?.();
  return action !== undefined;
}

function letGo(): void {
  const ui = useStageUi.getState();
  ui.follow(null);
  ui.select(null);
}

/** Goes through the messages on their way, or, when none is, through those followed last. */
function followNext(underWay: readonly number[]): void {
  const messages = underWay.length > 0 ? underWay : liveStore.recorder.recentMessages(20).reverse();
  const { lifeline, follow } = useStageUi.getState();
  const next = messages.find((message) => lifeline === null || message > lifeline) ?? messages[0];
  if (next !== undefined) follow(next);
}

/** One that is on its way out does not count. */
const OPEN_POPUP = ['dialog', 'alertdialog', 'menu', 'listbox']
  .map((role) => `[role="${role}"]:not([data-closed])`)
  .join(', ');

function isBusy({ target }: KeyboardEvent): boolean {
  const { dialog, pendingBind } = useStageUi.getState();
  if (dialog !== null || pendingBind !== null) return true;
  if (document.querySelector(OPEN_POPUP) !== null) return true;
  return isTyping(target);
}

function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('button, a, summary, input, [role="button"], [role="radio"], [role="tab"]') !== null
  );
}
