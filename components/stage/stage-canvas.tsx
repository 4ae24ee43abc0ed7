'use client';

import '@xyflow/react/dist/base.css';
import './stage.css';
import {
  Background,
  BackgroundVariant,
  type EdgeTypes,
  type NodeTypes,
  ReactFlow,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { useIsNarrow } from '@/components/ui/use-media-query';
import type { StageEdge, StageGraph } from '@/lib/stage-graph';
import { describeEdge } from '@/lib/stage-numbers';
import { BindPopover } from './bind-popover';
import { ConsumerNodeView } from './consumer-node';
import { ExchangeNodeView } from './exchange-node';
import { FlowEdgeView } from './flow-edge';
import type { FlowEdge } from './flow-types';
import { ProducerNodeView } from './producer-node';
import { QueueNodeView } from './queue-node';
import { useStageUi } from './stage-ui';
import { TokenOverlay } from './token-overlay';
import { useConnecting } from './use-connecting';
import { useFarClass } from './use-far-class';
import { useStageNodes } from './use-stage-nodes';

const nodeTypes: NodeTypes = {
  producer: ProducerNodeView,
  exchange: ExchangeNodeView,
  queue: QueueNodeView,
  consumer: ConsumerNodeView,
};
const edgeTypes: EdgeTypes = { stage: FlowEdgeView };
/** Above this many nodes only what is in view is rendered. */
const CULL_FROM = 120;
const FIT = {
  padding: { top: '36px', bottom: '88px', left: '40px', right: '40px' },
  maxZoom: 1.05,
  minZoom: 0.14,
  duration: 320,
} as const;

const ariaLabelConfig = {
  'node.a11yDescription.default':
    'Enter opens it; on an exchange Enter publishes, B binds. Delete removes it. Arrow keys move it once it is open.',
  'edge.a11yDescription.default': 'Enter opens it. Delete removes a binding.',
};

export interface StageCanvasProps {
  readonly vhost: string;
  readonly graph: StageGraph;
  /** Where the strip finds the acts of the canvas. */
  readonly onReady: (acts: { tidy: () => void; fit: () => void }) => void;
}

export function StageCanvas({ vhost, graph, onReady }: StageCanvasProps) {
  const selection = useStageUi((state) => state.selection);
  const select = useStageUi((state) => state.select);
  const { nodes, onNodesChange, onNodeDragStop, tidy } = useStageNodes(vhost, graph, selection);
  const edges = useMemo(() => edgesOf(graph, selection), [graph, selection]);
  const connecting = useConnecting(graph);
  const isNarrow = useIsNarrow();
  const wrapper = useRef<HTMLDivElement>(null);
  const { fit, onMoveStart } = useAutoFit(graph);

  const tidyAndFit = useCallback(() => {
    tidy();
    setTimeout(fit, 400);
  }, [tidy, fit]);
  useEffect(() => onReady({ tidy: tidyAndFit, fit }), [onReady, tidyAndFit, fit]);

  useFarClass(wrapper);

  const mark = (connectingNow: boolean) => wrapper.current?.classList.toggle('connecting', connectingNow);
  return (
    <div ref={wrapper} className="absolute inset-0">
      <ReactFlow
        className={cn('stage-flow', isNarrow && 'touch-none')}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onNodeDragStop={onNodeDragStop}
        onNodeClick={(_event, node) => select(node.id)}
        onEdgeClick={(_event, edge) => select(edge.id)}
        onPaneClick={() => select(null)}
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
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        zoomOnDoubleClick={false}
        minZoom={0.12}
        maxZoom={1.8}
        onlyRenderVisibleElements={graph.nodes.size > CULL_FROM}
        ariaLabelConfig={ariaLabelConfig}
        aria-label={`Stage of virtual host ${vhost}`}
        proOptions={{ hideAttribution: false }}
        attributionPosition="bottom-left"
      >
        <Background variant={BackgroundVariant.Dots} gap={22} size={1.4} color="var(--border)" />
        <TokenOverlay />
      </ReactFlow>
      <BindPopover vhost={vhost} />
    </div>
  );
}

function edgesOf(graph: StageGraph, selection: string | null): FlowEdge[] {
  const incoming = new Map<string, number>();
  const outgoing = new Map<string, number>();
  for (const { source } of graph.edges.values()) outgoing.set(source, (outgoing.get(source) ?? 0) + 1);
  return [...graph.edges.values()].map((edge) => {
    const turn = incoming.get(edge.target) ?? 0;
    incoming.set(edge.target, turn + 1);
    const isAlone = outgoing.get(edge.source) === 1 && turn === 0;
    return {
      id: edge.id,
      source: edge.source,
      target: edge.target,
      type: 'stage',
      data: { edge, labelAt: isAlone ? 0.48 : labelAt(edge.kind, turn) },
      selected: edge.id === selection,
      ariaLabel: describeEdge(edge, graph),
    };
  });
}

/** Bindings fan out, so their labels stand near the target; those of one target take turns. */
function labelAt(kind: StageEdge['kind'], turn: number): number {
  if (kind === 'binding') return 0.62 - (turn % 3) * 0.17;
  return kind === 'consume' ? 0.6 : 0.42;
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
    void fitView(FIT);
  }, [fitView]);
  useEffect(() => {
    if (picture === '' || isMoved.current) return;
    const timer = setTimeout(() => void fitView(FIT), 60);
    return () => clearTimeout(timer);
  }, [picture, fitView]);
  const onMoveStart = useCallback((event: MouseEvent | TouchEvent | null) => {
    if (event !== null) isMoved.current = true;
  }, []);
  return { fit, onMoveStart };
}
