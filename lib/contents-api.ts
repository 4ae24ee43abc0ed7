import type { MessageProperties, PayloadEncoding } from './management-api';

/** JSON of what Warren's API says of the messages in a queue, and does with them. */
/** What waits to be delivered, what consumers hold, and what waits for its time. */
export type PeekState = 'ready' | 'unacked' | 'scheduled';

export interface PeekedMessage {
  readonly state: PeekState;
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
  /** Milliseconds since the delivery. */
  readonly age_ms?: number;
  /** From here on: of a message that waits for its time. Milliseconds since the epoch. */
  readonly due_at?: number;
  readonly due_in_ms?: number;
  /** Tells it apart from others that are due at the same time. */
  readonly place?: number;
  /** By which it can be published now or dropped, when an exchange keeps it. */
  readonly kept_as?: number | null;
  /** The exchange that keeps it; null when its queue does, to deliver it again. */
  readonly delayed_by?: string | null;
}

export interface Peek {
  readonly items: readonly PeekedMessage[];
  readonly item_count: number;
  readonly scanned_count: number;
  readonly total_count: number;
  /** Where to go on; null when all were looked at. */
  readonly next: string | null;
}

export interface PeekWish {
  readonly state: PeekState;
  /** In the language of `message-query.ts`; empty for all. */
  readonly filter: string;
  /** `next` of the answer before; null to begin. */
  readonly after: string | null;
  readonly limit: number;
  /** Bytes of each payload. */
  readonly truncate: number;
  /** Milliseconds after which to hear how far the search is. */
  readonly withinMs: number;
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

/** What became of messages that waited in an exchange. */
export interface ScheduledReport {
  readonly published?: number;
  readonly dropped?: number;
  /** Had gone already. */
  readonly missing: number;
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
