import type { MessageProperties, PayloadEncoding } from './management-api';

/** JSON of what Warren's API says of the messages in a queue, and does with them. */
export interface PeekedMessage {
  readonly state: 'ready' | 'unacked';
  /** Its place in the queue, by which it can be chosen. */
  readonly order: number;
  readonly redelivered?: boolean;
  readonly exchange: string;
  readonly routing_key: string;
  readonly properties: MessageProperties | readonly [];
  /** Of the whole payload; `payload` may be less. */
  readonly payload_bytes: number;
  readonly payload: string;
  readonly payload_encoding: PayloadEncoding;
  /** From here on: of an unacked message. */
  readonly delivery_tag?: number;
  readonly consumer_tag?: string;
  readonly channel_details?: { readonly name: string; readonly connection_name: string; readonly user: string };
  /** Milliseconds since the delivery, at least. */
  readonly age_ms?: number;
}

export interface Peek {
  readonly items: readonly PeekedMessage[];
  readonly item_count: number;
  readonly scanned_count: number;
  readonly total_count: number;
}

/** What the broker looks for by itself. All of it has to be true. */
export interface PeekWish {
  readonly state: 'ready' | 'unacked';
  readonly offset: number;
  readonly limit: number;
  /** Bytes of each payload. */
  readonly truncate: number;
  readonly routingKey: string | null;
  readonly payload: string | null;
  /** `name` or `name=value`. */
  readonly headers: readonly string[];
}

export interface MoveWish {
  readonly queue?: string;
  readonly exchange?: string;
  readonly routing_key?: string;
  readonly orders?: readonly number[];
  readonly count?: number;
  /** The messages stay where they are, too. */
  readonly copy?: boolean;
}

export interface MoveReport {
  readonly moved: number;
  readonly unroutable: number;
  readonly refused: number;
  readonly missing: number;
  /** By which it can be taken back for ten seconds; null when it cannot. Absent unless asked for. */
  readonly undo?: string | null;
}

/** What undo has done. */
export interface TakenBack {
  readonly restored: number;
  /** They stay where they are now. */
  readonly gone: number;
}

export interface DeleteReport {
  readonly deleted: number;
  /** Had gone already. */
  readonly missing: number;
}

export interface ReturnReport {
  readonly returned: number;
  readonly not_dead_lettered: number;
  readonly unroutable: number;
  readonly refused: number;
  readonly missing: number;
}
