'use client';

import '@xyflow/react/dist/base.css';
import './stage.css';
import {
  Background,
  BackgroundVariant,
  type EdgeTypes,
  type FitViewOptions,
  type NodeTypes,
  ReactFlow,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import dynamic from 'next/dynamic';
import { type RefObject, useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { useIsNarrow } from '@/components/ui/use-media-query';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import { runWhenIdle } from '@/components/ui/when-idle';
import { findOnStage } from '@/lib/stage-filter';
import type { FoldedGraph } from '@/lib/stage-fold';
import type { StageGraph } from '@/lib/stage-graph';
import { describeEdge } from '@/lib/stage-numbers';
import { ConsumerNodeView } from './consumer-node';
import { ExchangeNodeView } from './exchange-node';
import { FlowEdgeView } from './flow-edge';
import { freePlace } from './flow-nodes';
import type { FlowEdge, FlowNode } from './flow-types';
import { FrameNodeView } from './frame-node';
import { NoteNodeView } from './note-node';
import { PickedBar } from './picked-bar';
import { ProducerNodeView } from './producer-node';
import { QueueNodeView } from './queue-node';
import { StageCorner } from './stage-corner';
import { StageLanes } from './stage-lanes';
import { StageRegions } from './stage-regions';
import { addNote, useSaved } from './stage-saved-store';
import { useStageUi } from './stage-ui';
import { TokenOverlay } from './token-overlay';
import { useBoxSelection } from './use-box-selection';
import { useConnecting } from './use-connecting';
import { useDropping } from './use-dropping';
import { type EdgeDrawing, useEdgeDrawing } from './use-edge-drawing';
import { useFarClass } from './use-far-class';
import { useStageNodes } from './use-stage-nodes';
import { useTokenPointer } from './use-token-pointer';

const loadPopovers = () => import('./canvas-popovers').then((module) => module.CanvasPopovers);
const CanvasPopovers = dynamic(loadPopovers, { ssr: false });

const nodeTypes: NodeTypes = {
  producer: ProducerNodeView,
  exchange: ExchangeNodeView,
  queue: QueueNodeView,
  consumer: ConsumerNodeView,
  frame: FrameNodeView,
  note: NoteNodeView,
};
const edgeTypes: EdgeTypes = { stage: FlowEdgeView };
/** Above this many nodes only what is in view is rendered. */
const CULL_FROM = 120;
const FIT: FitViewOptions = {
  padding: { top: '36px', bottom: '88px', left: '40px', right: '40px' },
  maxZoom: 1.05,
  minZoom: 0.14,
  duration: 320,
};
/** A wall is looked at from far away. */
const PROJECTOR_FIT: FitViewOptions = { ...FIT, padding: 0.06, maxZoom: 1.7 };

function fitOptions(): FitViewOptions {
  return document.documentElement.dataset['theme'] === 'projector' ? PROJECTOR_FIT : FIT;
}

const ariaLabelConfig = {
  'node.a11yDescription.default':
    'Enter opens it; on an exchange Enter publishes, B binds. Delete removes it. Arrow keys move it once it is open.',
  'edge.a11yDescription.default': 'Enter opens it. Delete removes a binding.',
};

export interface StageCanvasProps {
  readonly vhost: string;
  readonly folded: FoldedGraph;
  /** What a thought-of message would touch; null when nobody thinks of one. */
  readonly route: Route | null;
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

export interface Route {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

export function StageCanvas({ vhost, folded, route, onReady }: StageCanvasProps) {
  const { graph } = folded;
  const selection = useStageUi((state) => state.selection);
  const select = useStageUi((state) => state.select);
  const togglePick = useStageUi((state) => state.togglePick);
  const isReadOnly = useStageUi((state) => state.isReadOnly);
  const stage = useStageNodes(vhost, folded, selection);
  const filter = useDeferredValue(useStageUi((state) => state.filter));
  const lit = useMemo(() => route ?? findOnStage(graph, filter), [route, graph, filter]);
  const nodes = useMemo(() => lightNodes(stage.nodes, lit), [stage.nodes, lit]);
  const drawing = useEdgeDrawing(graph, stage.nodes);
  const edges = useMemo(() => edgesOf(graph, { selection, route: lit, drawing }), [graph, selection, lit, drawing]);
  const boxing = useBoxSelection();
  const hasLanes = useSaved((state) => state.saved.hasLanes);
  const connecting = useConnecting(graph);
  const isNarrow = useIsNarrow();
  const wrapper = useRef<HTMLDivElement>(null);
  const { fit, onMoveStart } = useAutoFit(graph);

  const dropping = useDropping(vhost, graph);
  const tokens = useTokenPointer(wrapper);
  useCanvasActs({ stage, fit, wrapper, onReady });

  useFarClass(wrapper);

  const mark = (connectingNow: boolean) => wrapper.current?.classList.toggle('connecting', connectingNow);
  return (
    <div ref={wrapper} className={cn('absolute inset-0', lit !== null && 'has-route')} {...dropping} {...tokens.events}>
      <ReactFlow
        className={cn('stage-flow', isNarrow && 'touch-none')}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={(changes) => {
          boxing.onNodesChange(changes);
          stage.onNodesChange(changes);
        }}
        onSelectionStart={boxing.onSelectionStart}
        onSelectionEnd={boxing.onSelectionEnd}
        onNodeDragStart={stage.onNodeDragStart}
        onNodeDragStop={stage.onNodeDragStop}
        onNodeClick={(event, node) => {
          if (event.ctrlKey || event.metaKey) togglePick(node.id);
          else if (node.type !== 'note') select(node.id);
        }}
        onEdgeClick={(_event, edge) => select(edge.id)}
        onPaneClick={() => !tokens.wasHit() && select(null)}
        onMoveStart={onMoveStart}
        isValidConnection={connecting.isValidConnection}
        onConnect={connecting.onConnect}
        onConnectStart={() => mark(true)}
        onClickConnectStart={() => mark(true)}
        onConnectEnd={(event, state) => {
          mark(false);
          connecting.onConnectEnd(event, state);
        }}
        onClickConnectEnd={(event) => {
          mark(false);
          connecting.onConnectEnd(event);
        }}
        connectionRadius={44}
        connectOnClick
        nodesConnectable={!isReadOnly}
        deleteKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        zoomOnDoubleClick={false}
        minZoom={0.12}
        maxZoom={2.4}
        onlyRenderVisibleElements={graph.nodes.size > CULL_FROM}
        ariaLabelConfig={ariaLabelConfig}
        aria-label={`Stage of virtual host ${vhost}`}
        proOptions={{ hideAttribution: false }}
        attributionPosition={isNarrow ? 'top-right' : 'bottom-right'}
      >
        <Background variant={BackgroundVariant.Dots} gap={22} size={1.4} color="var(--border)" />
        {hasLanes && <StageLanes nodes={stage.nodes} />}
        <StageRegions nodes={stage.nodes} />
        <TokenOverlay />
      </ReactFlow>
      <StageCorner onFit={fit} onLanes={stage.toggleLanes} />
      <PickedBar onAlign={stage.alignNodes} />
      {tokens.tip}
      <PopoversWhenAsked vhost={vhost} />
    </div>
  );
}

function PopoversWhenAsked({ vhost }: { readonly vhost: string }) {
  const isAsked = useStaysTrue(useStageUi((state) => state.createPlace !== null || state.pendingBind !== null));
  useEffect(() => runWhenIdle(() => void loadPopovers()), []);
  return isAsked ? <CanvasPopovers vhost={vhost} /> : null;
}

interface ActsOf {
  readonly stage: Pick<CanvasActs, 'tidy' | 'unpinAll' | 'toggleLanes'> & { readonly nodes: readonly FlowNode[] };
  readonly fit: () => void;
  readonly wrapper: RefObject<HTMLElement | null>;
  readonly onReady: (acts: CanvasActs) => void;
}

function useCanvasActs({ stage: { nodes, tidy, unpinAll, toggleLanes }, fit, wrapper, onReady }: ActsOf): void {
  const places = useRef(nodes);
  places.current = nodes;
  const { screenToFlowPosition } = useReactFlow();
  useEffect(() => {
    const thenFit = (act: () => void) => () => {
      act();
      setTimeout(fit, 400);
    };
    onReady({
      tidy: thenFit(tidy),
      unpinAll: thenFit(unpinAll),
      toggleLanes,
      fit,
      addNote: () => {
        const box = wrapper.current?.getBoundingClientRect();
        if (box === undefined) return;
        const wanted = screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + 120 });
        addNote(freePlace(wanted, places.current));
      },
    });
  }, [tidy, unpinAll, toggleLanes, fit, wrapper, onReady, screenToFlowPosition]);
}

function lightNodes(nodes: FlowNode[], route: Route | null): FlowNode[] {
  if (route === null) return nodes;
  return nodes.map((node) => (route.nodes.has(node.id) ? { ...node, className: 'is-lit' } : node));
}

interface EdgePicture {
  readonly selection: string | null;
  readonly route: Route | null;
  readonly drawing: EdgeDrawing;
}

function edgesOf(graph: StageGraph, { selection, route, drawing }: EdgePicture): FlowEdge[] {
  return [...graph.edges.values()].map((edge) => ({
    id: edge.id,
    source: edge.source,
    target: edge.target,
    type: 'stage',
    data: {
      edge,
      labelAt: drawing.labels.get(edge.id) ?? 0.5,
      detour: drawing.detours.get(edge.id),
      isOverhead: drawing.overheads.has(edge.id),
    },
    selected: edge.id === selection,
    className: route?.edges.has(edge.id) === true ? 'is-lit' : '',
    ariaLabel: describeEdge(edge, graph),
  }));
}

/** Keeps everything in view until a person pans or zooms; Fit gives the view back. */
function useAutoFit(graph: StageGraph) {
  const { fitView } = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const isMoved = useRef(false);
  /** Whatever changes this string asks for a new fit. */
  const picture = graph.nodes.size === 0 ? '' : `${width} ${height} ${[...graph.nodes.keys()].join(' ')}`;
  const fit = useCallback(() => {
    isMoved.current = false;
    void fitView(fitOptions());
  }, [fitView]);
  useEffect(() => {
    if (picture === '' || isMoved.current) return;
    const timer = setTimeout(() => void fitView(fitOptions()), 60);
    return () => clearTimeout(timer);
  }, [picture, fitView]);
  const onMoveStart = useCallback((event: MouseEvent | TouchEvent | null) => {
    if (event !== null) isMoved.current = true;
  }, []);
  return { fit, onMoveStart };
}
