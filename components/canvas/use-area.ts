import { useEffect, useState } from 'react';
import type { Box } from '@/lib/stage-align';
import { useCanvasView } from './canvas-context';
import { areaAround, isEnough } from './culling';

/** The part of the canvas that is drawn; null for all of it. Changes seldom: the part is larger than what is in view. */
export function useArea(isCulling: boolean): Box | null {
  const view = useCanvasView();
  const [area, setArea] = useState<Box | null>(null);
  useEffect(() => {
    if (!isCulling) {
      setArea(null);
      return;
    }
    const look = () =>
      setArea((former) =>
        former !== null && isEnough(former, view.viewport, view.size) ? former : areaAround(view.viewport, view.size),
      );
    look();
    const leave = [view.subscribe(look), view.onResize(look)];
    return () => {
      for (const end of leave) end();
    };
  }, [isCulling, view]);
  return isCulling ? area : null;
}
