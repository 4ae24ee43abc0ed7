import type { Binding } from './binding';
import type { Broker } from './broker';
import type { Channel } from './channel';
import type { Connection } from './connection';
import type { Consumer } from './consumer';
import type { Exchange } from './exchange';
import { EMPTY_TABLE, type FieldValue } from './field-table';
import { INTERNAL_ACTOR } from './names';
import type { BrokerObserver } from './observer';
import { publishOwn } from './own-message';
import type { Queue } from './queue';
import { SettingsEvents } from './settings-events';
import type { VHost } from './vhost';

const EVENT_EXCHANGE = 'amq.rabbitmq.event';
const PERSISTENT = 2;

type Fields = Readonly<Record<string, unknown>>;

/**
 * RabbitMQ's event exchange: what happens in the broker is published to the topic exchange `amq.rabbitmq.event` of one
 * vhost, with the event's name (`queue.created`) as the routing key and what it is about in the headers.
 */
export class EventExchange {
  readonly #broker: Broker;
  readonly #vhost: string;
  #settings: SettingsEvents | null = null;

  constructor(broker: Broker, vhost: string) {
    this.#broker = broker;
    this.#vhost = vhost;
    const existing = broker.vhosts.get(vhost);
    if (existing) addExchange(existing);
    broker.observe(this.#observer);
  }

  /** What is set now is no news; what changes from now on is. */
  watchSettings(): void {
    this.#settings = new SettingsEvents(this.#broker, (event, fields) => this.#tell(event, fields));
  }

  /** To be called after anything that may have changed settings: policies, parameters, limits, users. */
  settingsMayHaveChanged(actor = INTERNAL_ACTOR): void {
    this.#broker.actAs(actor, () => this.#settings?.compare());
  }

  readonly #observer: Partial<BrokerObserver> = {
    vhostCreated: (name) => {
      const vhost = this.#broker.vhosts.get(name);
      if (vhost && name === this.#vhost) addExchange(vhost);
      this.#tell('vhost.created', vhostFields(name, vhost));
    },
    vhostDeleted: (name) => this.#tell('vhost.deleted', { name }),
    exchangeCreated: (exchange) => this.#tell('exchange.created', exchangeFields(exchange)),
    exchangeDeleted: ({ name, vhost }) => this.#tell('exchange.deleted', { name, vhost }),
    queueCreated: (queue) => this.#tell('queue.created', queueFields(queue)),
    queueChanged: (queue) => this.#settings?.queueChanged(queue),
    queueDeleted: ({ name, vhost }) => this.#tell('queue.deleted', { name, vhost }),
    bindingCreated: (binding) => this.#tell('binding.created', bindingFields(binding)),
    bindingDeleted: (binding) => this.#tell('binding.deleted', bindingFields(binding)),
    connectionOpened: (connection) => this.emit('connection.created', connectionFields(connection)),
    connectionClosed: ({ name, info }) =>
      this.emit('connection.closed', { name, client_properties: info.clientProperties }),
    channelOpened: (channel) => this.emit('channel.created', channelFields(channel)),
    channelClosed: ({ name, connection }) =>
      this.emit('channel.closed', {
        ...{ name, connection: connection.name, user_who_performed_action: connection.user.name },
      }),
    consumerCreated: (consumer) => this.#tell('consumer.created', consumerFields(consumer)),
    consumerDeleted: ({ consumerTag, channel, queue }) =>
      this.#tell('consumer.deleted', {
        consumer_tag: consumerTag,
        channel: channel.name,
        queue: queue.name,
        vhost: queue.vhost,
      }),
    alarmChanged: (reason) => this.emit(reason === null ? 'alarm.cleared' : 'alarm.set', { name: 'memory' }),
    signedIn: (name, isAccepted, { address, protocol }) =>
      this.emit(`user.authentication.${isAccepted ? 'success' : 'failure'}`, { name, peer_host: address, protocol }),
    userCreated: ({ name }) => this.#tell('user.created', { name }),
    userDeleted: ({ name }) => this.#tell('user.deleted', { name }),
    permissionCreated: (user, vhost, { configure, write, read }) =>
      this.#tell('permission.created', { user: user.name, vhost, configure, write, read }),
    permissionDeleted: (user, vhost) => this.#tell('permission.deleted', { user: user.name, vhost }),
    topicPermissionCreated: (user, vhost, exchange, { write, read }) =>
      this.#tell('topic.permission.created', { user: user.name, vhost, exchange, write, read }),
    topicPermissionDeleted: (user, vhost) => this.#tell('topic.permission.deleted', { user: user.name, vhost }),
  };

  /** Tells of something that somebody has done. */
  #tell(event: string, fields: Fields): void {
    this.emit(event, { ...fields, user_who_performed_action: this.#broker.actor });
  }

  /** Publishes an event; also for those beside the broker, such as shovels. */
  emit(event: string, fields: Fields): void {
    const vhost = this.#broker.vhosts.get(this.#vhost);
    const exchange = vhost?.exchange(EVENT_EXCHANGE);
    if (vhost === undefined || exchange === undefined || exchange.outgoing.size === 0) return;
    const now = this.#broker.ports.clock.now();
    const headers = new Map(Object.entries(fields).map(([name, value]) => [name, fieldOf(value)] as const));
    headers.set('timestamp_in_ms', { type: 'long', value: BigInt(now) });
    const properties = { headers, deliveryMode: PERSISTENT, timestamp: Math.floor(now / 1000) };
    publishOwn(vhost, exchange, event, properties);
  }
}

function addExchange(vhost: VHost): void {
  if (vhost.exchange(EVENT_EXCHANGE)) return;
  const options = { type: 'topic', durable: true, autoDelete: false, internal: true, arguments: EMPTY_TABLE };
  vhost.addExchange(EVENT_EXCHANGE, options);
}

/** JSON as a field; a field table as it is. */
function fieldOf(value: unknown): FieldValue {
  if (typeof value === 'string') return { type: 'longstr', value };
  if (typeof value === 'boolean') return { type: 'bool', value };
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? { type: 'long', value: BigInt(value) } : { type: 'double', value };
  }
  if (value instanceof Map) return { type: 'table', value };
  if (Array.isArray(value)) return { type: 'array', value: value.map(fieldOf) };
  if (typeof value !== 'object' || value === null) return { type: 'void' };
  return { type: 'table', value: new Map(Object.entries(value).map(([name, inner]) => [name, fieldOf(inner)])) };
}

function vhostFields(name: string, vhost: VHost | undefined): Fields {
  const { description = '', tags = [], defaultQueueType = null, isTraced = false } = vhost ?? {};
  return { name, description, tags, default_queue_type: defaultQueueType ?? 'undefined', tracing: isTraced };
}

function exchangeFields({
  name,
  vhost,
  type,
  durable,
  autoDelete,
  internal,
  arguments: args,
  policy,
}: Exchange): Fields {
  const facts = { name, vhost, type: type.name, durable, auto_delete: autoDelete, internal, arguments: args };
  return { ...facts, policy: policy?.name ?? '' };
}

function queueFields({ name, vhost, type, durable, autoDelete, owner, arguments: args }: Queue): Fields {
  return { name, vhost, type, durable, auto_delete: autoDelete, exclusive: owner !== null, arguments: args };
}

function bindingFields({ source, destination, bindingKey, arguments: args }: Binding): Fields {
  return {
    source_name: source.name,
    source_kind: source.kind,
    destination_name: destination.name,
    destination_kind: destination.kind,
    routing_key: bindingKey,
    arguments: args,
    vhost: source.vhost,
  };
}

function connectionFields({ name, vhost, user, info }: Connection): Fields {
  return {
    name,
    vhost,
    user: user.name,
    host: info.host,
    port: info.port,
    peer_host: info.peerHost,
    peer_port: info.peerPort,
    protocol: info.protocol,
    ssl: info.tls !== null,
    auth_mechanism: info.mechanism,
    channel_max: info.channelMax,
    frame_max: info.frameMax,
    timeout: info.heartbeatSeconds,
    connected_at: info.connectedAt,
    user_who_performed_action: user.name,
    client_properties: info.clientProperties,
  };
}

function channelFields({ name, number, connection }: Channel): Fields {
  const { user, vhost } = connection;
  return { name, number, connection: connection.name, user: user.name, vhost, user_who_performed_action: user.name };
}

function consumerFields({ consumerTag, channel, queue, noAck, exclusive, prefetchCount, ...rest }: Consumer): Fields {
  return {
    consumer_tag: consumerTag,
    channel: channel.name,
    queue: queue.name,
    vhost: queue.vhost,
    ack_required: !noAck,
    exclusive,
    prefetch_count: prefetchCount,
    arguments: rest.arguments,
  };
}
