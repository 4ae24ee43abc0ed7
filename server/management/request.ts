import type { LogLines } from '@/server/management/log-lines';
import type { ShovelPort } from '@/server/shovels/shovel-status';
import type { MachinePort } from './machine';

/** An HTTP request to the management API, as the web server hands it over. */
export interface ManagementRequest {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The address that the request came from. */
  readonly peer: string;
}

/** A text, bytes, or the pieces of a long text in UTF-8. */
export type ManagementBody = string | Uint8Array | readonly Uint8Array[];

/** In bytes. */
export function lengthOf(body: ManagementBody): number {
  if (typeof body === 'string') return Buffer.byteLength(body);
  if (body instanceof Uint8Array) return body.length;
  return body.reduce((sum, piece) => sum + piece.length, 0);
}

/** The body in one piece. */
export function textOf(body: ManagementBody): string {
  if (typeof body === 'string') return body;
  return Buffer.concat(body instanceof Uint8Array ? [body] : body).toString();
}

export interface ManagementResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ManagementBody;
}

export interface Listener {
  readonly protocol: string;
  readonly host: string;
  readonly port: number;
  /** Milliseconds since the epoch, when the listener has a certificate. */
  readonly certificateExpiresAt?: number;
}

export interface ManagementOptions {
  readonly version: string;
  /** The RabbitMQ version whose API this is. */
  readonly rabbitmqVersion: string;
  readonly product: string;
  readonly nodeName: string;
  readonly clusterName: string;
  listeners(): readonly Listener[];
  readonly memoryLimitBytes: number;
  /** 0 unless given. */
  readonly diskFreeLimitBytes?: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly maxMessageBytes: number;
  /** Whether `/metrics` asks for a user with the tag monitoring or administrator; nobody is asked unless given. */
  readonly metricsNeedUser?: boolean;
  /** Numbers of memory alone unless given. */
  readonly machine?: MachinePort;
  /** Without it there are parameters of shovels, but nobody works by them. */
  readonly shovels?: ShovelPort;
  /** Without it nothing is shown of the log. */
  readonly logLines?: LogLines;
  /** Told after each request that may have changed something who has asked for it. */
  onWritten?(user: string): void;
  /** Told of failures that are our own fault, of which the client learns nothing but a 500. */
  onInternalError?(failure: unknown): void;
}
