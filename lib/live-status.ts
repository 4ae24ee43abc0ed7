import type { Snapshot, StatsFrame } from './live-events';

export type LiveStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live'; readonly latencyMs: number }
  | { readonly kind: 'stale'; readonly ageSeconds: number }
  | { readonly kind: 'offline'; readonly reason: string | null };

const STALE_AFTER_MS = 3_000;
const KEPT_DELAYS = 15;

/**
 * How fresh the picture is. The difference between the two clocks is taken from the round trip of the join, as
 * Cristian's algorithm does; after that the delay of every frame tells how old it was when it arrived.
 */
export class Freshness {
  #skewMs = 0;
  #delays: number[] = [];
  #lastFrameAt = 0;
  #connected = false;
  #joined = false;
  #reason: string | null = null;

  joined(snapshot: Snapshot, sentAt: number, receivedAt: number): void {
    this.#skewMs = snapshot.stats.at - (sentAt + receivedAt) / 2;
    this.#delays = [(receivedAt - sentAt) / 2];
    this.#lastFrameAt = receivedAt;
    this.#joined = true;
    this.#reason = null;
  }

  frame(frame: StatsFrame, now: number): void {
    this.#lastFrameAt = now;
    this.#delays = [...this.#delays.slice(1 - KEPT_DELAYS), Math.max(0, now + this.#skewMs - frame.at)];
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

  status(now: number): LiveStatus {
    if (!this.#connected && this.#reason !== null) return { kind: 'offline', reason: this.#reason };
    if (!this.#connected || !this.#joined) return { kind: 'connecting' };
    const age = now - this.#lastFrameAt;
    if (age > STALE_AFTER_MS) return { kind: 'stale', ageSeconds: Math.floor(age / 1_000) };
    const sorted = [...this.#delays].sort((a, b) => a - b);
    return { kind: 'live', latencyMs: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0) };
  }
}

export function sameStatus(a: LiveStatus, b: LiveStatus): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
