import type { StatsFrame, TraceBatch, TraceEvent } from './live-events';

/**
 * How messages are drawn. `tokens` follows single messages along their way, `stream` draws one dot for so many
 * messages on an edge, `flow` draws moving lines only. What is chosen is always printed on the stage.
 */
export type Motion =
  | { readonly kind: 'tokens' }
  | { readonly kind: 'stream'; readonly perDot: number }
  | { readonly kind: 'flow' };

const WINDOW_MS = 1_500;
const CALM_MS = 2_000;
/** Counts and traces come in different packets and in bursts: only a gap that lasts means that hops are not followed. */
const GAP_MS = 600;
/** How long a dot lives on an edge, roughly. */
const HOP_SECONDS = 0.8;
const RECOVER_MS = 20_000;
const TOKEN_HOPS_PER_SECOND = 240;
/** More dots a second than this on one edge would touch each other. */
const DOTS_PER_EDGE = 28;
const FLOW_HOPS_PER_SECOND = 8_000;
const STEPS = [1, 2, 5, 10, 25, 50, 100, 250, 500] as const;

/** Steps that are a dot on an edge, and that frames count. */
const HOPS: ReadonlySet<TraceEvent['type']> = new Set(['published', 'routed', 'delivered', 'dead-lettered']);

interface Sample {
  readonly at: number;
  readonly counted: number;
  readonly traced: number;
  readonly dropped: number;
  /** The count of the busiest edge. */
  readonly busiest: number;
}

export class Sampler {
  #samples: Sample[] = [];
  #motion: Motion = { kind: 'tokens' };
  #calmerSince: number | null = null;
  #gapSince: number | null = null;
  #capacity: number;

  #smoothSince: number | null = null;
  #isGivenUp = false;
  readonly #full: number;

  constructor(capacity = 300) {
    this.#capacity = capacity;
    this.#full = capacity;
  }

  get motion(): Motion {
    return this.#motion;
  }

  get isSimplified(): boolean {
    return this.#capacity < this.#full || this.#isGivenUp;
  }

  /** The machine cannot keep up: draw half of the dots. */
  halve(): void {
    this.#capacity = Math.max(40, Math.floor(this.#capacity / 2));
    this.#smoothSince = null;
  }

  /** The machine is far from keeping up: lines only, until it is quick for a while. */
  giveUpDots(): void {
    if (this.#motion.kind === 'tokens') this.halve();
    else this.#isGivenUp = true;
    this.#smoothSince = null;
  }

  /** Frames were quick: after a while of that, as many dots as at first. */
  recover(now = performance.now()): void {
    this.#smoothSince ??= now;
    if (now - this.#smoothSince < RECOVER_MS) return;
    this.#isGivenUp = false;
    this.#capacity = this.#full;
  }

  frame(frame: StatsFrame, now: number): Motion {
    const counted = frame.edges.reduce((sum, edge) => sum + edge.count, 0);
    const busiest = frame.edges.reduce((most, edge) => Math.max(most, edge.count), 0);
    return this.#observe({ at: now, counted, traced: 0, dropped: 0, busiest });
  }

  trace(batch: TraceBatch, now: number): Motion {
    const traced = batch.events.filter(({ type }) => HOPS.has(type)).length;
    return this.#observe({ at: now, counted: 0, traced, dropped: batch.dropped, busiest: 0 });
  }

  #observe(sample: Sample): Motion {
    this.#samples = [...this.#samples.filter(({ at }) => at > sample.at - WINDOW_MS), sample];
    const wanted = this.#wanted(sample.at);
    const step = rank(wanted) - rank(this.#motion);
    if (step === 0) this.#calmerSince = null;
    else if (step > 0) this.#switch(wanted);
    else if (this.#calmerSince === null) this.#calmerSince = sample.at;
    else if (sample.at - this.#calmerSince >= CALM_MS) this.#switch(wanted);
    return this.#motion;
  }

  #switch(motion: Motion): void {
    this.#motion = motion;
    this.#calmerSince = null;
  }

  #wanted(now: number): Motion {
    const sum = (pick: (sample: Sample) => number) => this.#samples.reduce((total, sample) => total + pick(sample), 0);
    const counted = sum((sample) => sample.counted);
    const traced = sum((sample) => sample.traced);
    const hops = (Math.max(counted, traced) * 1_000) / WINDOW_MS;
    if (hops > FLOW_HOPS_PER_SECOND || (this.#isGivenUp && hops > TOKEN_HOPS_PER_SECOND)) return { kind: 'flow' };
    const hasGap = counted - traced > Math.max(6, counted * 0.3);
    this.#gapSince = hasGap ? (this.#gapSince ?? now) : null;
    const isFollowed = this.#gapSince === null || now - this.#gapSince < GAP_MS;
    if (isFollowed && sum((sample) => sample.dropped) === 0 && hops <= TOKEN_HOPS_PER_SECOND) {
      return { kind: 'tokens' };
    }
    const busiest = (sum((sample) => sample.busiest) * 1_000) / WINDOW_MS;
    const needed = Math.max((hops * HOP_SECONDS) / this.#capacity, busiest / DOTS_PER_EDGE);
    return { kind: 'stream', perDot: STEPS.find((perDot) => perDot >= needed) ?? 500 };
  }
}

function rank(motion: Motion): number {
  if (motion.kind === 'tokens') return 0;
  return motion.kind === 'flow' ? 1_000 : motion.perDot;
}

export function samplingLabel(motion: Motion): string {
  if (motion.kind === 'tokens') return '1 dot = 1 message';
  if (motion.kind === 'flow') return 'Flow: no single messages, faster lines carry more';
  return motion.perDot === 1 ? '1 dot = 1 message' : `1 dot = ${motion.perDot} messages`;
}
