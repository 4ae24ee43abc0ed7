import type { Channel } from './channel';
import type { FieldTable } from './field-table';
import type { Queue } from './queue';
import type { User } from './user';

/** What the core asks of the network side of a connection. */
export interface ConnectionPort {
  /** Closes it from the broker's side with CONNECTION_FORCED and this text. */
  close(text: string): void;
  /** Under an alarm: tells the publisher and stops reading from it; null lets go again. */
  block(reason: string | null): void;
}

/** What TLS has agreed on, in RabbitMQ's words. */
export interface TlsInfo {
  readonly protocol: string;
  readonly keyExchange: string;
  readonly cipher: string;
  readonly hash: string;
  /** The client's, if it has shown one. */
  readonly certificate: ClientCertificate | null;
}

/** A certificate that an authority of ours has signed. */
export interface ClientCertificate {
  /** Distinguished names as in RFC 4514. */
  readonly subject: string;
  readonly issuer: string;
  /** Both ends, as ISO 8601. */
  readonly validity: string;
  /** Null when the subject has none. */
  readonly commonName: string | null;
}

export interface ConnectionInfo {
  readonly peerHost: string;
  readonly peerPort: number;
  readonly host: string;
  readonly port: number;
  readonly protocol: string;
  /** Null without TLS. */
  readonly tls: TlsInfo | null;
  readonly mechanism: string;
  readonly channelMax: number;
  readonly frameMax: number;
  readonly heartbeatSeconds: number;
  readonly clientProperties: FieldTable;
  /** Milliseconds since the epoch. */
  readonly connectedAt: number;
}

/** A client's open connection to a vhost. */
export class Connection {
  /** `peer:port -> host:port`, unique among the open connections. */
  readonly name: string;
  readonly vhost: string;
  readonly user: User;
  readonly info: ConnectionInfo;
  readonly port: ConnectionPort;
  readonly channels = new Map<number, Channel>();
  readonly exclusiveQueues = new Set<Queue>();
  /** Whether it has published: only then an alarm blocks it. */
  hasPublished = false;
  isBlocked = false;
  receivedBytes = 0;
  receivedFrames = 0;
  sentBytes = 0;
  sentFrames = 0;

  constructor(vhost: string, user: User, info: ConnectionInfo, port: ConnectionPort) {
    this.name = `${info.peerHost}:${info.peerPort} -> ${info.host}:${info.port}`;
    this.vhost = vhost;
    this.user = user;
    this.info = info;
    this.port = port;
  }
}
