'use client';

import { useCallback, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { useCanvasView } from '@/components/canvas/canvas-context';
import type { CanvasView } from '@/components/canvas/canvas-view';
import type { Fit } from '@/components/canvas/viewport';
import type { Box } from '@/lib/stage-align';
import type { StageGraph } from '@/lib/stage-graph';
import { hubOf } from '@/lib/stage-hub';
import type { Size } from '@/lib/stage-layout';

/** Titles of lanes stand above the nodes. Below this zoom not even the largest type of the nodes could be read. */
const FIT: Fit = { top: 42, right: 32, bottom: 24, left: 32, minZoom: 0.34, maxZoom: 1.05 };
/** A wall is looked at from far away. */
const PROJECTOR_FIT: Fit = { ...FIT, maxZoom: 1.7 };
const ALL_ZOOM = 0.14;
const GLIDE_MS = 320;
/** What comes so close together is brought into view in one go. */
const GATHER_MS = 60;
const NO_SIZE: Size = { width: 0, height: 0 };
/** Between a node and what lies over the canvas. */
const AIR_PX = 10;

/** Keeps everything in view, or what matters most of it, until a person pans or zooms; Show all gives the view back. */
export function useAutoFit(graph: StageGraph, isDrawn: boolean, selection: string | null) {
  const view = useCanvasView();
  const { width, height } = useSyncExternalStore(
    view.onResize,
    () => view.size,
    () => NO_SIZE,
  );
  const isMoved = useRef(false);
  const wantsAll = useRef(false);
  const latest = useRef({ graph, selection });
  latest.current = { graph, selection };
  /** Whatever changes this string asks for a new fit. */
  const picture = graph.nodes.size === 0 ? '' : `${width} ${height} ${[...graph.nodes.keys()].join(' ')}`;
  const fitNow = useCallback(
    (ms: number) => {
      const isProjected = document.documentElement.dataset['theme'] === 'projector';
      const fit = isProjected ? PROJECTOR_FIT : FIT;
      const focus = focusOf(latest.current, view);
      view.fit(wantsAll.current ? { ...fit, minZoom: ALL_ZOOM } : fit, { covers: coversOf(view), focus }, ms);
    },
    [view],
  );
  const refit = useCallback(() => {
    isMoved.current = false;
    fitNow(GLIDE_MS);
  }, [fitNow]);
  const showAll = useCallback(() => {
    wantsAll.current = true;
    refit();
  }, [refit]);
  // The first picture does not glide: nobody has seen it elsewhere.
  useLayoutEffect(() => {
    if (isDrawn) fitNow(0);
  }, [isDrawn, fitNow]);
  useEffect(() => {
    if (picture === '' || isMoved.current) return;
    const timer = setTimeout(() => fitNow(GLIDE_MS), GATHER_MS);
    return () => clearTimeout(timer);
  }, [picture, fitNow]);
  const onUserMove = useCallback(() => {
    isMoved.current = true;
    wantsAll.current = false;
  }, []);
  return { refit, showAll, onUserMove };
}

/** The middle of what is selected, else of the node with the most lines. */
function focusOf({ graph, selection }: { graph: StageGraph; selection: string | null }, view: CanvasView) {
  const box = view.boxes.get(selection ?? '') ?? view.boxes.get(hubOf(graph) ?? '');
  return box === undefined ? null : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** What lies over the canvas, seen from its corner. */
function coversOf(view: CanvasView): Box[] {
  return [...document.querySelectorAll('[data-over-canvas]')].flatMap((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const at = view.inView({ x: x - AIR_PX, y: y - AIR_PX });
    return width === 0 ? [] : [{ ...at, width: width + 2 * AIR_PX, height: height + 2 * AIR_PX }];
  });
}
