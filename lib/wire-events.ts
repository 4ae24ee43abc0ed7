/**
 * The frames of a connection as the broker shows them. Credentials never get this far: what stands for them is a field of
 * the type `hidden`, without a value.
 */

/** A value of a method's argument, a property or a header; of a table or an array, its entries. */
export type WireValue = string | number | boolean | null | readonly WireField[];

export interface WireField {
  readonly name: string;
  /** AMQP's name of the type on the wire; `hidden` for a credential. */
  readonly type: string;
  readonly value: WireValue;
}

export type WireDirection = 'from-client' | 'to-client';

export type WireContent =
  | { readonly kind: 'method'; readonly method: string; readonly fields: readonly WireField[] }
  /** The content header. `properties` is null when the viewer may not read the message. */
  | { readonly kind: 'header'; readonly bodyBytes: number; readonly properties: readonly WireField[] | null }
  /**
   * A piece of a body. `preview` holds its first bytes in base64: none of the pieces behind the beginning of a body, and
   * null when the viewer may not read the message.
   */
  | { readonly kind: 'body'; readonly preview: string | null }
  | { readonly kind: 'heartbeat' }
  /** The eight octets with which a client begins. */
  | { readonly kind: 'protocol-header'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface WireFrame {
  /** Counts what is shown, from 1. */
  readonly number: number;
  /** Milliseconds since the epoch, the broker's clock. */
  readonly at: number;
  readonly direction: WireDirection;
  readonly channel: number;
  /** Of the payload; null where the length would tell the length of a credential. */
  readonly bytes: number | null;
  readonly content: WireContent;
}

export interface WireBatch {
  /** The number that the viewer gave to its request. */
  readonly watch: number;
  readonly frames: readonly WireFrame[];
  /** Frames since the previous batch that are not shown, because there were too many of them. */
  readonly skipped: number;
  /** Why no more frames will come; null while they may. */
  readonly ended: string | null;
}

export interface WireRequest {
  readonly watch: number;
  /** The name of the connection as in /api/connections. */
  readonly connection: string;
}
