'use client';

import './stage.css';
import './stage-far.css';
import dynamic from 'next/dynamic';
import { memo, type RefObject, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { useCanvasView } from '@/components/canvas/canvas-context';
import type { CanvasEvents } from '@/components/canvas/canvas-types';
import { GraphCanvas } from '@/components/canvas/graph-canvas';
import { cn } from '@/components/ui/cn';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import { runWhenIdle } from '@/components/ui/when-idle';
import { findOnStage } from '@/lib/stage-filter';
import type { FoldedGraph } from '@/lib/stage-fold';
import { drawEdge, drawNode } from './drawing';
import { useFlowEdges } from './flow-edges';
import { freePlace } from './flow-nodes';
import type { FlowNode } from './flow-types';
import { PickedBar } from './picked-bar';
import { StageCorner } from './stage-corner';
import { StageLanes } from './stage-lanes';
import { StageRegions } from './stage-regions';
import { addNote, NOTE_PREFIX, useSaved } from './stage-saved-store';
import { type Route, useStageUi } from './stage-ui';
import { TokenOverlay } from './token-overlay';
import { useAutoFit } from './use-auto-fit';
import { useConnecting } from './use-connecting';
import { useDropping } from './use-dropping';
import { useEdgeDrawing } from './use-edge-drawing';
import { useFarClass } from './use-far-class';
import { useStageNodes } from './use-stage-nodes';
import { useTokenPointer } from './use-token-pointer';

const loadPopovers = () => import('./canvas-popovers').then((module) => module.CanvasPopovers);
const CanvasPopovers = dynamic(loadPopovers, { ssr: false });

/** Above this many nodes only what is in view is rendered. */
const CULL_FROM = 120;

const hints = {
  node: 'Enter opens it; on an exchange Enter publishes, B binds. Delete removes it. Arrow keys move it once it is open.',
  edge: 'Enter opens it. Delete removes a binding.',
};

export interface StageCanvasProps {
  readonly vhost: string;
  readonly folded: FoldedGraph;
  /** Where the strip and the keys find the acts of the canvas. */
  readonly onReady: (acts: CanvasActs) => void;
}

export interface CanvasActs {
  tidy(): void;
  unpinAll(): void;
  toggleLanes(): void;
  fit(): void;
  /** In the middle of what is in view. */
  addNote(): void;
}

/** It renders when the graph or what is chosen changes, not with all that stands around it. */
export const StageCanvas = memo(function StageCanvas({ vhost, folded, onReady }: StageCanvasProps) {
  const { graph } = folded;
  const selection = useStageUi((state) => state.selection);
  const isReadOnly = useStageUi((state) => state.isReadOnly);
  const stage = useStageNodes(vhost, folded, selection);
  const route = useDeferredValue(useStageUi((state) => state.route));
  const filter = useDeferredValue(useStageUi((state) => state.filter));
  const lit = useMemo(() => route ?? findOnStage(graph, filter), [route, graph, filter]);
  const nodes = useMemo(() => lightNodes(stage.nodes, lit), [stage.nodes, lit]);
  const drawing = useEdgeDrawing(graph, stage.nodes);
  const edges = useFlowEdges({ graph, selection, lit: lit?.edges ?? null, drawing });
  const hasLanes = useSaved((state) => state.saved.hasLanes);
  const connecting = useConnecting(graph);
  const wrapper = useRef<HTMLDivElement>(null);
  const { refit, showAll, onUserMove } = useAutoFit(graph, nodes.length > 0, selection);
  const dropping = useDropping(vhost, graph);
  const tokens = useTokenPointer(wrapper);
  const { moving } = stage;
  const events = useMemo(
    () => ({ ...clicks(tokens.wasHit), ...moving, ...connecting, onUserMove }),
    [tokens.wasHit, moving, connecting, onUserMove],
  );
  useCanvasActs({ stage, refit, showAll, wrapper, onReady });
  useFarClass(wrapper);
  return (
    <div ref={wrapper} className={cn('absolute inset-0', lit !== null && 'has-route')} {...dropping} {...tokens.events}>
      <GraphCanvas
        label={`Stage of virtual host ${vhost}`}
        className="stage-flow"
        nodes={nodes}
        edges={edges}
        drawNode={drawNode}
        drawEdge={drawEdge}
        hints={hints}
        cullFrom={CULL_FROM}
        isConnectable={!isReadOnly}
        events={events}
        behind={
          <>
            {hasLanes && <StageLanes nodes={stage.nodes} />}
            <StageRegions nodes={stage.nodes} />
          </>
        }
      >
        <TokenOverlay />
      </GraphCanvas>
      <StageCorner nodes={stage.nodes} onFit={showAll} onLanes={stage.toggleLanes} onUserMove={onUserMove} />
      <PickedBar onAlign={stage.alignNodes} />
      {tokens.tip}
      <PopoversWhenAsked vhost={vhost} />
    </div>
  );
});

/** What a click, and a box around nodes, choose. A click on a message is not one on what lies under it. */
function clicks(
  wasOnMessage: () => boolean,
): Pick<CanvasEvents, 'onNodeClick' | 'onEdgeClick' | 'onPaneClick' | 'onBox'> {
  const ui = () => useStageUi.getState();
  return {
    onNodeClick: (id, { ctrlKey, metaKey }) => {
      if (ctrlKey || metaKey) ui().togglePick(id);
      else if (!id.startsWith(NOTE_PREFIX)) ui().select(id);
    },
    onEdgeClick: (id) => ui().select(id),
    onPaneClick: () => !wasOnMessage() && ui().select(null),
    onBox: (ids) => ui().pick(ids),
  };
}

function PopoversWhenAsked({ vhost }: { readonly vhost: string }) {
  const isAsked = useStaysTrue(useStageUi((state) => state.createPlace !== null || state.pendingBind !== null));
  useEffect(() => runWhenIdle(() => void loadPopovers()), []);
  return isAsked ? <CanvasPopovers vhost={vhost} /> : null;
}

interface ActsOf {
  readonly stage: Pick<CanvasActs, 'tidy' | 'unpinAll' | 'toggleLanes'> & { readonly nodes: readonly FlowNode[] };
  readonly refit: () => void;
  readonly showAll: () => void;
  readonly wrapper: RefObject<HTMLElement | null>;
  readonly onReady: (acts: CanvasActs) => void;
}

function useCanvasActs({
  stage: { nodes, tidy, unpinAll, toggleLanes },
  refit,
  showAll,
  wrapper,
  onReady,
}: ActsOf): void {
  const places = useRef(nodes);
  places.current = nodes;
  const view = useCanvasView();
  useEffect(() => {
    const thenFit = (act: () => void) => () => {
      act();
      setTimeout(refit, 400);
    };
    onReady({
      tidy: thenFit(tidy),
      unpinAll: thenFit(unpinAll),
      toggleLanes,
      fit: showAll,
      addNote: () => {
        const box = wrapper.current?.getBoundingClientRect();
        if (box === undefined) return;
        const wanted = view.fromWindow({ x: box.x + box.width / 2, y: box.y + 120 });
        addNote(freePlace(wanted, places.current));
      },
    });
  }, [tidy, unpinAll, toggleLanes, refit, showAll, wrapper, onReady, view]);
}

function lightNodes(nodes: FlowNode[], route: Route | null): FlowNode[] {
  if (route === null) return nodes;
  return nodes.map((node) => (route.nodes.has(node.id) ? { ...node, className: 'is-lit' } : node));
}
