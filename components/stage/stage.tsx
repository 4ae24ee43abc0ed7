'use client';

import { ReactFlowProvider } from '@xyflow/react';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useMediaQuery } from '@/components/ui/use-media-query';
import { useLive, useLiveRoom } from '@/lib/live-hooks';
import { rememberRoutingKeys } from '@/lib/live-keys';
import type { StageGraph } from '@/lib/stage-graph';
import { FirstSteps } from './first-steps';
import { Inspector } from './inspector';
import { Outline } from './outline';
import { StageCanvas } from './stage-canvas';
import { StageToolsProvider } from './stage-context';
import { StageDock } from './stage-dock';
import { StageNotice } from './stage-notice';
import { StageStrip } from './stage-strip';
import { type StageView, useStageUi } from './stage-ui';
import { useFirstSteps } from './use-first-steps';
import { useStageEngine } from './use-stage-engine';
import { useStageGraph } from './use-stage-graph';
import { useStageKeys } from './use-stage-keys';

const PRELOAD_MS = 2_500;
const loadDialogs = () => import('./stage-dialogs').then((module) => module.StageDialogs);
const StageDialogs = dynamic(loadDialogs, { ssr: false });

/** The live stage of one virtual host. */
export function Stage({ vhost }: { readonly vhost: string }) {
  return (
    <ReactFlowProvider key={vhost}>
      <StageOf vhost={vhost} />
    </ReactFlowProvider>
  );
}

const EMPTY: StageGraph = { nodes: new Map(), edges: new Map(), producerOf: new Map(), consumerOf: new Map() };

function StageOf({ vhost }: { readonly vhost: string }) {
  useLiveRoom(vhost);
  const loaded = useStageGraph();
  const graph = loaded ?? EMPTY;
  const tools = useStageEngine(vhost, graph);
  const view = useStageView();
  const acts = useRef({ tidy: () => {}, fit: () => {} });
  const onReady = useCallback((ready: { tidy: () => void; fit: () => void }) => {
    acts.current = ready;
  }, []);
  useEffect(rememberRoutingKeys, []);
  useEffect(() => useStageUi.getState().reset(), []);
  const { tidy, fit } = useMemo(() => ({ tidy: () => acts.current.tidy(), fit: () => acts.current.fit() }), []);
  useStageKeys({ graph: tools.graph, view, tidy, fit });
  return (
    <StageToolsProvider value={tools}>
      <div className="absolute inset-0 flex flex-col">
        <h1 className="sr-only">Stage of virtual host {vhost}</h1>
        <StageStrip view={view} onTidy={tidy} onFit={fit} />
        <div className="relative flex min-h-0 flex-1">
          <div className="relative min-w-0 flex-1 overflow-hidden">
            {view === 'stage' ? (
              <StageCanvas vhost={vhost} graph={graph} onReady={onReady} />
            ) : (
              <Outline graph={graph} />
            )}
            <Overlays vhost={vhost} />
          </div>
          <Inspector vhost={vhost} graph={graph} />
        </div>
      </div>
      <DialogsWhenAsked vhost={vhost} graph={graph} />
    </StageToolsProvider>
  );
}

/** The forms are loaded when the stage has time, or when the first of them is asked for. */
function DialogsWhenAsked(props: { readonly vhost: string; readonly graph: StageGraph }) {
  const isAsked = useStageUi((state) => state.dialog !== null);
  useEffect(() => {
    const timer = setTimeout(() => void loadDialogs(), PRELOAD_MS);
    return () => clearTimeout(timer);
  }, []);
  return isAsked ? <StageDialogs {...props} /> : null;
}

/** A narrow screen starts with the outline; who chooses keeps the choice. */
function useStageView(): StageView {
  const chosen = useStageUi((state) => state.view);
  const isPhone = useMediaQuery('(max-width: 47.99rem)');
  return chosen ?? (isPhone ? 'outline' : 'stage');
}

function Overlays({ vhost }: { readonly vhost: string }) {
  const { isFresh } = useFirstSteps();
  const isLoaded = useLive((state) => state.model !== null);
  return (
    <>
      <div
        className={
          isFresh
            ? 'pointer-events-none absolute inset-x-0 top-0 bottom-16 z-10 flex items-center justify-center p-4'
            : 'pointer-events-none absolute top-4 left-4 z-10 max-sm:right-4'
        }
      >
        <FirstSteps vhost={vhost} />
      </div>
      <StageNotice />
      {isLoaded && (
        <StageDock className="absolute bottom-3 left-1/2 z-10 -translate-x-1/2 max-sm:w-[calc(100%-1.5rem)] max-sm:justify-between" />
      )}
    </>
  );
}
