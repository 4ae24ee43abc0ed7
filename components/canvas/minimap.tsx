'use client';

import { type PointerEvent, useEffect, useRef } from 'react';
import type { Point } from '@/lib/stage-layout';
import { useCanvasView } from './canvas-context';
import type { CanvasNode } from './canvas-types';
import { frameOf } from './minimap-frame';
import { visibleBox, wheelFactor } from './viewport';

const SIZE = { width: 168, height: 104 };
const CORNER = 10;

export interface MinimapProps {
  readonly label: string;
  readonly nodes: readonly CanvasNode[];
  readonly colourOf: (node: CanvasNode) => string;
  /** Somebody moves the view here. */
  readonly onUserMove: () => void;
}

/** The whole canvas in small, and what of it is in view. Where it is pressed, there the view goes. */
export function Minimap({ label, nodes, colourOf, onUserMove }: MinimapProps) {
  const view = useCanvasView();
  const svg = useRef<SVGSVGElement>(null);
  const mask = useRef<SVGPathElement>(null);
  const isHeld = useRef(false);
  useEffect(() => {
    const draw = () => {
      const seen = visibleBox(view.viewport, view.size);
      const { x, y, width, height } = frameOf(new Map(nodes.map(({ id, box }) => [id, box])), seen, SIZE);
      svg.current?.setAttribute('viewBox', `${x} ${y} ${width} ${height}`);
      const outside = `M${x} ${y}h${width}v${height}h${-width}z`;
      mask.current?.setAttribute('d', `${outside}M${seen.x} ${seen.y}h${seen.width}v${seen.height}h${-seen.width}z`);
    };
    draw();
    const leave = [view.subscribe(draw), view.onResize(draw)];
    return () => {
      for (const end of leave) end();
    };
  }, [view, nodes]);
  useEffect(() => {
    const element = svg.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      onUserMove();
      view.zoomBy(wheelFactor(event), 0);
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [view, onUserMove]);
  const go = (event: PointerEvent) => {
    const at = placeIn(svg.current, { x: event.clientX, y: event.clientY });
    if (at !== null) view.centre(at);
  };
  return (
    <svg
      ref={svg}
      role="img"
      aria-label={label}
      className="canvas-minimap block touch-none"
      {...SIZE}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        isHeld.current = true;
        onUserMove();
        go(event);
      }}
      onPointerMove={(event) => isHeld.current && go(event)}
      onLostPointerCapture={() => {
        isHeld.current = false;
      }}
    >
      {nodes.map((node) => (
        <rect key={node.id} {...node.box} rx={CORNER} fill={colourOf(node)} />
      ))}
      <path ref={mask} className="canvas-minimap-mask" fillRule="evenodd" />
    </svg>
  );
}

function placeIn(svg: SVGSVGElement | null, { x, y }: Point): Point | null {
  const matrix = svg?.getScreenCTM() ?? null;
  return matrix === null ? null : new DOMPoint(x, y).matrixTransform(matrix.inverse());
}
