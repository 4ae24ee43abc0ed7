import type { Snapshot, TopologyPatch } from './live-events';
import { applyOps, type LiveModel, modelOf } from './live-model';

/** What the room needs from the socket. */
export interface RoomPort {
  join(vhost: string): Promise<Snapshot>;
  snapshot(): Promise<Snapshot>;
  later(ms: number, run: () => void): void;
}

export interface RoomListener {
  /** The structure was replaced: a first snapshot, or one after a gap or a reconnect. */
  onSnapshot(snapshot: Snapshot): void;
  onModel(model: LiveModel | null): void;
  onFailure(reason: string): void;
}

const RETRY_MS = 1_000;

/**
 * The order of things in one room. Patches are applied only in sequence; while a snapshot is on its way they wait, and
 * what the snapshot already contains is skipped.
 */
export class LiveRoom {
  readonly #port: RoomPort;
  readonly #listener: RoomListener;
  #vhost: string | null = null;
  #model: LiveModel | null = null;
  #rev = 0;
  #waiting: TopologyPatch[] = [];
  #loading = false;
  #generation = 0;

  constructor(port: RoomPort, listener: RoomListener) {
    this.#port = port;
    this.#listener = listener;
  }

  get vhost(): string | null {
    return this.#vhost;
  }

  /** Begins with what came with the page; whoever calls it shows that already. */
  prime({ vhost, rev }: Snapshot, model: LiveModel): void {
    this.#vhost = vhost;
    this.#rev = rev;
    this.#model = model;
  }

  enter(vhost: string): void {
    if (this.#vhost !== vhost) {
      this.#model = null;
      this.#listener.onModel(null);
    }
    this.#vhost = vhost;
    this.#waiting = [];
    this.#load('join');
  }

  leave(): void {
    this.#generation += 1;
    this.#vhost = null;
    this.#model = null;
    this.#waiting = [];
    this.#loading = false;
  }

  /** The socket is back: the server has forgotten us, and we may have missed patches. */
  rejoin(): void {
    if (this.#vhost !== null) this.enter(this.#vhost);
  }

  /** The server has put us out. Later it may let us in again; a vhost that was deleted stays as it was last seen. */
  expelled(vhost: string, reason: string): void {
    if (vhost !== this.#vhost || this.#model?.removed === true) return;
    this.#generation += 1;
    this.#model = null;
    this.#waiting = [];
    this.#loading = false;
    this.#listener.onModel(null);
    this.#refused(reason);
  }

  onPatch(patch: TopologyPatch): void {
    if (patch.vhost !== this.#vhost) return;
    if (this.#loading) {
      this.#waiting.push(patch);
      return;
    }
    if (patch.rev <= this.#rev || this.#model === null) return;
    if (patch.rev > this.#rev + 1) {
      this.#waiting.push(patch);
      this.#load('snapshot');
      return;
    }
    this.#apply(patch);
    this.#listener.onModel(this.#model);
  }

  #load(call: 'join' | 'snapshot'): void {
    const vhost = this.#vhost;
    if (vhost === null) return;
    this.#generation += 1;
    const generation = this.#generation;
    this.#loading = true;
    const answer = call === 'join' ? this.#port.join(vhost) : this.#port.snapshot();
    answer.then(
      (snapshot) => {
        if (generation === this.#generation) this.#accept(snapshot);
      },
      (failure: unknown) => {
        if (generation !== this.#generation) return;
        this.#refused(failure instanceof Error ? failure.message : String(failure));
      },
    );
  }

  #refused(reason: string): void {
    const generation = this.#generation;
    this.#listener.onFailure(reason);
    this.#port.later(RETRY_MS, () => {
      if (generation === this.#generation) this.#load('join');
    });
  }

  #accept(snapshot: Snapshot): void {
    this.#loading = false;
    this.#model = modelOf(snapshot);
    this.#rev = snapshot.rev;
    this.#listener.onSnapshot(snapshot);
    const waiting = this.#waiting.sort((a, b) => a.rev - b.rev);
    this.#waiting = [];
    for (const [index, patch] of waiting.entries()) {
      if (patch.rev <= this.#rev) continue;
      if (patch.rev > this.#rev + 1) {
        this.#waiting = waiting.slice(index);
        this.#load('snapshot');
        break;
      }
      this.#apply(patch);
    }
    this.#listener.onModel(this.#model);
  }

  #apply(patch: TopologyPatch): void {
    if (this.#model === null) return;
    this.#model = applyOps(this.#model, patch.ops);
    this.#rev = patch.rev;
  }
}
