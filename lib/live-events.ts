/**
 * The live contract between the gateway and the browser (Socket.IO, same origin, default path).
 *
 * A viewer joins the room of one virtual host and receives a snapshot with a revision. After that come ordered topology
 * patches (each `rev` is the previous plus one; on a gap the viewer asks for the snapshot again), volatile stats
 * frames, and sampled message events with the number that was left out.
 */

import type { WireBatch, WireRequest } from './wire-events';

/** An exchange as the stage draws it. The default exchange has the name "". */
export interface ExchangeNode {
  readonly name: string;
  readonly type: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  /** The exchange named by `alternate-exchange`, if any. */
  readonly alternateExchange: string | null;
}

export interface QueueNode {
  readonly name: string;
  readonly type: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly exclusive: boolean;
  /** Argument names that change behaviour, for badges: `x-message-ttl`, `x-dead-letter-exchange`, ... */
  readonly features: readonly string[];
  /** So many messages may wait, by argument or policy; null is no limit. */
  readonly maxLength: number | null;
  /** It gives no messages until it is let go on. */
  readonly isPaused: boolean;
  /** The exchange that gets what dies here; "" is the default exchange, null means that nothing is dead-lettered. */
  readonly deadLetterExchange: string | null;
  /** The key that dead letters carry; null keeps their own. */
  readonly deadLetterRoutingKey: string | null;
}

export interface BindingEdge {
  readonly source: string;
  readonly destination: string;
  readonly destinationType: 'queue' | 'exchange';
  readonly routingKey: string;
  /** Binding arguments as plain JSON (headers exchange); empty object when none. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** RabbitMQ's properties_key: unique among the bindings of this source and destination. */
  readonly propertiesKey: string;
}

/** The connection behind a producer or a consumer. */
export interface ConnectionSummary {
  /** As in /api/connections: `127.0.0.1:51234 -> 127.0.0.1:5672`. */
  readonly name: string;
  readonly user: string;
  /** `connection_name` of the client properties, if the client gave one. */
  readonly providedName: string | null;
  /** `product` and `version` of the client properties. */
  readonly product: string | null;
  readonly version: string | null;
  readonly platform: string | null;
  /** The playground client that owns this connection, if a person placed it on the stage. */
  readonly playgroundId: string | null;
}

/** A channel that has published since it was opened. */
export interface ProducerNode {
  /** The channel's name as in /api/channels: `127.0.0.1:51234 -> 127.0.0.1:5672 (1)`. Unique. */
  readonly channel: string;
  readonly connection: ConnectionSummary;
  readonly confirms: boolean;
  /** The broker reads nothing from it: memory or disk are low. */
  readonly isBlocked: boolean;
  /** Names of the exchanges that it has published to. */
  readonly exchanges: readonly string[];
}

export interface ConsumerNode {
  readonly channel: string;
  readonly consumerTag: string;
  readonly queue: string;
  readonly connection: ConnectionSummary;
  /** 0 means without limit. */
  readonly prefetchCount: number;
  readonly noAck: boolean;
  readonly exclusive: boolean;
  readonly priority: number;
  readonly state: ConsumerState;
}

/**
 * `active` has the messages of a queue with a single active consumer, `standby` waits for its end; `stopped` was told to
 * wait by its own client (channel.flow).
 */
export type ConsumerState = 'running' | 'active' | 'standby' | 'stopped';

export interface Snapshot {
  readonly vhost: string;
  readonly rev: number;
  readonly exchanges: readonly ExchangeNode[];
  readonly queues: readonly QueueNode[];
  readonly bindings: readonly BindingEdge[];
  readonly producers: readonly ProducerNode[];
  readonly consumers: readonly ConsumerNode[];
  /** A full stats frame: every queue is listed. */
  readonly stats: StatsFrame;
}

export type TopologyOp =
  | { readonly op: 'put-exchange'; readonly value: ExchangeNode }
  | { readonly op: 'remove-exchange'; readonly name: string }
  | { readonly op: 'put-queue'; readonly value: QueueNode }
  | { readonly op: 'remove-queue'; readonly name: string }
  | { readonly op: 'put-binding'; readonly value: BindingEdge }
  | { readonly op: 'remove-binding'; readonly value: BindingEdge }
  | { readonly op: 'put-producer'; readonly value: ProducerNode }
  | { readonly op: 'remove-producer'; readonly channel: string }
  | { readonly op: 'put-consumer'; readonly value: ConsumerNode }
  | { readonly op: 'remove-consumer'; readonly channel: string; readonly consumerTag: string }
  | { readonly op: 'remove-vhost' };

export interface TopologyPatch {
  readonly vhost: string;
  readonly rev: number;
  readonly ops: readonly TopologyOp[];
}

export interface QueueStats {
  readonly name: string;
  readonly ready: number;
  readonly unacked: number;
  readonly consumers: number;
  /** Milliseconds since the epoch, the broker's clock: when the oldest ready message came. Null when none is known. */
  readonly oldestAt: number | null;
  /** How many are ready of each priority that has any, the highest first; null in a queue without priorities. */
  readonly priorities: PriorityCounts | null;
}

export type PriorityCounts = readonly (readonly [priority: number, ready: number])[];

/** What a consumer has settled since the previous frame. */
export interface ConsumerWork {
  readonly channel: string;
  readonly consumerTag: string;
  readonly acked: number;
  /** Rejected or negatively acknowledged, requeued or not. */
  readonly refused: number;
  /** Milliseconds from delivery to settlement, over all of them. */
  readonly busyMs: number;
}

/** Messages that travelled an edge since the previous frame. Only edges with traffic are listed. */
export type EdgeCount =
  | { readonly kind: 'publish'; readonly channel: string; readonly exchange: string; readonly count: number }
  | {
      readonly kind: 'route';
      readonly source: string;
      readonly destination: string;
      readonly destinationType: 'queue' | 'exchange';
      readonly count: number;
    }
  | {
      readonly kind: 'deliver';
      readonly queue: string;
      readonly channel: string;
      readonly consumerTag: string;
      readonly count: number;
    }
  | { readonly kind: 'dead-letter'; readonly queue: string; readonly exchange: string; readonly count: number };

/** Answers to requests since the previous frame: a message with a reply-to was delivered, and its reply published. */
export interface ReplyCount {
  /** Of the consumer that got the request. */
  readonly channel: string;
  readonly consumerTag: string;
  /** The queue that gets the answers; null with direct reply-to. */
  readonly queue: string | null;
  /** With direct reply-to, the channel that asked and gets them. */
  readonly asker: string | null;
  readonly count: number;
}

/** Sent 5 times a second while something changes, at least once a second otherwise. */
export interface StatsFrame {
  readonly vhost: string;
  /** Milliseconds since the epoch, the broker's clock. */
  readonly at: number;
  /** Milliseconds that the counts cover. */
  readonly intervalMs: number;
  /** Queues whose numbers changed since the previous frame. */
  readonly queues: readonly QueueStats[];
  readonly edges: readonly EdgeCount[];
  /** Unacked deliveries held by each consumer that changed. */
  readonly consumers: readonly {
    readonly channel: string;
    readonly consumerTag: string;
    readonly unacked: number;
  }[];
  /** Consumers that have settled something. */
  readonly work: readonly ConsumerWork[];
  readonly replies: readonly ReplyCount[];
  /** Totals of the vhost over the interval. */
  readonly totals: {
    readonly published: number;
    readonly delivered: number;
    readonly acked: number;
    readonly unroutable: number;
  };
}

/** One step in the life of a sampled message. All steps of one message carry the same `message` number. */
export type TraceEvent = {
  /** Milliseconds since the epoch with microsecond fractions. */
  readonly at: number;
  readonly message: number;
} & (
  | {
      readonly type: 'published';
      readonly channel: string | null;
      readonly exchange: string;
      readonly routingKey: string;
      readonly bodyBytes: number;
      /** Its delivery mode is 2. */
      readonly persistent: boolean;
      /** 0 when the publisher gave none. */
      readonly priority: number;
      /** The publisher limited its time to live. */
      readonly expires: boolean;
    }
  | {
      readonly type: 'routed';
      readonly exchange: string;
      readonly destination: string;
      readonly destinationType: 'queue' | 'exchange';
    }
  | { readonly type: 'enqueued'; readonly queue: string }
  | { readonly type: 'unroutable'; readonly exchange: string; readonly returned: boolean }
  | {
      readonly type: 'delivered';
      readonly queue: string;
      readonly channel: string;
      /** "" for basic.get. */
      readonly consumerTag: string;
      readonly redelivered: boolean;
    }
  | { readonly type: 'acked' | 'rejected' | 'requeued' | 'expired'; readonly queue: string }
  /** The queue was too long, or too many deliveries failed. */
  | { readonly type: 'dropped'; readonly queue: string; readonly reason: 'maxlen' | 'delivery_limit' }
  /** The message goes on to the dead letter exchange, under the same number. */
  | {
      readonly type: 'dead-lettered';
      readonly queue: string;
      readonly exchange: string;
      readonly reason: 'rejected' | 'expired' | 'maxlen' | 'delivery_limit';
    }
);

export interface TraceBatch {
  readonly vhost: string;
  readonly events: readonly TraceEvent[];
  /** Messages published in the same time that were not followed. 0 means that every message is shown. */
  readonly dropped: number;
}

// ---------------------------------------------------------------------------------------------------------------------
// Playground clients: real AMQP clients that the gateway opens with the credentials of the person who placed them.

/** Even, up and down like a tide, or quiet with a burst. */
export type RateShape = 'steady' | 'sine' | 'spike';

/** `reject` is basic.reject and `nack` basic.nack, both without requeue; `requeue` is basic.reject with it. */
export type Verdict = 'ack' | 'nack' | 'reject' | 'requeue';

export interface ProducerSpec {
  readonly kind: 'producer';
  readonly vhost: string;
  readonly name: string;
  readonly exchange: string;
  /** A template as the payload is one; for the default exchange the name of the queue as it stands. */
  readonly routingKey: string;
  /** Messages per second, 0 to 5000; 0 publishes only on request. */
  readonly ratePerSecond: number;
  /** How the rate runs over half a minute. The mean of each shape is the rate. */
  readonly shape: RateShape;
  /** Payload template: `{{n}}`, `{{uuid}}`, `{{now}}` and `{{pick:a,b}}` are filled in for each message. */
  readonly payload: string;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string | number | boolean>>;
  readonly persistent: boolean;
  readonly mandatory: boolean;
}

export type AckMode =
  /** The broker forgets the message as it sends it (no-ack). */
  | 'automatic'
  /** Acknowledged when the processing time has passed. */
  | 'after-processing'
  /** Held until the person acknowledges, rejects or requeues it. */
  | 'by-hand';

export interface ConsumerSpec {
  readonly kind: 'consumer';
  readonly vhost: string;
  readonly name: string;
  readonly queue: string;
  /** 0 means without limit; by hand at most 100. */
  readonly prefetchCount: number;
  readonly ackMode: AckMode;
  /** Milliseconds, 0 to 60000. */
  readonly processingMs: number;
}

export type PlaygroundSpec = ProducerSpec | ConsumerSpec;

/** A message that a playground consumer has received and not settled yet. */
export interface HeldMessage {
  readonly deliveryTag: number;
  readonly exchange: string;
  readonly routingKey: string;
  readonly redelivered: boolean;
  /** The first 2 KiB of the body as text; bytes that are not UTF-8 are shown as U+FFFD. */
  readonly preview: string;
  readonly bodyBytes: number;
  readonly receivedAt: number;
}

export interface PlaygroundClient {
  readonly id: string;
  readonly owner: string;
  readonly spec: PlaygroundSpec;
  readonly state: 'connecting' | 'running' | 'blocked' | 'failed' | 'stopped';
  /** Why the state is `failed`, in the broker's words. */
  readonly error: string | null;
  readonly published: number;
  readonly confirmed: number;
  readonly returned: number;
  readonly received: number;
  readonly settled: number;
  /** Oldest first, at most 100. */
  readonly held: readonly HeldMessage[];
}

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

export type Ack<T> = (reply: Reply<T>) => void;

export interface LeftRoom {
  readonly vhost: string;
  /** For people. */
  readonly reason: string;
}

export interface ServerToClientEvents {
  'live:patch': (patch: TopologyPatch) => void;
  /** Volatile. */
  'live:stats': (frame: StatsFrame) => void;
  /** Volatile. */
  'live:trace': (batch: TraceBatch) => void;
  /** The viewer is no longer in the room, and why. */
  'live:left': (left: LeftRoom) => void;
  'wire:frames': (batch: WireBatch) => void;
  'playground:changed': (client: PlaygroundClient) => void;
  'playground:removed': (id: string) => void;
}

export interface ClientToServerEvents {
  /** Joins the room of a vhost (leaving any other) and answers with its snapshot. */
  'live:join': (vhost: string, ack: Ack<Snapshot>) => void;
  'live:leave': () => void;
  /** The snapshot again, after a gap. */
  'live:snapshot': (ack: Ack<Snapshot>) => void;
  /** Watches a connection's frames, and no longer the one that was watched before. */
  'wire:watch': (request: WireRequest, ack: Ack<null>) => void;
  'wire:leave': () => void;
  'playground:list': (vhost: string, ack: Ack<readonly PlaygroundClient[]>) => void;
  'playground:create': (spec: PlaygroundSpec, ack: Ack<PlaygroundClient>) => void;
  'playground:update': (id: string, spec: PlaygroundSpec, ack: Ack<PlaygroundClient>) => void;
  'playground:remove': (id: string, ack: Ack<null>) => void;
  /** Publishes `count` messages at once, 1 to 1000. */
  'playground:publish': (id: string, count: number, ack: Ack<PlaygroundClient>) => void;
  'playground:settle': (id: string, deliveryTag: number, verdict: Verdict, ack: Ack<PlaygroundClient>) => void;
  /** Cuts the client's TCP connection without a word, as a crash does. `playground:update` starts it again. */
  'playground:crash': (id: string, ack: Ack<PlaygroundClient>) => void;
}
