'use client';

import { useEffect, useRef } from 'react';
import { useCanvasView } from '@/components/canvas/canvas-context';
import { useIsStill } from '@/components/ui/use-is-still';
import { useLive } from '@/lib/live-hooks';
import { liveStore } from '@/lib/live-store';
import { useStageTools } from './stage-context';

/** The canvas over the stage on which messages move. */
export function TokenOverlay() {
  const { engine, painters } = useStageTools();
  const isStanding = useLive((state) => state.view.kind === 'past' && !state.view.isPlaying);
  const isStill = useIsStill();
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useCanvasView();

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    engine.attach(element);
    const sizes = new ResizeObserver(() => engine.resize());
    sizes.observe(element);
    const theme = new MutationObserver(() => engine.restyle());
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const onVisibility = () => (document.hidden ? engine.clear() : painters.changed());
    document.addEventListener('visibilitychange', onVisibility);
    const leaveView = view.subscribe(() => engine.wake());
    return () => {
      engine.detach();
      sizes.disconnect();
      theme.disconnect();
      document.removeEventListener('visibilitychange', onVisibility);
      leaveView();
    };
  }, [engine, painters, view]);

  useEffect(() => {
    engine.clear();
    const leaveNumbers = liveStore.onFrame((frame) => engine.frame(frame));
    const leaveTrace = liveStore.onTrace((batch) => engine.trace(batch));
    return () => {
      leaveNumbers();
      leaveTrace();
    };
  }, [engine]);

  useEffect(() => engine.freeze(isStanding), [engine, isStanding]);
  useEffect(() => engine.setStill(isStill), [engine, isStill]);

  return <canvas ref={canvas} aria-hidden className="pointer-events-none absolute inset-0 z-5 size-full" />;
}
