import type { StatsFrame, TraceBatch } from '@/lib/live-events';
import { type Curve, trackOf } from '@/lib/stage-curve';
import { type EdgeMap, type Hop, type Mark, StreamPlanner, TokenPlanner } from '@/lib/stage-planner';
import { type Motion, Sampler } from '@/lib/stage-sampling';
import type { Drawn } from './motion-store';
import {
  drawFlow,
  drawHop,
  drawMark,
  type EdgeKind,
  type EdgeTrack,
  MARK_MS,
  type PaintingPort,
  placeOf,
  pointAt,
} from './token-painting';
import { drawSprites, type Sprites } from './token-sprites';

/** What the engine asks the stage while it draws. */
export interface EnginePort extends PaintingPort {
  readonly edges: EdgeMap;
  onDrawn(drawn: Drawn): void;
}

const MAX_SPRITES = 600;
const MAX_MARKS = 200;
const MARK_GAP_MS = 220;
/** So long it is told that signs are left out. */
const LEFT_OUT_MS = 2_000;
/** Of this time, most frames have to be quick: where one in twenty takes longer, fewer dots are drawn. */
const WATCHED_MS = 2_000;
const SLOW_FRAME_MS = 20;
/** And when they take this long, none. */
const STUCK_FRAME_MS = 40;
/** Where lines flow and no dot travels, half of the frames are enough, and the other half is free for the page. */
const FLOW_FRAME_MS = 30;
/** How near the pointer must be to a dot to be on it. */
const HIT_PX = 12;

/** Draws every message of the stage on one canvas, in one animation frame loop that stops when nothing moves. */
export class TokenEngine {
  readonly #port: EnginePort;
  readonly #sampler = new Sampler();
  readonly #tokens: TokenPlanner;
  readonly #stream: StreamPlanner;
  readonly #tracks = new Map<string, EdgeTrack>();
  #hops: Hop[] = [];
  #marks: Mark[] = [];
  /** When a sign of each kind last began at each node. */
  readonly #lastMarks = new Map<string, number>();
  /** When a sign was last left out. */
  #leftOutAt = Number.NEGATIVE_INFINITY;
  #canvas: HTMLCanvasElement | null = null;
  #context: CanvasRenderingContext2D | null = null;
  #sprites: Sprites | null = null;
  #ratio = 1;
  #frameRequest = 0;
  /** The view is frozen, or a message is under the pointer: either stops the clock. */
  #isFrozen = false;
  #isHeld = false;
  #isStill = false;
  #pausedAt = 0;
  #pausedFor = 0;
  #lastFrame = 0;
  #frames: number[] = [];
  #watchedSince = 0;
  #phase = 0;
  #drawnAt = 0;

  constructor(port: EnginePort) {
    this.#port = port;
    this.#tokens = new TokenPlanner(port.edges);
    this.#stream = new StreamPlanner(port.edges);
  }

  attach(canvas: HTMLCanvasElement): void {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
    this.resize();
  }

  detach(): void {
    cancelAnimationFrame(this.#frameRequest);
    this.#frameRequest = 0;
    this.#canvas = null;
    this.#context = null;
  }

  resize(): void {
    const canvas = this.#canvas;
    if (canvas === null) return;
    this.#ratio = Math.min(window.devicePixelRatio || 1, 2);
    canvas.width = Math.round(canvas.clientWidth * this.#ratio);
    canvas.height = Math.round(canvas.clientHeight * this.#ratio);
    this.restyle();
  }

  /** The theme or the resolution changed. */
  restyle(): void {
    if (this.#canvas !== null) this.#sprites = drawSprites(this.#canvas, this.#ratio);
    this.wake();
  }

  setTrack(edge: string, kind: EdgeKind, curve: Curve): void {
    this.#tracks.set(edge, { ...trackOf(curve), kind });
    this.wake();
  }

  removeTrack(edge: string): void {
    this.#tracks.delete(edge);
  }

  lengthOf(edge: string): number {
    return this.#tracks.get(edge)?.length ?? 160;
  }

  /** Everything stands still until it is let go. */
  freeze(isFrozen: boolean): void {
    this.#changeClock(() => {
      this.#isFrozen = isFrozen;
    });
  }

  /** As long as a message is under the pointer. What arrives meanwhile is not drawn. */
  hold(isHeld: boolean): void {
    if (isHeld !== this.#isHeld) {
      this.#changeClock(() => {
        this.#isHeld = isHeld;
      });
    }
  }

  /** The followed message whose dot is at this place of the canvas. */
  messageAt(x: number, y: number): number | null {
    const now = this.#now();
    const { x: left, y: top, zoom } = this.#port.viewport();
    let found: number | null = null;
    let nearest = HIT_PX;
    for (const hop of this.#hops) {
      const track = this.#tracks.get(hop.edge);
      if (track === undefined || hop.message === null || now < hop.start || now > hop.end) continue;
      const [px, py] = pointAt(track, placeOf(hop, now));
      const distance = Math.hypot(px * zoom + left - x, py * zoom + top - y);
      if (distance >= nearest) continue;
      nearest = distance;
      found = hop.message;
    }
    return found;
  }

  /** Messages on their way at this moment, oldest first. */
  inFlight(): number[] {
    const now = this.#now();
    const under = this.#hops.filter(({ start, end }) => start <= now && now <= end);
    return [...new Set(under.flatMap(({ message }) => (message === null ? [] : [message])))].sort((a, b) => a - b);
  }

  #changeClock(change: () => void): void {
    const before = this.#isPaused;
    change();
    if (this.#isPaused === before) return;
    if (this.#isPaused) this.#pausedAt = performance.now();
    else this.#pausedFor += performance.now() - this.#pausedAt;
    this.wake();
  }

  get #isPaused(): boolean {
    return this.#isFrozen || this.#isHeld;
  }

  /** Without motion (reduced motion is asked for): nothing travels, counts and thickness tell it all. */
  setStill(still: boolean): void {
    this.#isStill = still;
    if (still) this.clear();
  }

  clear(): void {
    this.#hops = [];
    this.#marks = [];
    this.#lastMarks.clear();
    this.#tokens.clear();
    this.#stream.clear();
    this.wake();
  }

  frame(frame: StatsFrame): void {
    const motion = this.#sampler.frame(frame, performance.now());
    this.#tell(motion);
    if (this.#isSilent() || motion.kind === 'tokens') return;
    if (motion.kind === 'stream') {
      this.#add(this.#stream.plan(frame.edges, frame.intervalMs, motion.perDot, this.#now()), []);
    }
    this.wake();
  }

  trace(batch: TraceBatch): void {
    const motion = this.#sampler.trace(batch, performance.now());
    this.#tell(motion);
    if (this.#isSilent() || motion.kind !== 'tokens') return;
    const plan = this.#tokens.plan(batch.events, this.#now());
    this.#add(plan.hops, plan.marks);
    this.wake();
  }

  wake(): void {
    // What was moved under the dashes is not waited for.
    this.#drawnAt = 0;
    if (this.#frameRequest !== 0 || this.#canvas === null || document.hidden) return;
    this.#lastFrame = 0;
    this.#frameRequest = requestAnimationFrame((time) => this.#draw(time));
  }

  #isSilent(): boolean {
    return this.#isStill || this.#isPaused || document.hidden;
  }

  #now(): number {
    return (this.#isPaused ? this.#pausedAt : performance.now()) - this.#pausedFor;
  }

  #add(hops: readonly Hop[], marks: readonly Mark[]): void {
    const room = MAX_SPRITES - this.#hops.length;
    this.#hops.push(...hops.slice(0, Math.max(0, room)));
    const apart = marks.filter((mark) => this.#isApart(mark)).slice(0, MAX_MARKS);
    if (apart.length < marks.length) this.#leftOutAt = this.#now();
    this.#marks.push(...apart);
  }

  #tell(motion: Motion): void {
    const hasFewerSigns = motion.kind === 'tokens' && this.#now() - this.#leftOutAt < LEFT_OUT_MS;
    this.#port.onDrawn({ motion, isSimplified: this.#sampler.isSimplified, hasFewerSigns });
  }

  /** Of many signs of the same kind at one node, only as many as can be told apart. */
  #isApart({ node, fate, start }: Mark): boolean {
    const key = `${fate} ${node}`;
    const last = this.#lastMarks.get(key);
    if (last !== undefined && Math.abs(start - last) < MARK_GAP_MS) return false;
    this.#lastMarks.set(key, start);
    return true;
  }

  #draw(time: number): void {
    this.#frameRequest = 0;
    const context = this.#context;
    const canvas = this.#canvas;
    if (context === null || canvas === null) return;
    this.#watchSpeed(time);
    const now = this.#now();
    const isFlowing = this.#sampler.motion.kind === 'flow' && !this.#isStill;
    const isFlowAlone = isFlowing && this.#hops.length === 0 && this.#marks.length === 0;
    if (isFlowAlone && time - this.#drawnAt < FLOW_FRAME_MS && !this.#isPaused) return this.#drawAgain();
    this.#drawnAt = time;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    this.#hops = this.#hops.filter((hop) => hop.end > now);
    this.#marks = this.#marks.filter((mark) => mark.start + MARK_MS > now);
    if (this.#marks.length === 0) this.#lastMarks.clear();
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    const painting = { context, sprites: this.#sprites, tracks: this.#tracks, port: this.#port };
    const moved = isFlowing && drawFlow(painting, this.#phase);
    for (const hop of this.#hops) drawHop(painting, hop, now);
    for (const mark of this.#marks) drawMark(painting, mark, now);
    const isMoving = this.#hops.length > 0 || this.#marks.length > 0 || moved;
    if (isMoving && !this.#isPaused) this.#drawAgain();
  }

  #drawAgain(): void {
    if (!document.hidden) this.#frameRequest = requestAnimationFrame((next) => this.#draw(next));
  }

  /** A machine that cannot keep up gets fewer dots, and then lines alone. */
  #watchSpeed(time: number): void {
    const took = this.#lastFrame === 0 ? 0 : time - this.#lastFrame;
    this.#lastFrame = time;
    if (!this.#isPaused) this.#phase += Math.min(took, 50);
    // The first frame after a rest says nothing, nor does one during which the tab was away.
    if (took > 0 && took < 500) this.#frames.push(took);
    if (time - this.#watchedSince < WATCHED_MS) return;
    const isEnough = this.#frames.length >= 20;
    const slow = isEnough ? (this.#frames.sort((a, b) => a - b)[Math.floor(this.#frames.length * 0.95)] ?? 0) : 0;
    if (slow > STUCK_FRAME_MS) this.#sampler.giveUpDots();
    else if (slow > SLOW_FRAME_MS) this.#sampler.halve();
    else if (isEnough) this.#sampler.recover();
    this.#frames = [];
    this.#watchedSince = time;
  }
}
