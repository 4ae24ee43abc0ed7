'use client';

import { createContext, useContext, useEffect, useLayoutEffect, useRef } from 'react';
import type { StageGraph } from '@/lib/stage-graph';
import type { NumberPainters } from './number-painters';
import type { TokenEngine } from './token-engine';

/** What the parts of one stage share. It never changes while the stage is mounted. */
export interface StageTools {
  readonly vhost: string;
  readonly painters: NumberPainters;
  readonly engine: TokenEngine;
  graph(): StageGraph;
}

const StageContext = createContext<StageTools | null>(null);

export const StageToolsProvider = StageContext.Provider;

export function useStageTools(): StageTools {
  const tools = useContext(StageContext);
  if (tools === null) throw new Error('The stage tools are used outside a stage.');
  return tools;
}

/** Runs the painter now and whenever live numbers have changed. It must only touch what its refs point at. */
export function useNumbers(paint: () => void): void {
  const { painters } = useStageTools();
  const latest = useRef(paint);
  useLayoutEffect(() => {
    latest.current = paint;
    paint();
  });
  useEffect(() => painters.addNumbers(() => latest.current()), [painters]);
}

/** Like `useNumbers`, once a second: for what screen readers are told. */
export function useLiveName(paint: () => void): void {
  const { painters } = useStageTools();
  const latest = useRef(paint);
  useEffect(() => {
    latest.current = paint;
    paint();
  });
  useEffect(() => painters.addName(() => latest.current()), [painters]);
}
