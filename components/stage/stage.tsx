'use client';

import dynamic from 'next/dynamic';
import { memo, useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { CanvasProvider } from '@/components/canvas/canvas-context';
import { useRights } from '@/components/session/use-rights';
import { useSession } from '@/components/session/use-session';
import { useIsNarrow, useMediaQuery } from '@/components/ui/use-media-query';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import { runWhenIdle } from '@/components/ui/when-idle';
import { useLiveRoom } from '@/lib/live-hooks';
import { rememberRoutingKeys } from '@/lib/live-keys';
import { foldFrames, foldGraph } from '@/lib/stage-fold';
import type { StageGraph } from '@/lib/stage-graph';
import type { InspectorProps } from './inspector';
import { type CanvasActs, StageCanvas } from './stage-canvas';
import { StageToolsProvider } from './stage-context';
import { useHistory } from './stage-history';
import { StageOverlays } from './stage-overlays';
import { useSaved } from './stage-saved-store';
import { StageStrip } from './stage-strip';
import { type StageView, useStageUi } from './stage-ui';
import { usePanel } from './use-panel';
import { useSelectedParam } from './use-selected-param';
import { useStageEngine } from './use-stage-engine';
import { useStageGraph } from './use-stage-graph';
import { useStageKeys } from './use-stage-keys';
import { WhatIfRoute } from './what-if-route';

const ZOOM = { minZoom: 0.12, maxZoom: 2.4 };
const loadDialogs = () => import('./stage-dialogs').then((module) => module.StageDialogs);
const StageDialogs = dynamic(loadDialogs, { ssr: false });
const StagePanel = dynamic(() => import('./stage-panel').then((module) => module.StagePanel), { ssr: false });
const loadPublish = () => import('./publish-aside').then((module) => module.PublishAside);
const PublishAside = dynamic(loadPublish, { ssr: false, loading: AsideSpace });
const loadInspector = () => import('./inspector').then((module) => module.Inspector);
const Inspector = dynamic(loadInspector, { ssr: false, loading: AsideSpace });
const loadOutline = () => import('./outline').then((module) => module.Outline);
const Outline = memo(dynamic(loadOutline, { ssr: false }));

/** The live stage of one virtual host. */
export function Stage({ vhost }: { readonly vhost: string }) {
  return (
    <CanvasProvider key={vhost} range={ZOOM}>
      <StageOf vhost={vhost} />
    </CanvasProvider>
  );
}

const EMPTY: StageGraph = { nodes: new Map(), edges: new Map(), producerOf: new Map(), consumerOf: new Map() };

const NO_ACTS: CanvasActs = {
  tidy: () => {},
  unpinAll: () => {},
  toggleLanes: () => {},
  fit: () => {},
  addNote: () => {},
};

function StageOf({ vhost }: { readonly vhost: string }) {
  useLiveRoom(vhost);
  useSavedStage(vhost);
  useReadOnly(vhost);
  const graph = useStageGraph() ?? EMPTY;
  const folds = useSaved((state) => state.saved.folded);
  const regions = useSaved((state) => state.saved.regions);
  const folded = useMemo(
    () =>
      foldFrames(
        foldGraph(graph, folds),
        regions.filter(({ isFolded }) => isFolded),
      ),
    [graph, folds, regions],
  );
  const tools = useStageEngine(vhost, folded);
  const view = useStageView();
  // The strip answers at once; what is heavy follows when there is time.
  const shown = useDeferredValue(view);
  const { acts, onReady } = useActs();
  const panel = usePanel();
  useEffect(rememberRoutingKeys, []);
  useEffect(() => {
    useStageUi.getState().reset();
    useHistory.getState().clear();
  }, []);
  useSelectedParam();
  const keys = useMemo(
    () => ({
      ...acts,
      graph: () => graph,
      view,
      inFlight: () => tools.engine.inFlight(),
      togglePanel: panel.toggle,
    }),
    [acts, graph, view, tools, panel.toggle],
  );
  useStageKeys(keys);
  return (
    <StageToolsProvider value={tools}>
      <div className="absolute inset-0 flex flex-col">
        <h1 className="sr-only">Stage of virtual host {vhost}</h1>
        <StageStrip view={view} acts={acts} graph={graph} panel={panel} />
        <div className="relative flex min-h-0 flex-1">
          <div className="relative min-w-0 flex-1 overflow-hidden">
            {shown === 'stage' ? (
              <StageCanvas vhost={vhost} folded={folded} onReady={onReady} />
            ) : (
              <Outline vhost={vhost} graph={graph} />
            )}
            <StageOverlays vhost={vhost} view={shown} onNote={shown === 'stage' ? acts.addNote : null} />
          </div>
          <Beside vhost={vhost} graph={graph} folded={folded.graph} />
        </div>
        {panel.tab !== null && (
          <StagePanel vhost={vhost} graph={graph} tab={panel.tab} onTab={panel.setTab} onClose={panel.toggle} />
        )}
      </div>
      <DialogsWhenAsked vhost={vhost} />
      <WhatIfRoute vhost={vhost} />
    </StageToolsProvider>
  );
}

function useReadOnly(vhost: string): void {
  const { isReadOnly } = useRights(vhost);
  const setReadOnly = useStageUi((state) => state.setReadOnly);
  useEffect(() => setReadOnly(isReadOnly), [isReadOnly, setReadOnly]);
}

/** What the canvas can do, under functions that stay the same while it comes and goes. */
function useActs() {
  const latest = useRef<CanvasActs>(NO_ACTS);
  const onReady = useCallback((ready: CanvasActs) => {
    latest.current = ready;
  }, []);
  const acts = useMemo<CanvasActs>(
    () => ({
      tidy: () => latest.current.tidy(),
      unpinAll: () => latest.current.unpinAll(),
      toggleLanes: () => latest.current.toggleLanes(),
      fit: () => latest.current.fit(),
      addNote: () => latest.current.addNote(),
    }),
    [],
  );
  return { acts, onReady };
}

function useSavedStage(vhost: string): void {
  const { data: session } = useSession();
  const load = useSaved((state) => state.load);
  const user = session?.name;
  useEffect(() => {
    if (user !== undefined) load(user, vhost);
  }, [user, vhost, load]);
}

/** What is likely to be asked for next, the likeliest first: each when the browser has time. */
const LIKELY = [
  loadInspector,
  loadPublish,
  () => import('@/components/ui/combobox-parts'),
  loadDialogs,
  loadOutline,
] as const;

function useLikelyParts(): void {
  useEffect(() => {
    let cancel = () => {};
    const loadFrom = (at: number) => {
      const load = LIKELY[at];
      if (load === undefined) return;
      cancel = runWhenIdle(() => {
        load().then(
          () => loadFrom(at + 1),
          () => {},
        );
      });
    };
    loadFrom(0);
    return () => cancel();
  }, []);
}

/** Holds the place of what is on its way, so that the stage moves aside once. */
function AsideSpace() {
  return <div aria-hidden className="hidden w-[23rem] shrink-0 border-l bg-popover lg:block" />;
}

/** At the side: the message that is being written, or what is selected. */
function Beside({ vhost, graph, folded }: InspectorProps) {
  const dialog = useDeferredValue(useStageUi((state) => state.dialog));
  const open = useStageUi((state) => state.open);
  const isNarrow = useIsNarrow();
  // It may take a moment to come, and must not come over a dialog that was opened at the same time.
  const isAsked = useStageUi(
    ({ selection, lifeline, dialog: over }) => over === null && (selection !== null || lifeline !== null),
  );
  // What was selected is marked at once; all that is to be read about it may come a moment later.
  const hasInspector = useStaysTrue(useDeferredValue(isAsked));
  useLikelyParts();
  if (dialog?.kind !== 'publish' || isNarrow)
    return hasInspector ? <Inspector vhost={vhost} graph={graph} folded={folded} /> : null;
  const { exchange, routingKey } = dialog;
  return (
    <PublishAside
      key={`${exchange} ${routingKey}`}
      vhost={vhost}
      exchange={exchange}
      routingKey={routingKey}
      onClose={() => open(null)}
    />
  );
}

/** The forms are loaded when the first of them is asked for, if they are not there by then. */
function DialogsWhenAsked(props: { readonly vhost: string }) {
  const isAsked = useStageUi((state) => state.dialog !== null);
  return isAsked ? <StageDialogs {...props} /> : null;
}

/** A narrow screen starts with the outline; who chooses keeps the choice. */
function useStageView(): StageView {
  const chosen = useStageUi((state) => state.view);
  const isPhone = useMediaQuery('(max-width: 47.99rem)');
  return chosen ?? (isPhone ? 'outline' : 'stage');
}
