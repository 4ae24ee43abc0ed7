import { create } from 'zustand';
import { announce } from '@/components/ui/live-region';
import type { BindingEdge } from '@/lib/live-events';
import type { Point } from '@/lib/stage-layout';

/** A dialog that the stage can open, with what it is about. */
export type StageDialog =
  | { readonly kind: 'declare-exchange' }
  | { readonly kind: 'declare-queue' }
  | {
      readonly kind: 'bind';
      readonly source: string;
      readonly destination: string | null;
      readonly destinationType: 'queue' | 'exchange';
    }
  | { readonly kind: 'publish'; readonly exchange: string; readonly routingKey: string }
  | { readonly kind: 'purge'; readonly queue: string }
  | { readonly kind: 'move-messages'; readonly queue: string; readonly orders: readonly number[] }
  | { readonly kind: 'redeclare'; readonly queue: string }
  | { readonly kind: 'delete-exchange'; readonly exchange: string }
  | { readonly kind: 'delete-queue'; readonly queue: string }
  | { readonly kind: 'unbind'; readonly bindings: readonly BindingEdge[] }
  | { readonly kind: 'close-connection'; readonly connection: string }
  | { readonly kind: 'producer'; readonly client: string | null; readonly exchange: string | null }
  | { readonly kind: 'consumer'; readonly client: string | null; readonly queue: string | null }
  | { readonly kind: 'remove-client'; readonly client: string };

/** A binding that was drawn and waits for its key. */
export interface PendingBind {
  readonly source: string;
  readonly destination: string;
  readonly destinationType: 'queue' | 'exchange';
  readonly at: Point;
}

export type StageView = 'stage' | 'outline';

/** A place that was double-clicked: on the screen, and on the stage. */
export interface CreatePlace {
  readonly screen: Point;
  readonly flow: Point;
}

/** A message that is thought of, not sent: the stage lights the edges that it would take. */
export interface WhatIf {
  readonly exchange: string;
  readonly routingKey: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** What a message would touch. */
export interface Route {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

interface StageUi {
  /** The id of the selected node or edge. */
  readonly selection: string | null;
  /** Null until a person chooses: the width of the screen decides. */
  readonly view: StageView | null;
  readonly showAll: boolean;
  /** The signed-in user may only look at this vhost: nothing that writes opens. */
  readonly isReadOnly: boolean;
  readonly isLegendOpen: boolean;
  /** The person does not want to see the first steps. */
  readonly areStepsClosed: boolean;
  readonly dialog: StageDialog | null;
  readonly pendingBind: PendingBind | null;
  /** Where the menu of new things is open. */
  readonly createPlace: CreatePlace | null;
  /** Where on the stage the next new thing goes; null leaves it to the layout. */
  readonly nextPlace: Point | null;
  /** Things that are about to come up on the stage, and where each was dropped. */
  readonly arrivals: ReadonlyMap<string, Point>;
  readonly whatIf: WhatIf | null;
  /** The way of that message as the broker's router says it; null when nobody thinks of one. */
  readonly route: Route | null;
  /** What is looked for: the rest steps back. */
  readonly filter: string;
  /** Several nodes, to be arranged together. */
  readonly picked: ReadonlySet<string>;
  /** The followed message whose life is shown. */
  readonly lifeline: number | null;
  select(id: string | null): void;
  setView(view: StageView): void;
  toggleShowAll(): void;
  setReadOnly(isReadOnly: boolean): void;
  setLegendOpen(open: boolean): void;
  closeSteps(): void;
  open(dialog: StageDialog | null): void;
  bind(pending: PendingBind | null): void;
  createAt(place: CreatePlace | null): void;
  /** Opens a dialog whose outcome is put at this place. */
  openAt(dialog: StageDialog, place: Point | null): void;
  expect(id: string): void;
  landed(id: string): void;
  ask(whatIf: WhatIf | null): void;
  light(route: Route | null): void;
  setFilter(filter: string): void;
  /** Adds the node to those that are arranged together, or takes it away. */
  togglePick(id: string): void;
  pick(ids: ReadonlySet<string>): void;
  follow(message: number | null): void;
  reset(): void;
}

/** Every dialog of the stage writes something. */
function refused(isReadOnly: boolean): boolean {
  if (isReadOnly) announce('Your user may only look at this virtual host.');
  return isReadOnly;
}

const NONE: ReadonlySet<string> = new Set();

/** Most letters of a key change nothing on the stage, which has no reason then to draw itself anew. */
function isSameRoute(a: Route | null, b: Route | null): boolean {
  if (a === null || b === null) return a === b;
  return isSameSet(a.nodes, b.nodes) && isSameSet(a.edges, b.edges);
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}

export const useStageUi = create<StageUi>((set) => ({
  selection: null,
  view: null,
  showAll: false,
  isReadOnly: false,
  isLegendOpen: false,
  areStepsClosed: false,
  dialog: null,
  pendingBind: null,
  createPlace: null,
  nextPlace: null,
  arrivals: new Map(),
  whatIf: null,
  route: null,
  filter: '',
  picked: NONE,
  lifeline: null,
  select: (selection) => set({ selection, lifeline: null, picked: NONE }),
  setView: (view) => set({ view }),
  toggleShowAll: () => set((state) => ({ showAll: !state.showAll })),
  setLegendOpen: (isLegendOpen) => set({ isLegendOpen }),
  closeSteps: () => set({ areStepsClosed: true }),
  setReadOnly: (isReadOnly) => set({ isReadOnly }),
  open: (dialog) => set(({ isReadOnly }) => ({ dialog: refused(isReadOnly) ? null : dialog, nextPlace: null })),
  bind: (pendingBind) => set(({ isReadOnly }) => ({ pendingBind: refused(isReadOnly) ? null : pendingBind })),
  createAt: (createPlace) => set({ createPlace }),
  openAt: (dialog, nextPlace) =>
    set(({ isReadOnly }) => ({ dialog: refused(isReadOnly) ? null : dialog, nextPlace, createPlace: null })),
  expect: (id) =>
    set(({ nextPlace, arrivals }) =>
      nextPlace === null ? {} : { arrivals: new Map(arrivals).set(id, nextPlace), nextPlace: null },
    ),
  landed: (id) => set(({ arrivals }) => ({ arrivals: new Map([...arrivals].filter(([other]) => other !== id)) })),
  ask: (whatIf) => set({ whatIf }),
  light: (route) => set((state) => (isSameRoute(state.route, route) ? {} : { route })),
  setFilter: (filter) => set({ filter }),
  togglePick: (id) =>
    set(({ picked, selection }) => {
      const next = new Set(picked);
      // What was open is the first of several.
      if (picked.size === 0 && selection !== null && selection !== id) next.add(selection);
      if (!next.delete(id)) next.add(id);
      return { picked: next, selection: null };
    }),
  pick: (picked) => set({ picked, selection: null }),
  follow: (lifeline) => set(lifeline === null ? { lifeline } : { lifeline, selection: null }),
  reset: () =>
    set({
      selection: null,
      areStepsClosed: false,
      dialog: null,
      pendingBind: null,
      createPlace: null,
      nextPlace: null,
      whatIf: null,
      route: null,
      filter: '',
      picked: NONE,
      lifeline: null,
    }),
}));
