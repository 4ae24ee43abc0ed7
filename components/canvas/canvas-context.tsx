'use client';

import { createContext, type ReactNode, useContext, useState } from 'react';
import { CanvasView } from './canvas-view';
import type { ZoomRange } from './viewport';

const CanvasContext = createContext<CanvasView | null>(null);

/** Holds the view of one canvas, for the canvas and for what is drawn around it. */
export function CanvasProvider({ range, children }: { readonly range: ZoomRange; readonly children: ReactNode }) {
  const [view] = useState(() => new CanvasView(range));
  return <CanvasContext value={view}>{children}</CanvasContext>;
}

/** It never changes while the canvas is mounted. */
export function useCanvasView(): CanvasView {
  const view = useContext(CanvasContext);
  if (view === null) throw new Error('The view of the canvas is used outside a CanvasProvider.');
  return view;
}
