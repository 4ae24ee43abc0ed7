/** What the AMQP server offers to its clients, and its limits. */
export interface AmqpOptions {
  readonly frameMaxBytes: number;
  readonly channelMax: number;
  readonly heartbeatSeconds: number;
  /** Time from the accept to connection.open-ok. */
  readonly handshakeTimeoutMs: number;
  readonly maxMessageBytes: number;
  readonly product: string;
  readonly version: string;
  readonly clusterName: string;
  /** What of a client's certificate names its user. */
  readonly tlsUser: 'distinguished_name' | 'common_name';
  /** Whom clients are that log in with ANONYMOUS; blank to refuse them. */
  readonly anonymousUser: string;
  /** Called with one line for each event worth a log entry. */
  readonly log: (level: 'info' | 'warn' | 'error', text: string) => void;
}

/** Unsent bytes above which a connection gets no deliveries until it has drained. */
export const BACKLOG_LIMIT_BYTES = 1024 * 1024;

/**
 * Unsent bytes above which a connection is no longer read until it has drained. Deliveries stop long before; this is for
 * a client that asks without end (basic.get, mandatory messages without a queue) and does not read the answers.
 */
export const UNREAD_LIMIT_BYTES = 16 * 1024 * 1024;
