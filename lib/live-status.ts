import type { StatsFrame } from './live-events';

export type LiveStatus =
  | { readonly kind: 'connecting' }
  | {
      readonly kind: 'live';
      readonly latencyMs: number;
      /** It comes by requests, one after the other, because no WebSocket could be had. */
      readonly isPolling: boolean;
    }
  | { readonly kind: 'stale'; readonly ageSeconds: number }
  | { readonly kind: 'offline'; readonly reason: string | null };

const STALE_AFTER_MS = 3_000;
const KEPT_DELAYS = 15;
const KEPT_ROUND_TRIPS = 4;

/**
 * How fresh the picture is. The clocks of broker and browser may differ, so the delay of a frame is taken against the
 * fastest frame so far, which needed about half of the shortest round trip.
 */
export class Freshness {
  #roundTrips: readonly number[] = [];
  #fastest = Number.POSITIVE_INFINITY;
  #differences: number[] = [];
  #lastFrameAt = 0;
  #connected = false;
  #joined = false;
  #reason: string | null = null;

  joined(now: number): void {
    this.#differences = [];
    this.#fastest = Number.POSITIVE_INFINITY;
    this.#lastFrameAt = now;
    this.#joined = true;
    this.#reason = null;
  }

  /** A call was answered: how long the way there and back took. */
  answered(roundTripMs: number): void {
    this.#roundTrips = [...this.#roundTrips.slice(1 - KEPT_ROUND_TRIPS), roundTripMs];
  }

  frame(frame: StatsFrame, now: number): void {
    this.#lastFrameAt = now;
    const difference = now - frame.at;
    this.#fastest = Math.min(this.#fastest, difference);
    this.#differences = [...this.#differences.slice(1 - KEPT_DELAYS), difference];
  }

  connected(): void {
    this.#connected = true;
    this.#reason = null;
  }

  left(): void {
    this.#joined = false;
  }

  disconnected(reason: string | null): void {
    this.#connected = false;
    this.#joined = false;
    this.#reason = reason;
  }

  failed(reason: string): void {
    this.#joined = false;
    this.#reason = reason;
  }

  status(now: number, isPolling = false): LiveStatus {
    if (!this.#connected && this.#reason !== null) return { kind: 'offline', reason: this.#reason };
    if (!this.#connected || !this.#joined) return { kind: 'connecting' };
    const age = now - this.#lastFrameAt;
    if (age > STALE_AFTER_MS) return { kind: 'stale', ageSeconds: Math.floor(age / 1_000) };
    return { kind: 'live', latencyMs: Math.round(this.#delay()), isPolling };
  }

  #delay(): number {
    const base = this.#roundTrips.length === 0 ? 0 : Math.min(...this.#roundTrips) / 2;
    const sorted = [...this.#differences].sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)];
    return median === undefined ? base : median - this.#fastest + base;
  }
}

export function sameStatus(a: LiveStatus, b: LiveStatus): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
