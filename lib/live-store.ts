import type { EdgeCount, PlaygroundClient, ReplyCount, Snapshot, StatsFrame, TraceBatch } from './live-events';
import { type LiveModel, modelOf } from './live-model';
import { LiveNumbers } from './live-numbers';
import { LivePlayground } from './live-playground';
import { LiveRecorder } from './live-recorder';
import { LiveReplay, type Speed } from './live-replay';
import { LiveRoom } from './live-room';
import { Freshness, type LiveStatus, sameStatus } from './live-status';
import { ask, isPolling, type LiveSocket, liveSocket } from './socket';
import { type ReplyRoutes, replyKeyOf } from './stage-graph';

/** What React may see. It is replaced as a whole, at most every 50 ms. */
export interface LiveState {
  readonly model: LiveModel | null;
  readonly clients: ReadonlyMap<string, PlaygroundClient>;
  readonly status: LiveStatus;
  /** Queues that got messages from the default exchange: its bindings are implicit and not part of the model. */
  readonly defaultRoutes: ReadonlySet<string>;
  /** Who has answered requests, and where to. */
  readonly replyRoutes: ReplyRoutes;
  /** Why the room could not be entered, in the server's words. */
  readonly failure: string | null;
  /** What is looked at: the present, or a moment of the last minutes. */
  readonly view: LiveView;
}

export type LiveView =
  | { readonly kind: 'live' }
  | { readonly kind: 'past'; readonly at: number; readonly isPlaying: boolean; readonly speed: Speed };

const LIVE: LiveView = { kind: 'live' };

const NOTIFY_MS = 50;
const SECOND_MS = 1_000;
const PLAYGROUND_SECONDS = 15;

const NOTHING: LiveState = {
  model: null,
  clients: new Map(),
  status: { kind: 'connecting' },
  defaultRoutes: new Set(),
  replyRoutes: new Map(),
  failure: null,
  view: LIVE,
};

type PrimedState = LiveState & { readonly model: LiveModel };

/** What is seen of a vhost before its room has been entered. */
export function primedState(snapshot: Snapshot): PrimedState {
  return { ...NOTHING, model: modelOf(snapshot) };
}

/** The room of one vhost as this tab sees it: ordered structure for React, numbers and traces for the painters. */
export class LiveStore {
  /** The last minutes, as they arrived. It goes on recording while the past is looked at. */
  readonly recorder = new LiveRecorder();
  readonly playground: LivePlayground;
  readonly #socketOf: () => LiveSocket;
  readonly #room: LiveRoom;
  readonly #freshness = new Freshness();
  readonly #listeners = new Set<() => void>();
  readonly #traceListeners = new Set<(batch: TraceBatch) => void>();
  readonly #present = new LiveNumbers();
  readonly #frameListeners = new Set<(frame: StatsFrame) => void>();
  /** The present, and what is shown: the same, unless the past is looked at. */
  #live: LiveState = NOTHING;
  #state: LiveState = NOTHING;
  #replay: LiveReplay | null = null;
  #pending: Partial<LiveState> = {};
  #timer: ReturnType<typeof setTimeout> | null = null;
  #notifiedAt = 0;
  #ticker: ReturnType<typeof setInterval> | null = null;
  #wired = false;
  #seconds = 0;

  constructor(socketOf: () => LiveSocket = liveSocket) {
    this.#socketOf = socketOf;
    this.#present.subscribe((frame) => {
      this.recorder.frame(frame, () => this.#present.all());
      if (this.#replay === null) for (const listener of this.#frameListeners) listener(frame);
    });
    this.playground = new LivePlayground(socketOf, () => this.#set({ clients: this.playground.clients }));
    this.#room = new LiveRoom(
      {
        join: (vhost) => this.#join(vhost),
        snapshot: () => ask<Snapshot>((ack) => this.#socketOf().emit('live:snapshot', ack)),
        later: (ms, run) => setTimeout(run, ms),
      },
      {
        onSnapshot: (snapshot) => this.#onSnapshot(snapshot),
        onModel: (model) => this.#onModel(model),
        onFailure: (reason) => {
          this.#freshness.failed(reason);
          this.#set({ failure: reason });
        },
      },
    );
  }

  /** The numbers of what is shown: of the present, or of the moment that is looked at. */
  get numbers(): LiveNumbers {
    return this.#replay?.numbers ?? this.#present;
  }

  getState = (): LiveState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Frames of what is shown. */
  onFrame(listener: (frame: StatsFrame) => void): () => void {
    this.#frameListeners.add(listener);
    return () => this.#frameListeners.delete(listener);
  }

  /** The view stands still; the broker, and the recording of it, go on. */
  freeze(): LiveReplay | null {
    if (this.#replay !== null || this.#live.model === null) return this.#replay;
    const replay = new LiveReplay(
      this.recorder,
      {
        now: Date.now,
        changed: () => this.#set({}),
        trace: (batch) => {
          for (const listener of this.#traceListeners) listener(batch);
        },
      },
      Date.now(),
    );
    replay.numbers.subscribe((frame) => {
      for (const listener of this.#frameListeners) listener(frame);
    });
    this.#replay = replay;
    this.#set({});
    return replay;
  }

  /** The view of the past, if there is one. */
  get replay(): LiveReplay | null {
    return this.#replay;
  }

  goLive(): void {
    this.#replay?.stop();
    this.#replay = null;
    this.#set({});
  }

  onTrace(listener: (batch: TraceBatch) => void): () => void {
    this.#traceListeners.add(listener);
    return () => this.#traceListeners.delete(listener);
  }

  /** Shows what came with the page, until its room has been entered. */
  prime(snapshot: Snapshot, state: PrimedState): void {
    this.#room.prime(snapshot, state.model);
    this.#present.reset(snapshot.stats);
    this.#live = state;
    this.#state = state;
  }

  enter(vhost: string): void {
    if (this.#room.vhost !== vhost) {
      this.goLive();
      this.recorder.clear();
      this.#present.clear();
      this.#set({ defaultRoutes: new Set(), replyRoutes: new Map(), failure: null });
    }
    this.#wire();
    const socket = this.#socketOf();
    this.#seconds = 0;
    this.#ticker ??= setInterval(() => this.#onSecond(), SECOND_MS);
    this.#room.enter(vhost);
    if (!socket.connected) socket.connect();
  }

  leave(): void {
    this.goLive();
    this.#room.leave();
    this.#freshness.left();
    if (this.#ticker !== null) clearInterval(this.#ticker);
    this.#ticker = null;
    if (this.#socketOf().connected) this.#socketOf().emit('live:leave');
  }

  async #join(vhost: string): Promise<Snapshot> {
    if (!this.#socketOf().connected) return new Promise(() => {});
    const snapshot = await ask<Snapshot>((ack) => this.#socketOf().emit('live:join', vhost, ack));
    this.#freshness.joined(Date.now());
    void this.#loadPlayground(vhost);
    return snapshot;
  }

  async #loadPlayground(vhost: string): Promise<void> {
    const sentAt = performance.now();
    try {
      await this.playground.load(vhost);
      this.#freshness.answered(performance.now() - sentAt);
    } catch {
      // The stage is of use without its playground; a call of a person will say what is wrong.
    }
  }

  #wire(): void {
    if (this.#wired) return;
    this.#wired = true;
    const socket = this.#socketOf();
    socket.on('connect', () => {
      this.#freshness.connected();
      this.#room.rejoin();
      this.#tick();
    });
    socket.on('disconnect', (reason) => this.#lost(reason));
    socket.on('connect_error', (error) => this.#lost(error.message));
    socket.on('live:patch', (patch) => this.#room.onPatch(patch));
    socket.on('live:stats', (frame) => {
      if (frame.vhost !== this.#room.vhost || this.#live.model === null) return;
      this.#freshness.frame(frame, Date.now());
      this.#present.apply(frame);
      this.#noteDefaultRoutes(frame.edges);
      this.#noteReplies(frame.replies);
    });
    socket.on('live:trace', (batch) => {
      if (batch.vhost !== this.#room.vhost) return;
      this.recorder.trace(batch);
      if (this.#replay === null) for (const listener of this.#traceListeners) listener(batch);
    });
    socket.on('live:left', ({ vhost, reason }) => this.#room.expelled(vhost, reason));
    socket.on('playground:changed', (client) => this.playground.put(client));
    socket.on('playground:removed', (id) => this.playground.drop(id));
    if (socket.connected) this.#freshness.connected();
  }

  #lost(reason: string): void {
    this.#freshness.disconnected(reason);
    this.#tick();
  }

  #onSnapshot(snapshot: Snapshot): void {
    this.#present.reset(snapshot.stats);
    this.#set({ failure: null });
    this.#tick();
  }

  #onModel(model: LiveModel | null): void {
    if (model !== null) this.#present.prune(model);
    this.#set({ model });
  }

  #noteDefaultRoutes(edges: readonly EdgeCount[]): void {
    const known = this.#pending.defaultRoutes ?? this.#live.defaultRoutes;
    const found = edges.flatMap((edge) => (edge.kind === 'route' && edge.source === '' ? [edge.destination] : []));
    if (found.some((queue) => !known.has(queue))) this.#set({ defaultRoutes: new Set([...known, ...found]) });
  }

  #noteReplies(replies: readonly ReplyCount[]): void {
    if (replies.length === 0) return;
    const known = this.#pending.replyRoutes ?? this.#live.replyRoutes;
    const fresh = replies.filter((reply) => !known.has(replyKeyOf(reply)));
    if (fresh.length > 0) {
      this.#set({ replyRoutes: new Map([...known, ...fresh.map((reply) => [replyKeyOf(reply), reply] as const)]) });
    }
  }

  /** The playground is read again now and then: it tells how long a call takes, and it heals a lost event. */
  #onSecond(): void {
    this.#seconds += 1;
    const vhost = this.#room.vhost;
    const isDue = this.#seconds === 2 || this.#seconds % PLAYGROUND_SECONDS === 0;
    if (isDue && vhost !== null && this.#socketOf().connected) void this.#loadPlayground(vhost);
    this.#tick();
  }

  #tick(): void {
    const status = this.#freshness.status(Date.now(), isPolling(this.#socketOf()));
    if (!sameStatus(status, this.#live.status)) this.#set({ status });
  }

  /** The first change of a burst shows at once; the rest of it is gathered. */
  #set(change: Partial<LiveState>): void {
    this.#pending = { ...this.#pending, ...change };
    if (this.#timer !== null) return;
    const wait = this.#notifiedAt + NOTIFY_MS - Date.now();
    if (wait <= 0) this.#notify();
    else this.#timer = setTimeout(() => this.#notify(), wait);
  }

  #notify(): void {
    this.#timer = null;
    this.#notifiedAt = Date.now();
    this.#live = { ...this.#live, ...this.#pending };
    this.#pending = {};
    this.recorder.moment(this.#live);
    this.#state = this.#shown();
    for (const listener of this.#listeners) listener();
  }

  #shown(): LiveState {
    if (this.#replay === null) return this.#live;
    const { at, isPlaying, speed, moment } = this.#replay;
    return { ...this.#live, ...moment, view: { kind: 'past', at, isPlaying, speed } };
  }
}

export const liveStore = new LiveStore();
