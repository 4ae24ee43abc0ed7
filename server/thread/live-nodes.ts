import type {
  BindingEdge,
  ConnectionSummary,
  ConsumerNode,
  ConsumerState,
  ExchangeNode,
  ProducerNode,
  QueueNode,
} from '@/lib/live-events';
import type { Binding } from '@/server/broker/binding';
import type { Channel } from '@/server/broker/channel';
import type { Connection } from '@/server/broker/connection';
import type { Consumer } from '@/server/broker/consumer';
import type { Exchange } from '@/server/broker/exchange';
import { stringOf } from '@/server/broker/field-table';
import type { Queue } from '@/server/broker/queue';
import { tableToJson } from '@/server/management/json-fields';
import { propertiesKey } from '@/server/management/properties-key';

/** The client property by which the gateway marks the connections that it opens for a person. */
const PLAYGROUND_PROPERTY = 'warren_playground';

export function exchangeNode(exchange: Exchange): ExchangeNode {
  const { name, durable, autoDelete, internal, alternateExchange } = exchange;
  return { name, type: exchange.type.name, durable, autoDelete, internal, alternateExchange };
}

export function queueNode(queue: Queue): QueueNode {
  const { name, type, durable, autoDelete, owner } = queue;
  const features = [...queue.arguments.keys()].filter((argument) => argument !== 'x-queue-type');
  const { deadLetterExchange, deadLetterRoutingKey, maxLength } = queue.rules;
  return {
    name,
    type,
    durable,
    autoDelete,
    exclusive: owner !== null,
    features,
    deadLetterExchange,
    deadLetterRoutingKey,
    maxLength: Number.isFinite(maxLength) ? maxLength : null,
    isPaused: queue.isPaused,
  };
}

export function bindingEdge(binding: Binding): BindingEdge {
  return {
    source: binding.source.name,
    destination: binding.destination.name,
    destinationType: binding.destination.kind,
    routingKey: binding.bindingKey,
    arguments: tableToJson(binding.arguments),
    propertiesKey: propertiesKey(binding.bindingKey, binding.arguments),
  };
}

export function producerNode(channel: Channel): ProducerNode {
  return {
    channel: channel.name,
    connection: connectionSummary(channel.connection),
    confirms: channel.confirms,
    isBlocked: channel.connection.isBlocked,
    exchanges: [...channel.publishes.keys()],
  };
}

export function consumerNode(consumer: Consumer): ConsumerNode {
  const { consumerTag, prefetchCount, noAck, exclusive, priority } = consumer;
  return {
    channel: consumer.channel.name,
    consumerTag,
    queue: consumer.queue.name,
    connection: connectionSummary(consumer.channel.connection),
    prefetchCount,
    noAck,
    exclusive,
    priority,
    state: consumerState(consumer),
  };
}

export function consumerState({ channel, queue, isActive }: Consumer): ConsumerState {
  if (queue.singleActive !== null) return isActive ? 'active' : 'standby';
  return channel.isFlowing ? 'running' : 'stopped';
}

function connectionSummary(connection: Connection): ConnectionSummary {
  const properties = connection.info.clientProperties;
  const read = (name: string): string | null => stringOf(properties.get(name)) ?? null;
  return {
    name: connection.name,
    user: connection.user.name,
    providedName: read('connection_name'),
    product: read('product'),
    version: read('version'),
    platform: read('platform'),
    playgroundId: read(PLAYGROUND_PROPERTY),
  };
}
