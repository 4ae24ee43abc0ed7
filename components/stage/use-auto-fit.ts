'use client';

import { useCallback, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { useCanvasView } from '@/components/canvas/canvas-context';
import type { Fit } from '@/components/canvas/viewport';
import type { StageGraph } from '@/lib/stage-graph';
import type { Size } from '@/lib/stage-layout';

const FIT: Fit = { top: 36, right: 40, bottom: 88, left: 40, minZoom: 0.14, maxZoom: 1.05 };
/** A wall is looked at from far away. */
const PROJECTOR_FIT: Fit = { ...FIT, top: 28, right: 48, bottom: 28, left: 48, maxZoom: 1.7 };
const GLIDE_MS = 320;
/** What comes so close together is brought into view in one go. */
const GATHER_MS = 60;
const NO_SIZE: Size = { width: 0, height: 0 };

function fitNow(): Fit {
  return document.documentElement.dataset['theme'] === 'projector' ? PROJECTOR_FIT : FIT;
}

/** Keeps everything in view until a person pans or zooms; Fit gives the view back. */
export function useAutoFit(graph: StageGraph, isDrawn: boolean) {
  const view = useCanvasView();
  const { width, height } = useSyncExternalStore(
    view.onResize,
    () => view.size,
    () => NO_SIZE,
  );
  const isMoved = useRef(false);
  /** Whatever changes this string asks for a new fit. */
  const picture = graph.nodes.size === 0 ? '' : `${width} ${height} ${[...graph.nodes.keys()].join(' ')}`;
  const fit = useCallback(() => {
    isMoved.current = false;
    view.fit(fitNow(), GLIDE_MS);
  }, [view]);
  // The first picture does not glide: nobody has seen it elsewhere.
  useLayoutEffect(() => {
    if (isDrawn) view.fit(fitNow(), 0);
  }, [isDrawn, view]);
  useEffect(() => {
    if (picture === '' || isMoved.current) return;
    const timer = setTimeout(() => view.fit(fitNow(), GLIDE_MS), GATHER_MS);
    return () => clearTimeout(timer);
  }, [picture, view]);
  const onUserMove = useCallback(() => {
    isMoved.current = true;
  }, []);
  return { fit, onUserMove };
}
