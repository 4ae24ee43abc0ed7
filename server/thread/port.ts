import type { Snapshot, StatsFrame, TopologyPatch, TraceBatch } from '@/lib/live-events';
import type { LogLevel } from '@/lib/log-levels';
import type { Config } from '@/server/config';
import type { ManagementRequest, ManagementResponse } from '@/server/management/request';
import type { TlsFiles } from '@/server/tls-files';
import type { HttpPlace, Recovery, StreamPeer, WireNews, WireQuestion } from './engine';

/** What the thread is started with. */
export interface ThreadSettings {
  readonly config: Config;
  readonly version: string;
  /** The parsed file of definitions to import at the start; null for none. */
  readonly definitions: unknown;
  /** Null when nothing is served over TLS. */
  readonly tls: TlsFiles | null;
}

/** Questions from main to the thread, each with its answer. */
export interface Calls {
  management: { readonly question: ManagementRequest; readonly answer: ManagementResponse };
  snapshot: { readonly question: string; readonly answer: Snapshot };
  watchWire: { readonly question: WireQuestion; readonly answer: null };
  shutdown: { readonly question: string; readonly answer: null };
}

export type CallName = keyof Calls;

export type Call = {
  [K in CallName]: {
    readonly type: 'call';
    readonly id: number;
    readonly name: K;
    readonly question: Calls[K]['question'];
  };
}[CallName];

export type ToThread =
  | Call
  /** A line that main has logged. */
  | { readonly type: 'logged'; readonly level: LogLevel; readonly text: string }
  | { readonly type: 'http-listening'; readonly place: HttpPlace }
  | { readonly type: 'subscribe'; readonly vhost: string }
  | { readonly type: 'unsubscribe'; readonly vhost: string }
  | { readonly type: 'unwatch-wire'; readonly id: number }
  | { readonly type: 'stream-open'; readonly stream: number; readonly peer: StreamPeer }
  | { readonly type: 'stream-bytes'; readonly stream: number; readonly bytes: Uint8Array }
  /** So many bytes that the thread wrote have left the process. */
  | { readonly type: 'stream-sent'; readonly stream: number; readonly byteCount: number }
  | { readonly type: 'stream-closed'; readonly stream: number };

/** Where AMQP is served; null where TLS is not asked for. */
export interface AmqpPorts {
  readonly amqp: number;
  readonly amqps: number | null;
}

export type ToMain =
  | { readonly type: 'ready'; readonly ports: AmqpPorts }
  /** So far it has come in reading what is stored. */
  | { readonly type: 'recovering'; readonly recovery: Recovery }
  /** The thread cannot start; it says why in one line. */
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'log'; readonly level: LogLevel; readonly text: string }
  | { readonly type: 'answer'; readonly id: number; readonly value: Calls[CallName]['answer'] }
  | { readonly type: 'refusal'; readonly id: number; readonly reason: string }
  /** These users may do less than before, perhaps. */
  | { readonly type: 'access-changed'; readonly users: readonly string[] }
  | { readonly type: 'patch'; readonly patch: TopologyPatch }
  | { readonly type: 'stats'; readonly frame: StatsFrame }
  | { readonly type: 'trace'; readonly batch: TraceBatch }
  | { readonly type: 'wire'; readonly id: number; readonly news: WireNews }
  | { readonly type: 'stream-bytes'; readonly stream: number; readonly bytes: Uint8Array }
  /** So many bytes that main sent have been taken in. */
  | { readonly type: 'stream-taken'; readonly stream: number; readonly byteCount: number }
  | { readonly type: 'stream-control'; readonly stream: number; readonly action: StreamAction };

export type StreamAction = 'pause' | 'resume' | 'end' | 'destroy';
