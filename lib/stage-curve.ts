import type { Point } from './stage-layout';

/** The line of an edge: a cubic from the right side of the source to the left side of the target, or several in a row. */
export interface Curve {
  readonly from: Point;
  readonly control1: Point;
  readonly control2: Point;
  readonly to: Point;
  /** What follows where it ends. */
  readonly next?: Curve;
}

export const SAMPLES = 64;
const MIN_REACH = 40;

export function curveBetween(from: Point, to: Point): Curve {
  const distance = to.x - from.x;
  // Backwards edges (an exchange bound to one further left) swing out on both sides.
  const reach = distance >= 0 ? Math.max(distance / 2, MIN_REACH) : Math.max(-distance * 0.6, 120);
  const lift = distance >= 0 ? 0 : Math.max(90, Math.abs(to.y - from.y) * 0.4);
  return {
    from,
    control1: { x: from.x + reach, y: from.y + lift },
    control2: { x: to.x - reach, y: to.y + lift },
    to,
  };
}

/** The line to an alternate exchange: down or up, between two exchanges of the same lane. */
export function verticalCurve(from: Point, to: Point): Curve {
  const reach = Math.max(Math.abs(to.y - from.y) / 2, 24) * (to.y >= from.y ? 1 : -1);
  return { from, control1: { x: from.x, y: from.y + reach }, control2: { x: to.x, y: to.y - reach }, to };
}

/**
 * The way of dead letters, against the stream: out of the floor of the queue and into the floor of the exchange, or into
 * its roof when it stands lower.
 */
export function returningCurve(from: Point, floor: Point, roof: Point): Curve {
  const isBelow = roof.y > from.y + 24;
  const to = isBelow ? roof : floor;
  const drop = isBelow ? Math.max(36, (to.y - from.y) / 2) : 64 + Math.max(0, to.y - from.y);
  return {
    from,
    control1: { x: from.x, y: from.y + drop },
    control2: { x: to.x, y: isBelow ? to.y - drop : to.y + 64 + Math.max(0, from.y - to.y) },
    to,
  };
}

/** The way of replies, against the stream and above it: out of the roof of a consumer, into the roof of another node. */
export function overheadCurve(from: Point, to: Point): Curve {
  const lift = Math.max(48, Math.min(150, Math.abs(to.x - from.x) * 0.12));
  const top = Math.min(from.y, to.y) - lift;
  return { from, control1: { x: from.x, y: top }, control2: { x: to.x, y: top }, to };
}

export function svgPath(curve: Curve): string {
  const pieces = piecesOf(curve).map(
    ({ control1, control2, to }) => `C${control1.x},${control1.y} ${control2.x},${control2.y} ${to.x},${to.y}`,
  );
  return `M${curve.from.x},${curve.from.y} ${pieces.join(' ')}`;
}

/** The last piece of the line, where its arrow is. */
export function endOf(curve: Curve): Curve {
  return curve.next === undefined ? curve : endOf(curve.next);
}

function piecesOf(curve: Curve): Curve[] {
  return curve.next === undefined ? [curve] : [curve, ...piecesOf(curve.next)];
}

/** Each piece has the same part of the way. */
export function pointOn(whole: Curve, part: number): Point {
  const pieces = piecesOf(whole);
  const index = Math.min(pieces.length - 1, Math.floor(part * pieces.length));
  const curve = pieces[index] ?? whole;
  const t = part * pieces.length - index;
  const u = 1 - t;
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return {
    x: a * curve.from.x + b * curve.control1.x + c * curve.control2.x + d * curve.to.x,
    y: a * curve.from.y + b * curve.control1.y + c * curve.control2.y + d * curve.to.y,
  };
}

/** A curve as 64 points at equal distances, so that a token's place is a look-up and its speed is constant. */
export interface Track {
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  readonly length: number;
}

export function trackOf(curve: Curve): Track {
  const fine = SAMPLES * 4;
  const points = Array.from({ length: fine + 1 }, (_, index) => pointOn(curve, index / fine));
  const distances = new Float64Array(fine + 1);
  for (let index = 1; index <= fine; index += 1) {
    const [a, b] = [points[index - 1] ?? curve.from, points[index] ?? curve.to];
    distances[index] = (distances[index - 1] ?? 0) + Math.hypot(b.x - a.x, b.y - a.y);
  }
  const length = distances[fine] ?? 0;
  const xs = new Float32Array(SAMPLES);
  const ys = new Float32Array(SAMPLES);
  let at = 0;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const target = (length * sample) / (SAMPLES - 1);
    while (at < fine && (distances[at] ?? 0) < target) at += 1;
    const point = points[at] ?? curve.to;
    xs[sample] = point.x;
    ys[sample] = point.y;
  }
  return { xs, ys, length };
}
