import type { Snapshot, StatsFrame, TopologyPatch, TraceBatch } from '@/lib/live-events';
import type { LogLevel } from '@/lib/log-levels';
import type { WireBatch } from '@/lib/wire-events';
import type { ManagementRequest, ManagementResponse } from '@/server/management/request';

export interface LiveListener {
  patch(patch: TopologyPatch): void;
  stats(frame: StatsFrame): void;
  trace(batch: TraceBatch): void;
}

/** One vhost, watched. Patches follow a snapshot without a gap. */
export interface LiveSubscription {
  /** Rejects when the vhost does not exist. */
  snapshot(): Promise<Snapshot>;
  close(): void;
}

export interface StreamPeer {
  readonly address: string;
  readonly port: number;
  readonly localAddress: string;
  readonly localPort: number;
  readonly protocol: string;
}

/** What the engine does to the far end of a byte stream that carries AMQP. */
export interface StreamEnd {
  /** `done` is called when the bytes have left this process. */
  write(bytes: Uint8Array, done: () => void): void;
  pause(): void;
  resume(): void;
  /** Sends what is left, then closes. */
  end(): void;
  /** Closes at once. */
  destroy(): void;
}

export interface EngineStream {
  receive(bytes: Uint8Array): void;
  closed(): void;
}

export interface HttpPlace {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
}

/** How far a broker is that brings back what it has stored. Zeros while it does not know. */
export interface Recovery {
  readonly doneBytes: number;
  readonly allBytes: number;
}

/** Who wants to see the frames of which connection. */
export interface WireQuestion {
  readonly id: number;
  readonly connection: string;
  /** The name of the user who looks. */
  readonly viewer: string;
}

/** What a connection has shown since the last time. */
export type WireNews = Omit<WireBatch, 'watch'>;

export interface WireWatch {
  close(): void;
}

/** The broker as everything above it sees it: in a thread of this process, or elsewhere. */
export interface Engine {
  /** Settles when AMQP is listening; rejects with a line that says why it cannot. Nothing may be asked before. */
  readonly ready: Promise<void>;
  /** Null once it is ready. */
  readonly recovery: Recovery | null;
  readonly amqpUrl: string;
  /** Null without TLS. */
  readonly amqpsUrl: string | null;
  management(request: ManagementRequest): Promise<ManagementResponse>;
  subscribe(vhost: string, listener: LiveListener): LiveSubscription;
  /** Told of users who may do less than before, perhaps: whoever has let them in looks again. */
  onAccessChanged(listener: (users: readonly string[]) => void): void;
  /** Rejects when there is no such connection. The caller has checked that the viewer may see it. */
  watchWire(connection: string, viewer: string, listener: (news: WireNews) => void): Promise<WireWatch>;
  openStream(peer: StreamPeer, end: StreamEnd): EngineStream;
  /** Something was logged outside of the broker: the management API shows it as well. */
  logged(level: LogLevel, text: string): void;
  /** The HTTP server listens: the management API lists it. */
  httpListening(place: HttpPlace): void;
  close(): Promise<void>;
}
