import { BoxGrid } from './box-grid';
import type { Box } from './stage-align';
import { curveOf } from './stage-course';
import { type Curve, endOf, pointOn } from './stage-curve';
import type { StageEdge, StageGraph } from './stage-graph';
import type { Point } from './stage-layout';
import { bindingLabel } from './stage-numbers';
import type { Detour } from './stage-ways';

/**
 * Where the labels of lines stand: each on its own line, near the place it is wanted at, and beside everything that
 * would cover it. The same picture gives the same places.
 */

/** Labels stand above the line or below it, so that messages do not run over them. */
const LABEL_LIFT = 17;
/** A line that bends into its label pushes it so much further away. */
const MAX_PUSH = 16;
/** From a steep line to the label at its left. */
const BESIDE = 10;
/** A longer one would reach over its neighbours. */
const SHORT = 90;
/** The line to an alternate exchange runs upright: its label stands to the right of it. */
const ALTERNATE_LABEL_SHIFT = 66;

const MAX_LABEL = 24;
const CHAR_PX = 6.65;
const PLATE_PADDING = 12;
/** Seen from further away there are only the words, in larger type. */
const WORDS_CHAR_PX = 9.67;
const PLATE_HEIGHT = 24;
/** As much as ` 1.2k/s` needs: a rate may come at any time, and the labels shall not move when it does. */
const RATE_CHARS = 7;
/** The skull before a plate of dead letters. */
const SKULL_PX = 18;
/** Between two labels. */
const MARGIN = 2;

/** The parts of its way at which a label may stand. */
export const PLACES: readonly number[] = Array.from({ length: 33 }, (_, index) => 0.1 + index * 0.025);
/** Each round frees at least one label, and few are left after the first. */
const ROUNDS = 6;

/** What a label says apart from its rate; empty for lines that have only that. */
export function labelWords(edge: StageEdge): string {
  const words = wordsOn(edge);
  return words.length > MAX_LABEL ? `${words.slice(0, MAX_LABEL - 1)}…` : words;
}

function wordsOn(edge: StageEdge): string {
  switch (edge.kind) {
    case 'binding':
      return bindingLabel(edge);
    case 'alternate':
      return 'alternate';
    case 'bundle':
      return edge.edges.length > 1 ? `×${edge.edges.length}` : '';
    case 'reply':
      return 'replies';
    case 'dead-letter':
      return edge.routingKey === null ? 'dead letters' : `dead: ${edge.routingKey}`;
    default:
      return '';
  }
}

/** The width of a label's plate with so many characters on it. */
export function plateWidth(characters: number): number {
  return characters * CHAR_PX + PLATE_PADDING;
}

/** The width of a plate that has only words, in the larger type. */
export function wordsWidth(characters: number): number {
  return characters * WORDS_CHAR_PX + PLATE_PADDING;
}

/** The width that a label may need. */
export function labelRoom(edge: StageEdge): number {
  const { length } = labelWords(edge);
  const skull = edge.kind === 'dead-letter' ? 2 * SKULL_PX : 0;
  return Math.max(plateWidth(length + RATE_CHARS), length === 0 ? 0 : wordsWidth(length)) + skull + MARGIN;
}

/** How the lines lie, and what stands in their way beside nodes. */
export interface Ways {
  readonly detours: ReadonlyMap<string, Detour>;
  readonly overheads: ReadonlySet<string>;
  /** The titles of frames. */
  readonly titles: readonly Box[];
}

/** The part of its way at which each label stands. */
export function labelPlaces(graph: StageGraph, boxes: ReadonlyMap<string, Box>, ways: Ways): Map<string, number> {
  const wanted = wantedPlaces(graph);
  const lines = [...graph.edges.values()].flatMap((edge) => {
    const line = lineOf(edge, wanted.get(edge.id) ?? 0.5, boxes, ways);
    return line === null ? [] : [line];
  });
  const fixed = new BoxGrid([...boxes.values(), ...ways.titles]);
  const labels = new BoxGrid([]);
  const taken = new Map<Line, Choice>();
  const order = lines.sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const line of order) settle(line);
  for (let round = 0; round < ROUNDS; round += 1) {
    const moved = order.filter((line) => {
      const choice = taken.get(line);
      return choice !== undefined && labels.covers(choice.box, choice.box) && settle(line);
    });
    if (moved.length === 0) break;
  }
  return new Map([...wanted, ...lines.map((line) => [line.id, taken.get(line)?.part ?? line.wanted] as const)]);

  /** Puts a label where it is free, or where it covers the least; says whether it stands somewhere else than before. */
  function settle(line: Line): boolean {
    const former = taken.get(line);
    if (former !== undefined) labels.remove(former.box);
    const next = freeChoice(line, labels, fixed) ?? former ?? leastCovered(line, labels, fixed);
    taken.set(line, next);
    labels.add(next.box);
    return next !== former;
  }
}

interface Choice {
  readonly part: number;
  readonly box: Box;
  /** Whether a node or a title covers it. */
  readonly isBlocked: boolean;
}

interface Line {
  readonly id: string;
  readonly wanted: number;
  /** Where it may stand, the nearest to the wanted place first. */
  readonly parts: readonly number[];
  readonly boxAt: (part: number) => Box;
  /** Those that were looked at, in the order of the parts: most labels need one. */
  readonly seen: Choice[];
}

function choiceAt(line: Line, index: number, fixed: BoxGrid): Choice {
  const known = line.seen[index];
  if (known !== undefined) return known;
  const part = line.parts[index] ?? line.wanted;
  const box = line.boxAt(part);
  const choice = { part, box, isBlocked: fixed.covers(box) };
  line.seen.push(choice);
  return choice;
}

function freeChoice(line: Line, labels: BoxGrid, fixed: BoxGrid): Choice | undefined {
  for (let index = 0; index < line.parts.length; index += 1) {
    const choice = choiceAt(line, index, fixed);
    if (!choice.isBlocked && !labels.covers(choice.box)) return choice;
  }
  return undefined;
}

/** After every place was looked at and none is free. */
function leastCovered({ seen }: Line, labels: BoxGrid, fixed: BoxGrid): Choice {
  const open = seen.filter(({ isBlocked }) => !isBlocked);
  const all = open.length > 0 ? open : seen;
  const covered = new Map(all.map((choice) => [choice, labels.areaOver(choice.box) + fixed.areaOver(choice.box)]));
  return all.reduce((best, choice) => ((covered.get(choice) ?? 0) < (covered.get(best) ?? 0) ? choice : best));
}

function lineOf(edge: StageEdge, usual: number, boxes: ReadonlyMap<string, Box>, ways: Ways): Line | null {
  const [from, to] = [boxes.get(edge.source), boxes.get(edge.target)];
  if (from === undefined || to === undefined) return null;
  const curve = drawnCurve(edge, from, to, ways);
  const wanted = levelPart(edge, curve) ?? usual;
  const parts = [wanted, ...PLACES].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
  return { id: edge.id, wanted, parts, boxAt: (part) => plateOn(edge, curve, part), seen: [] };
}

/** What a label covers at a part of its way, with the room that its rate may need. */
export function labelBoxAt(edge: StageEdge, part: number, boxes: ReadonlyMap<string, Box>, ways: Ways): Box | null {
  const [from, to] = [boxes.get(edge.source), boxes.get(edge.target)];
  return from === undefined || to === undefined ? null : plateOn(edge, drawnCurve(edge, from, to, ways), part);
}

function plateOn(edge: StageEdge, curve: Curve, part: number): Box {
  const width = labelRoom(edge);
  const { x, y } = labelPoint(edge, curve, part, width);
  return { x: x - width / 2, y: y - PLATE_HEIGHT / 2, width, height: PLATE_HEIGHT };
}

/** The middle of a label of this width: a short one beside a steep line, else on the side to which the line does not bend. */
export function labelPoint({ kind }: StageEdge, curve: Curve, part: number, width: number): Point {
  const { x, y } = pointOn(curve, part);
  if (kind === 'alternate') return { x: x + ALTERNATE_LABEL_SHIFT, y };
  const reach = Math.min(0.25, width / 2 / Math.max(1, Math.abs(endOf(curve).to.x - curve.from.x)));
  const [first, last] = [pointOn(curve, Math.max(0, part - reach)), pointOn(curve, Math.min(1, part + reach))];
  const isSteep = Math.abs(last.y - first.y) > Math.abs(last.x - first.x);
  if (isSteep && width <= SHORT) return { x: x - width / 2 - BESIDE, y };
  const ends = [first.y, last.y];
  const [above, below] = [y - Math.min(...ends), Math.max(...ends) - y];
  const side = above > below + 1 ? 1 : -1;
  return { x, y: y + side * (LABEL_LIFT + Math.min(MAX_PUSH, Math.max(0, Math.min(above, below)))) };
}

/** Lines that start or end together part where they come to their own node. There they are level, and so is the label. */
const OWN_END = 14;

function levelPart(edge: StageEdge, curve: Curve): number | null {
  const { kind } = edge;
  const [from, to] = [curve.from, endOf(curve).to];
  const isForward = kind === 'publish' || kind === 'binding' || kind === 'consume' || kind === 'bundle';
  if (!isForward || Math.abs(to.y - from.y) < LABEL_LIFT || to.x <= from.x) return null;
  const inset = OWN_END + labelRoom(edge) / 2;
  const x = kind === 'publish' ? from.x + inset : to.x - inset;
  return partAt(curve, Math.min(to.x, Math.max(from.x, x)));
}

/** The part of its way at which a line that runs to the right comes to x. */
function partAt(curve: Curve, x: number): number {
  let [low, high] = [0, 1];
  for (let round = 0; round < 8; round += 1) {
    const middle = (low + high) / 2;
    if (pointOn(curve, middle).x < x) low = middle;
    else high = middle;
  }
  return low;
}

/** The line as it is drawn between two nodes. */
function drawnCurve({ id, kind }: StageEdge, source: Box, target: Box, { detours, overheads }: Ways): Curve {
  return curveOf(kind, { source, target, detour: detours.get(id), isOverhead: overheads.has(id) });
}

/** Bindings fan out, so their labels stand near the target; those of one target take turns. */
function wantedPlaces(graph: StageGraph): Map<string, number> {
  const incoming = new Map<string, number>();
  const outgoing = new Map<string, number>();
  for (const { source } of graph.edges.values()) outgoing.set(source, (outgoing.get(source) ?? 0) + 1);
  const places = new Map<string, number>();
  for (const { id, kind, source, target } of graph.edges.values()) {
    const turn = incoming.get(target) ?? 0;
    incoming.set(target, turn + 1);
    const isAlone = outgoing.get(source) === 1 && turn === 0;
    if (kind === 'alternate' || kind === 'dead-letter' || kind === 'reply') places.set(id, 0.5);
    else if (isAlone) places.set(id, 0.48);
    else if (kind === 'binding') places.set(id, 0.62 - (turn % 3) * 0.17);
    else places.set(id, kind === 'consume' ? 0.6 : 0.42);
  }
  return places;
}
