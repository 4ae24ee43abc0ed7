import type { TopologyOp } from '@/lib/live-events';

interface Pending {
  readonly op: TopologyOp;
  /** Viewers have never heard of the thing. */
  readonly isNew: boolean;
}

/**
 * Topology changes between two patches. Each thing is listed once, as it is in the end; what came and went in between
 * is not listed at all.
 */
export class PatchBuffer {
  #pending = new Map<string, Pending>();

  /** `isUpdate`: the thing was there before. */
  put(key: string, op: TopologyOp, isUpdate = false): void {
    const earlier = this.#pending.get(key);
    const isNew = earlier?.isNew ?? !isUpdate;
    this.#pending.delete(key);
    this.#pending.set(key, { op, isNew });
  }

  remove(key: string, op: TopologyOp): void {
    const earlier = this.#pending.get(key);
    this.#pending.delete(key);
    if (earlier?.isNew !== true) this.#pending.set(key, { op, isNew: false });
  }

  take(): readonly TopologyOp[] {
    if (this.#pending.size === 0) return [];
    const ops = [...this.#pending.values()].map((pending) => pending.op);
    this.#pending = new Map();
    return ops;
  }
}
