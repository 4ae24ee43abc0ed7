import type { ConsumerWork } from './live-events';

/** After so long of work what was done before counts half. */
const HALF_LIFE_MS = 10_000;

export interface Work {
  /** Milliseconds from delivery to settlement, the mean. */
  readonly msPerJob: number;
  /** The part that was rejected or negatively acknowledged, from 0 to 1. */
  readonly failed: number;
}

/** What a consumer has settled lately. While it settles nothing its last numbers stand. */
export class WorkMeter {
  settled = 0;
  refused = 0;
  busyMs = 0;
  #at = 0;

  add({ acked, refused, busyMs }: ConsumerWork, at: number): void {
    const kept = 0.5 ** (Math.max(0, at - this.#at) / HALF_LIFE_MS);
    this.#at = at;
    this.settled = this.settled * kept + acked + refused;
    this.refused = this.refused * kept + refused;
    this.busyMs = this.busyMs * kept + busyMs;
  }
}

/** Over several consumers; null when none of them has settled anything. */
export function workOf(meters: readonly (WorkMeter | undefined)[]): Work | null {
  let [settled, refused, busyMs] = [0, 0, 0];
  for (const meter of meters) {
    if (meter === undefined) continue;
    settled += meter.settled;
    refused += meter.refused;
    busyMs += meter.busyMs;
  }
  return settled === 0 ? null : { msPerJob: busyMs / settled, failed: refused / settled };
}
