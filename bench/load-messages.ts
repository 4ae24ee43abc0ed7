import type { Row } from './rows';

export type LoadRole = 'producers' | 'consumers';

/** What one load thread needs to know; all of it can be cloned into a worker. */
export interface LoadPlan {
  readonly role: LoadRole;
  readonly url: string;
  readonly row: Row;
  /** First part of the names of the run's queues and exchange. */
  readonly prefix: string;
  /** Messages of each producer in a counted run; null in a timed one. */
  readonly messagesEach: number | null;
  /** One message total for each role (see `COUNTER`), read by the main thread without asking anybody. */
  readonly counters: Float64Array;
}

export const COUNTER = { published: 0, consumed: 1 } as const;

export type LoadCommand = 'start' | 'measure' | 'stop' | 'close';

export interface LoadSummary {
  readonly p50: number;
  readonly p99: number;
  readonly seen: number;
  readonly duplicates: number;
  readonly strangers: number;
  /**
   * Part of the measured time in which the thread was not waiting for I/O. Near 1, the generator may be the
   * bottleneck.
   */
  readonly utilization: number;
}

export type LoadEvent =
  | { readonly kind: 'ready' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'blocked'; readonly reason: string }
  | { readonly kind: 'failed'; readonly text: string }
  | { readonly kind: 'closed'; readonly summary: LoadSummary };

export const queueName = (prefix: string, index: number): string => `${prefix}.${index}`;
export const exchangeName = (prefix: string): string => `${prefix}.x`;
