import type { Box } from './stage-align';
import { type Curve, curveBetween, endOf, overheadCurve, pointOn, returningCurve } from './stage-curve';
import type { StageGraph } from './stage-graph';
import type { Point } from './stage-layout';

/** A straight piece in the middle of a line, where it passes above or below nodes that it does not touch. */
export interface Detour {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** Between two nodes that stand one below the other there is room for a line this far from both. */
const CLEAR = 13;
/** A line that only touches the rim of a node may stay. */
const RIM = 3;
/** The line has bent by then. */
const BEND = 16;
const SAMPLES = 40;

/** Each line that would run under a node that is none of its ends, and how it goes around. */
export function detoursOf(graph: StageGraph, boxes: ReadonlyMap<string, Box>): Map<string, Detour> {
  const detours = new Map<string, Detour>();
  for (const { id, kind, source, target } of graph.edges.values()) {
    const [from, to] = [boxes.get(source), boxes.get(target)];
    const isUsual = kind === 'publish' || kind === 'binding' || kind === 'consume' || kind === 'bundle';
    if (!isUsual || from === undefined || to === undefined) continue;
    const others = [...boxes].flatMap(([other, box]) => (other === source || other === target ? [] : [box]));
    const detour = detourBetween(
      { x: from.x + from.width, y: from.y + from.height / 2 },
      { x: to.x, y: to.y + to.height / 2 },
      others,
    );
    if (detour !== null) detours.set(id, detour);
  }
  return detours;
}

/** The lines of dead letters that go over the nodes, because the way below them would run under one. */
export function overheadsOf(graph: StageGraph, boxes: ReadonlyMap<string, Box>): Set<string> {
  const overheads = new Set<string>();
  for (const { id, kind, source, target } of graph.edges.values()) {
    const [queue, exchange] = [boxes.get(source), boxes.get(target)];
    if (kind !== 'dead-letter' || queue === undefined || exchange === undefined) continue;
    const others = [...boxes].flatMap(([other, box]) => (other === source || other === target ? [] : [box]));
    const isFree = (curve: Curve) => !others.some((box) => crosses(curve, box));
    if (!isFree(deadLetterCurve(queue, exchange)) && isFree(deadLetterOverhead(queue, exchange))) overheads.add(id);
  }
  return overheads;
}

/** How far from its left side a queue lets dead letters out. */
const DEAD_EXIT = 34;

export function deadLetterCurve(queue: Box, exchange: Box): Curve {
  const middle = exchange.x + exchange.width / 2;
  return returningCurve(
    { x: queue.x + DEAD_EXIT, y: queue.y + queue.height },
    { x: middle, y: exchange.y + exchange.height },
    { x: middle, y: exchange.y },
  );
}

/** The same from roof to roof. */
export function deadLetterOverhead(queue: Box, exchange: Box): Curve {
  return overheadCurve({ x: queue.x + DEAD_EXIT, y: queue.y }, { x: exchange.x + exchange.width / 2, y: exchange.y });
}

/** Null when the direct line is free, when it runs backwards, and when there is no way around. */
export function detourBetween(from: Point, to: Point, others: readonly Box[]): Detour | null {
  const near = others.filter(({ x, width }) => x + width > from.x && x < to.x);
  if (near.length === 0) return null;
  const direct = curveBetween(from, to);
  const hit = near.filter((box) => crosses(direct, box));
  if (hit.length === 0) return null;
  const left = Math.min(...hit.map(({ x }) => x)) - BEND;
  const right = Math.max(...hit.map(({ x, width }) => x + width)) + BEND;
  if (left <= from.x + BEND || right >= to.x - BEND) return null;
  const wanted = pointOn(direct, ((left + right) / 2 - from.x) / (to.x - from.x)).y;
  const gaps = near
    .filter(({ x, width }) => x < right && x + width > left)
    .flatMap(({ y, height }) => [y - CLEAR, y + height + CLEAR])
    .sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
  for (const y of gaps) {
    const detour = { left, right, y };
    const around = curveAround(from, to, detour);
    if (!near.some((box) => crosses(around, box))) return detour;
  }
  return null;
}

/** The line with its detour: two bends, and a straight piece between them. */
export function curveAround(from: Point, to: Point, { left, right, y }: Detour): Curve {
  const [start, end] = [
    { x: left, y },
    { x: right, y },
  ];
  const last = bend(end, to);
  return { ...bend(from, start), next: { ...bend(start, end), next: last } };
}

/** Level at both ends, so that pieces join without a corner. */
function bend(from: Point, to: Point): Curve {
  const reach = (to.x - from.x) / 2;
  return { from, control1: { x: from.x + reach, y: from.y }, control2: { x: to.x - reach, y: to.y }, to };
}

function crosses(curve: Curve, { x, y, width, height }: Box): boolean {
  const inner = { x, y: y + RIM, width, height: height - 2 * RIM };
  const [start, end] = [curve.from.x, endOf(curve).to.x];
  if (x + width < Math.min(start, end) || x > Math.max(start, end)) return false;
  let former = pointOn(curve, 0);
  for (let index = 1; index <= SAMPLES; index += 1) {
    const point = pointOn(curve, index / SAMPLES);
    if (isCut(former, point, inner)) return true;
    former = point;
  }
  return false;
}

/** Whether a straight piece of a line is partly within a box. */
function isCut(from: Point, to: Point, { x, y, width, height }: Box): boolean {
  const [left, right] = within(from.x, to.x, x, x + width);
  const [top, bottom] = within(from.y, to.y, y, y + height);
  return Math.max(left, top, 0) < Math.min(right, bottom, 1);
}

/** The part of the way between two numbers on which one is between two others. */
function within(from: number, to: number, low: number, high: number): readonly [begin: number, end: number] {
  if (from === to) return from > low && from < high ? [0, 1] : [1, 0];
  const [a, b] = [(low - from) / (to - from), (high - from) / (to - from)];
  return [Math.min(a, b), Math.max(a, b)];
}
