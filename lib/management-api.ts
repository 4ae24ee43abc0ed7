/** JSON of the management HTTP API, as RabbitMQ writes it: the part that the dashboard reads and writes. */

export type AmqpArguments = Readonly<Record<string, unknown>>;

export interface RateDetails {
  readonly rate: number;
  /** With a range of time alone: newest first. */
  readonly samples?: readonly { readonly sample: number; readonly timestamp: number }[];
  readonly avg_rate?: number;
  readonly avg?: number;
}

export interface MessageStats {
  readonly publish?: number;
  readonly publish_details?: RateDetails;
  readonly publish_in?: number;
  readonly publish_in_details?: RateDetails;
  readonly publish_out?: number;
  readonly publish_out_details?: RateDetails;
  readonly deliver_get?: number;
  readonly deliver_get_details?: RateDetails;
  readonly ack?: number;
  readonly ack_details?: RateDetails;
  readonly redeliver?: number;
  readonly redeliver_details?: RateDetails;
}

export interface Listener {
  readonly protocol: string;
  readonly port: number;
}

export interface Overview {
  readonly product_name?: string;
  readonly product_version?: string;
  readonly rabbitmq_version: string;
  readonly cluster_name?: string;
  readonly node: string;
  readonly listeners?: readonly Listener[];
  readonly object_totals?: {
    readonly connections: number;
    readonly channels: number;
    readonly exchanges: number;
    readonly queues: number;
    readonly consumers: number;
  };
}

export interface SessionUser {
  readonly name: string;
  readonly tags: readonly string[];
}

export interface VHost {
  readonly name: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly default_queue_type?: string;
  readonly protected_from_deletion?: boolean;
  readonly tracing?: boolean;
  readonly messages?: number;
  readonly messages_ready?: number;
  readonly messages_unacknowledged?: number;
  readonly recv_oct_details?: RateDetails;
  readonly send_oct_details?: RateDetails;
  readonly message_stats?: MessageStats;
}

export interface Exchange {
  readonly name: string;
  readonly vhost: string;
  readonly type: string;
  readonly durable: boolean;
  readonly auto_delete: boolean;
  readonly internal: boolean;
  readonly arguments: AmqpArguments;
  readonly effective_policy_definition?: AmqpArguments | null;
  readonly policy?: string | null;
  readonly message_stats?: MessageStats;
  /** Messages that an exchange that delays keeps; other exchanges have none. */
  readonly messages_delayed?: number;
  /** Warren's addition: messages for which it found no queue; not there while there are none. */
  readonly messages_unroutable?: number;
}

/** Messages that found no queue, by key and publisher: Warren's addition. */
export interface UnroutableLog {
  /** All of them, since the exchange was declared or the broker started. */
  readonly count: number;
  /** The latest first. */
  readonly items: readonly UnroutableEntry[];
  /** Those that are in no item any more. */
  readonly forgotten_count: number;
}

export interface UnroutableEntry {
  readonly routing_key: string;
  readonly count: number;
  /** Milliseconds since the epoch. */
  readonly first_at: number;
  readonly last_at: number;
  /** Null when it was no AMQP client; absent when the one who asks may not see it. */
  readonly publisher?: {
    readonly connection_name: string;
    readonly user: string;
    /** As it names itself. */
    readonly name: string | null;
  } | null;
}

export interface ConsumerDetails {
  readonly consumer_tag: string;
  readonly ack_required: boolean;
  readonly active?: boolean;
  readonly activity_status?: string;
  readonly exclusive: boolean;
  readonly prefetch_count: number;
  readonly arguments: AmqpArguments;
  readonly queue: { readonly name: string; readonly vhost: string };
  /** RabbitMQ writes an empty list when the channel is gone. */
  readonly channel_details:
    | {
        readonly name: string;
        readonly number: number;
        readonly connection_name: string;
        readonly peer_host: string;
        readonly peer_port: number;
        readonly user: string;
      }
    | readonly [];
}

export interface Queue {
  readonly name: string;
  readonly vhost: string;
  readonly type: string;
  readonly durable: boolean;
  readonly auto_delete: boolean;
  readonly exclusive: boolean;
  readonly arguments: AmqpArguments;
  readonly state?: string;
  readonly policy?: string | null;
  readonly messages?: number;
  readonly messages_ready?: number;
  readonly messages_unacknowledged?: number;
  readonly message_bytes?: number;
  readonly message_bytes_ready?: number;
  readonly effective_policy_definition?: AmqpArguments | null;
  readonly single_active_consumer_tag?: string | null;
  readonly consumers?: number;
  readonly idle_since?: string;
  readonly owner_pid_details?: { readonly name: string };
  readonly message_stats?: MessageStats;
  /** Warren's addition: messages that were not consumed; not there while there are none. */
  readonly fates?: QueueFates;
  /** Warren's addition: messages that came back and wait to be delivered again; not there while there are none. */
  readonly messages_delayed?: number;
}

/** Messages that left a queue otherwise than by being consumed, or did not get in. */
export interface QueueFates {
  readonly expired: number;
  /** From the head, because the queue was too long. */
  readonly dropped: number;
  /** Not let in, because the queue was full. */
  readonly refused: number;
  readonly rejected: number;
  /** Came back too often. */
  readonly delivery_limit: number;
  /** How many of all these went on to a dead letter exchange. */
  readonly dead_lettered: number;
}

export interface QueueDetails extends Queue {
  readonly consumer_details?: readonly ConsumerDetails[];
}

export type DestinationType = 'queue' | 'exchange';

export interface Binding {
  readonly source: string;
  readonly vhost: string;
  readonly destination: string;
  readonly destination_type: DestinationType;
  readonly routing_key: string;
  readonly arguments: AmqpArguments;
  readonly properties_key: string;
}

export interface Connection {
  readonly name: string;
  readonly vhost: string;
  readonly user: string;
  readonly state: string;
  readonly protocol: string;
  readonly host?: string;
  readonly port?: number;
  readonly peer_host?: string;
  readonly peer_port?: number;
  readonly ssl?: boolean;
  readonly auth_mechanism?: string;
  readonly channels?: number;
  readonly channel_max?: number;
  readonly frame_max?: number;
  readonly timeout?: number;
  readonly connected_at?: number;
  readonly client_properties?: Readonly<Record<string, unknown>>;
  readonly user_provided_name?: string;
  readonly recv_oct?: number;
  readonly recv_oct_details?: RateDetails;
  readonly send_oct?: number;
  readonly send_oct_details?: RateDetails;
}

export interface Channel {
  readonly name: string;
  readonly number: number;
  readonly vhost: string;
  readonly user: string;
  readonly state?: string;
  readonly connection_details?: { readonly name: string; readonly peer_host: string; readonly peer_port: number };
  readonly confirm: boolean;
  readonly transactional?: boolean;
  readonly consumer_count: number;
  readonly prefetch_count: number;
  readonly messages_unacknowledged: number;
  readonly messages_unconfirmed: number;
  readonly message_stats?: MessageStats;
}

/** basic.properties. RabbitMQ writes an empty list when no property is set. */
export interface MessageProperties {
  readonly content_type?: string;
  readonly content_encoding?: string;
  readonly headers?: AmqpArguments;
  readonly delivery_mode?: number;
  readonly priority?: number;
  readonly correlation_id?: string;
  readonly reply_to?: string;
  readonly expiration?: string;
  readonly message_id?: string;
  readonly timestamp?: number;
  readonly type?: string;
  readonly user_id?: string;
  readonly app_id?: string;
  readonly cluster_id?: string;
}

export type PayloadEncoding = 'string' | 'base64';

export interface PublishBody {
  readonly routing_key: string;
  readonly properties: MessageProperties;
  readonly payload: string;
  readonly payload_encoding: PayloadEncoding;
}

export interface PublishReply {
  readonly routed: boolean;
}

export type GetAckMode = 'ack_requeue_true' | 'ack_requeue_false' | 'reject_requeue_true' | 'reject_requeue_false';

export interface GetBody {
  readonly ackmode: GetAckMode;
  readonly count: number;
  readonly encoding: 'auto' | 'base64';
  readonly truncate?: number;
}

export interface GotMessage {
  readonly payload_bytes: number;
  readonly redelivered: boolean;
  readonly exchange: string;
  readonly routing_key: string;
  readonly message_count: number;
  readonly properties: MessageProperties | readonly [];
  readonly payload: string;
  readonly payload_encoding: PayloadEncoding;
}

export interface ExchangeDeclaration {
  readonly type: string;
  readonly durable: boolean;
  readonly auto_delete: boolean;
  readonly internal: boolean;
  readonly arguments: AmqpArguments;
}

export interface QueueDeclaration {
  readonly durable: boolean;
  readonly auto_delete: boolean;
  readonly arguments: AmqpArguments;
}

export interface BindingDeclaration {
  readonly routing_key: string;
  readonly arguments: AmqpArguments;
}

export interface VHostDeclaration {
  readonly description?: string;
  readonly tags?: string;
  readonly default_queue_type?: string;
  readonly protected_from_deletion?: boolean;
  readonly tracing?: boolean;
}
