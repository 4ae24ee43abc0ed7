'use client';

import { useEffect, useRef } from 'react';
import { useCanvasView } from './canvas-context';

const GAP = 22;

/** The empty canvas: what is clicked and dragged when nothing else is there. Its dots move and grow with the view. */
export function Pane() {
  const pane = useRef<HTMLDivElement>(null);
  const view = useCanvasView();
  useEffect(() => {
    const draw = () => {
      const { x, y, zoom } = view.viewport;
      const style = pane.current?.style;
      style?.setProperty('background-position', `${x}px ${y}px`);
      style?.setProperty('background-size', `${GAP * zoom}px ${GAP * zoom}px`);
      style?.setProperty('--dot', `${0.7 * zoom}px`);
    };
    draw();
    return view.subscribe(draw);
  }, [view]);
  return <div ref={pane} className="canvas-pane" />;
}
