import type {
  BindingEdge,
  ConsumerNode,
  ExchangeNode,
  ProducerNode,
  QueueNode,
  QueueStats,
  Snapshot,
  StatsFrame,
} from '../live-events';

/** Parts of a vhost as viewers get them, plain but for what a test says. */

export function frameOf(change: Partial<StatsFrame> = {}): StatsFrame {
  const totals = { published: 0, delivered: 0, acked: 0, unroutable: 0 };
  return {
    vhost: '/',
    at: 0,
    intervalMs: 200,
    queues: [],
    edges: [],
    consumers: [],
    work: [],
    replies: [],
    totals,
    ...change,
  };
}

export function statsOf(name: string, ready: number, change: Partial<QueueStats> = {}): QueueStats {
  return { name, ready, unacked: 0, consumers: 0, oldestAt: null, priorities: null, ...change };
}

export function exchangeNamed(name: string, change: Partial<ExchangeNode> = {}): ExchangeNode {
  const traits = { type: 'topic', durable: true, autoDelete: false, internal: false };
  return { name, ...traits, alternateExchange: null, ...change };
}

export function queueNamed(name: string, change: Partial<QueueNode> = {}): QueueNode {
  return {
    name,
    type: 'classic',
    durable: true,
    autoDelete: false,
    exclusive: false,
    features: [],
    maxLength: null,
    isPaused: false,
    deadLetterExchange: null,
    deadLetterRoutingKey: null,
    ...change,
  };
}

export function bindingOf(source: string, destination: string, change: Partial<BindingEdge> = {}): BindingEdge {
  const routingKey = change.routingKey ?? 'k';
  const ends = { source, destination, destinationType: 'queue' } as const;
  return { ...ends, routingKey, arguments: {}, propertiesKey: routingKey, ...change };
}

function connectionNamed(name: string) {
  const properties = { product: null, version: null, platform: null };
  return { name, user: 'guest', providedName: name, ...properties, playgroundId: null };
}

export function producerTo(exchange: string, channel: string): ProducerNode {
  const connection = connectionNamed(channel);
  return { channel, connection, confirms: false, isBlocked: false, exchanges: [exchange] };
}

export function consumerFrom(queue: string, channel: string, change: Partial<ConsumerNode> = {}): ConsumerNode {
  return {
    channel,
    consumerTag: 'tag',
    queue,
    connection: connectionNamed(channel),
    prefetchCount: 1,
    noAck: false,
    exclusive: false,
    priority: 0,
    state: 'running',
    ...change,
  };
}

export function snapshotOf(parts: Partial<Snapshot>): Snapshot {
  const nothing = { exchanges: [], queues: [], bindings: [], producers: [], consumers: [] };
  return { vhost: '/', rev: 1, ...nothing, stats: frameOf(), ...parts };
}
