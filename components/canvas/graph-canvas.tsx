'use client';

import './canvas.css';
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
} from 'react';
import { cn } from '@/components/ui/cn';
import { useIsStill } from '@/components/ui/use-is-still';
import type { Box } from '@/lib/stage-align';
import { stepInto } from './auto-pan';
import { useCanvasView } from './canvas-context';
import type { CanvasEdge, CanvasEvents, CanvasNode } from './canvas-types';
import type { CanvasView } from './canvas-view';
import { stepsOf } from './drag-gesture';
import { type GesturePort, idAround } from './gesture';
import { Pane } from './pane';
import { Shapes } from './shapes';
import { useGestures } from './use-gestures';
import { panBy } from './viewport';

const REVEAL_MS = 160;

export interface GraphCanvasProps<N extends CanvasNode, E extends CanvasEdge> {
  readonly label: string;
  readonly className?: string;
  readonly nodes: readonly N[];
  readonly edges: readonly E[];
  /** These two draw the inside of a node and of a line; they have to stay the same. */
  readonly drawNode: (node: N) => ReactNode;
  readonly drawEdge: (edge: E, source: Box, target: Box) => ReactNode;
  /** What can be done with them, for screen readers. */
  readonly hints: { readonly node: string; readonly edge: string };
  /** Above this many nodes only what is in view, or soon is, is drawn. */
  readonly cullFrom: number;
  readonly isConnectable: boolean;
  readonly events: CanvasEvents;
  /** Drawn on the canvas, under everything else. */
  readonly behind?: ReactNode;
  /** Drawn over the view, and not moved with it. */
  readonly children?: ReactNode;
}

/**
 * A graph that is moved, zoomed, arranged and connected by pointer, touch and keyboard. Nodes and lines come in and
 * events go out; the view is the one of the `CanvasProvider` around it.
 */
export function GraphCanvas<N extends CanvasNode, E extends CanvasEdge>(props: GraphCanvasProps<N, E>) {
  const { label, className, nodes, edges, drawNode, drawEdge, hints, cullFrom, isConnectable, events } = props;
  const view = useCanvasView();
  const id = useId();
  const { root, viewport, box, link } = useLayers({ view, events, nodes, isConnectable });
  return (
    <div
      ref={root}
      role="application"
      aria-label={label}
      className={cn('canvas', className)}
      data-connectable={isConnectable ? '' : undefined}
      onClick={(event) => onClick(event, events)}
      onFocus={(event) => reveal(event, view)}
      onKeyDown={(event) => onKeyDown(event, { view, events, nodes })}
    >
      <Pane />
      <div ref={viewport} className="canvas-viewport">
        {props.behind}
        <Shapes {...{ nodes, edges, drawNode, drawEdge, cullFrom, describedBy: id }} />
        <svg className="canvas-lines" aria-hidden>
          <path ref={link} className="canvas-link" />
        </svg>
      </div>
      {props.children}
      <div ref={box} className="canvas-box" hidden />
      <div id={`${id}node`} hidden>
        {hints.node}
      </div>
      <div id={`${id}edge`} hidden>
        {hints.edge}
      </div>
    </div>
  );
}

interface Layers {
  readonly view: CanvasView;
  readonly events: CanvasEvents;
  readonly nodes: readonly CanvasNode[];
  readonly isConnectable: boolean;
}

/** The elements that are drawn on without a render, bound to the view and to the gestures. */
function useLayers(now: Layers) {
  const { view, nodes } = now;
  const root = useRef<HTMLDivElement>(null);
  const viewport = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const link = useRef<SVGPathElement>(null);
  const port = useRef<GesturePort>(null);
  const latest = useRef(now);
  const isStill = useIsStill();
  useLayoutEffect(() => {
    latest.current = now;
    view.isStill = isStill;
  });
  useLayoutEffect(() => {
    view.boxes = new Map(nodes.map((node) => [node.id, node.box]));
  }, [view, nodes]);
  useLayoutEffect(() => {
    if (root.current === null || box.current === null || link.current === null) return;
    port.current = {
      root: root.current,
      view,
      box: box.current,
      link: link.current,
      events: () => latest.current.events,
      selected: () => selectedOf(latest.current.nodes),
      isConnectable: () => latest.current.isConnectable,
    };
    const draw = () => {
      const { x, y, zoom } = view.viewport;
      viewport.current?.style.setProperty('transform', `translate(${x}px,${y}px) scale(${zoom})`);
    };
    draw();
    const leave = [view.attach(root.current), view.subscribe(draw)];
    return () => {
      for (const end of leave) end();
    };
  }, [view]);
  useGestures(port);
  return { root, viewport, box, link };
}

function selectedOf(nodes: readonly CanvasNode[]): ReadonlySet<string> {
  return new Set(nodes.flatMap(({ id, selected }) => (selected ? [id] : [])));
}

function onClick(event: MouseEvent, events: CanvasEvents): void {
  if (!(event.target instanceof Element)) return;
  const node = idAround(event.target, '.canvas-node');
  if (node !== null) return events.onNodeClick(node, event);
  const edge = idAround(event.target, '.canvas-edge');
  if (edge !== null) return events.onEdgeClick(edge);
  if (event.target.classList.contains('canvas-pane')) events.onPaneClick();
}

/** What the keyboard comes to is brought into view. */
function reveal({ target, currentTarget }: FocusEvent, view: CanvasView): void {
  const place = target.closest('.canvas-node, .canvas-edge');
  if (place === null || !target.matches(':focus-visible')) return;
  const [inner, outer] = [place.getBoundingClientRect(), currentTarget.getBoundingClientRect()];
  const { width, height } = inner;
  const by = stepInto({ x: inner.x - outer.x, y: inner.y - outer.y, width, height }, view.size);
  if (by.x !== 0 || by.y !== 0) view.glide(panBy(view.viewport, by), REVEAL_MS);
}

function onKeyDown(event: KeyboardEvent, { view, events, nodes }: Omit<Layers, 'isConnectable'>): void {
  if (!(event.target instanceof Element) || !event.target.matches('.canvas-node.is-selected')) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const moves = stepsOf(event, view.boxes, selectedOf(nodes));
  if (moves === null) return;
  event.preventDefault();
  events.onStep(moves);
}
