import type { Viewport } from '@/components/canvas/viewport';
import { SAMPLES, type Track } from '@/lib/stage-curve';
import type { Fate, Hop, Mark } from '@/lib/stage-planner';
import type { Sprites } from './token-sprites';

export type EdgeKind = 'publish' | 'binding' | 'consume' | 'dead-letter';

export interface EdgeTrack extends Track {
  readonly kind: EdgeKind;
}

/** What drawing asks the stage. */
export interface PaintingPort {
  /** How the canvas is looked at. */
  viewport(): Viewport;
  /** Where marks of a node appear, in flow coordinates. */
  anchorOf(node: string): { readonly x: number; readonly y: number } | null;
  edgeRate(edge: string): number;
}

export interface Painting {
  readonly context: CanvasRenderingContext2D;
  readonly sprites: Sprites | null;
  readonly tracks: ReadonlyMap<string, EdgeTrack>;
  readonly port: PaintingPort;
}

const FALLING: readonly Fate[] = ['unroutable', 'rejected', 'expired', 'dead-lettered'];
/** Dashes along a polyline cost by its corners; 21 pieces of a line still look like a curve. It divides SAMPLES - 1. */
const FLOW_STEP = 3;
/** How long the sign of a fate is seen. */
export const MARK_MS = 1_200;
/** How far it rises or falls meanwhile. */
const LIFT_PX = 30;

export function drawHop({ context, sprites, tracks, port }: Painting, hop: Hop, now: number): void {
  const track = tracks.get(hop.edge);
  if (track === undefined || sprites === null || now < hop.start) return;
  const isCrowd = typeof hop.colour === 'string';
  const plain = typeof hop.colour === 'string' ? sprites.crowd[hop.colour] : sprites.dots[hop.colour];
  if (plain === undefined) return;
  const head = typeof hop.colour === 'string' ? plain : sprites.token(hop.colour, hop);
  const progress = progressOf(hop, now);
  const { x, y, zoom } = port.viewport();
  const scale = Math.min(1.25, Math.max(0.4, zoom));
  const reach = sprites.dotReach * scale;
  const edge = Math.min(1, progress * 8, (1 - progress) * 8);
  for (let trail = hop.redelivered || isCrowd ? 0 : 3; trail >= 0; trail -= 1) {
    const at = progress - trail * 0.022;
    if (at < 0) continue;
    const [px, py] = pointAt(track, hop.reverse ? 1 - at : at);
    const size = reach * (1 - trail * 0.2);
    context.globalAlpha = (trail === 0 ? 1 : 0.32 - trail * 0.07) * (0.35 + 0.65 * edge);
    context.drawImage(trail === 0 ? head : plain, px * zoom + x - size, py * zoom + y - size, size * 2, size * 2);
  }
  context.globalAlpha = 1;
}

export function drawMark({ context, sprites, port }: Painting, mark: Mark, now: number): void {
  if (now < mark.start || sprites === null) return;
  const anchor = port.anchorOf(mark.node);
  if (anchor === null) return;
  const progress = (now - mark.start) / MARK_MS;
  const { x, y, zoom } = port.viewport();
  const grow = Math.min(1, progress * 7);
  const reach = sprites.markReach * Math.min(1.1, Math.max(0.55, zoom)) * (0.5 + 0.5 * grow);
  const falls = FALLING.includes(mark.fate);
  const lift = (falls ? 1 : -1) * LIFT_PX * progress * Math.max(0.6, zoom);
  // It goes as gently as it came, so that a row of them is not a pile.
  context.globalAlpha = Math.min(1, progress * 8) * (1 - progress * progress);
  const [left, top] = [anchor.x * zoom + x - reach, anchor.y * zoom + y + lift - reach];
  context.drawImage(sprites.marks[mark.fate], left, top, reach * 2, reach * 2);
  context.globalAlpha = 1;
}

/** Moving dashes, wider and faster with the rate. */
export function drawFlow({ context, sprites, tracks, port }: Painting, phase: number): boolean {
  if (sprites === null) return false;
  const { x, y, zoom } = port.viewport();
  let moved = false;
  context.lineCap = 'round';
  for (const [edge, track] of tracks) {
    const rate = port.edgeRate(edge);
    if (rate < 0.5) continue;
    moved = true;
    const weight = Math.log10(rate + 1);
    context.strokeStyle = sprites.lines[track.kind];
    context.lineWidth = (1.2 + weight * 0.75) * Math.max(0.6, zoom);
    context.setLineDash([2 * zoom, (16 - weight * 1.6) * zoom]);
    context.lineDashOffset = -(phase * (0.03 + weight * 0.035) * zoom);
    context.globalAlpha = 0.85;
    context.beginPath();
    for (let sample = 0; sample < SAMPLES; sample += FLOW_STEP) {
      context.lineTo((track.xs[sample] ?? 0) * zoom + x, (track.ys[sample] ?? 0) * zoom + y);
    }
    context.stroke();
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
  return moved;
}

function progressOf(hop: Hop, now: number): number {
  return (now - hop.start) / (hop.end - hop.start);
}

/** Where on the track, from 0 to 1. */
export function placeOf(hop: Hop, now: number): number {
  return hop.reverse ? 1 - progressOf(hop, now) : progressOf(hop, now);
}

export function pointAt(track: Track, progress: number): [number, number] {
  const at = Math.max(0, Math.min(1, progress)) * (SAMPLES - 1);
  const low = Math.floor(at);
  const high = Math.min(SAMPLES - 1, low + 1);
  const part = at - low;
  const [x0 = 0, x1 = 0] = [track.xs[low], track.xs[high]];
  const [y0 = 0, y1 = 0] = [track.ys[low], track.ys[high]];
  return [x0 + (x1 - x0) * part, y0 + (y1 - y0) * part];
}
