import type {
  BindingEdge,
  ConnectionSummary,
  ConsumerNode,
  ExchangeNode,
  PlaygroundClient,
  ProducerNode,
  QueueNode,
} from './live-events';
import { consumerKeyOf, type LiveModel } from './live-model';

/** A producer on the stage: one channel, a playground client, or many like channels drawn as one. */
export interface ProducerStageNode {
  readonly id: string;
  readonly kind: 'producer';
  readonly name: string;
  readonly channels: readonly string[];
  readonly connection: ConnectionSummary | null;
  readonly client: PlaygroundClient | null;
  readonly exchanges: readonly string[];
}

export interface ConsumerStageNode {
  readonly id: string;
  readonly kind: 'consumer';
  readonly name: string;
  readonly queue: string;
  readonly members: readonly ConsumerNode[];
  readonly connection: ConnectionSummary | null;
  readonly client: PlaygroundClient | null;
  /** 0 means without limit. */
  readonly prefetchCount: number;
  readonly noAck: boolean;
  readonly byHand: boolean;
}

export interface ExchangeStageNode {
  readonly id: string;
  readonly kind: 'exchange';
  readonly name: string;
  readonly exchange: ExchangeNode;
}

export interface QueueStageNode {
  readonly id: string;
  readonly kind: 'queue';
  readonly name: string;
  readonly queue: QueueNode;
}

export type StageNode = ProducerStageNode | ConsumerStageNode | ExchangeStageNode | QueueStageNode;

export type StageEdge = {
  readonly id: string;
  readonly source: string;
  readonly target: string;
} & (
  | { readonly kind: 'publish'; readonly exchange: string; readonly channels: readonly string[] }
  | {
      readonly kind: 'binding';
      readonly from: string;
      readonly to: string;
      readonly destinationType: 'queue' | 'exchange';
      /** Empty for the implicit bindings of the default exchange. */
      readonly bindings: readonly BindingEdge[];
    }
  | { readonly kind: 'consume'; readonly queue: string; readonly members: readonly ConsumerNode[] }
  | { readonly kind: 'alternate'; readonly from: string; readonly to: string }
);

export interface StageGraph {
  readonly nodes: ReadonlyMap<string, StageNode>;
  readonly edges: ReadonlyMap<string, StageEdge>;
  readonly producerOf: ReadonlyMap<string, string>;
  readonly consumerOf: ReadonlyMap<string, string>;
}

export interface GraphOptions {
  readonly clients: ReadonlyMap<string, PlaygroundClient>;
  readonly defaultRoutes: ReadonlySet<string>;
  /** Also the predeclared exchanges that nobody uses. */
  readonly showAll: boolean;
}

export const nodeId = {
  exchange: (name: string) => `exchange:${name}`,
  queue: (name: string) => `queue:${name}`,
  client: (id: string) => `client:${id}`,
};

export const edgeId = {
  publish: (producer: string, exchange: string) => `publish|${producer}|${exchange}`,
  binding: (from: string, type: 'queue' | 'exchange', to: string) => `binding|${from}|${type}|${to}`,
  consume: (queue: string, consumer: string) => `consume|${queue}|${consumer}`,
  alternate: (from: string, to: string) => `alternate|${from}|${to}`,
};

/** More external channels than this that do the same are drawn as one node. */
const GROUP_FROM = 7;

export function buildGraph(model: LiveModel, options: GraphOptions): StageGraph {
  const builder = new GraphBuilder(model, options);
  return builder.build();
}

/** Keeps the objects that did not change, so that memoised nodes are not drawn again. */
export function shareGraph(previous: StageGraph | null, next: StageGraph): StageGraph {
  if (previous === null) return next;
  return { ...next, nodes: shareMap(previous.nodes, next.nodes), edges: shareMap(previous.edges, next.edges) };
}

function shareMap<T>(previous: ReadonlyMap<string, T>, next: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const shared = new Map<string, T>();
  let changed = previous.size !== next.size;
  for (const [id, value] of next) {
    const old = previous.get(id);
    const same = old !== undefined && sameShape(old, value);
    if (!same) changed = true;
    shared.set(id, same ? old : value);
  }
  return changed ? shared : previous;
}

function sameShape(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => sameShape(left[key], right[key]));
}

class GraphBuilder {
  readonly #model: LiveModel;
  readonly #options: GraphOptions;
  readonly #nodes = new Map<string, StageNode>();
  readonly #edges = new Map<string, StageEdge>();
  readonly #producerOf = new Map<string, string>();
  readonly #consumerOf = new Map<string, string>();

  constructor(model: LiveModel, options: GraphOptions) {
    this.#model = model;
    this.#options = options;
  }

  build(): StageGraph {
    for (const queue of this.#model.queues.values()) {
      const id = nodeId.queue(queue.name);
      this.#nodes.set(id, { id, kind: 'queue', name: queue.name, queue });
    }
    this.#addProducers();
    this.#addConsumers();
    this.#addBindings();
    this.#addExchanges();
    this.#dropLooseEdges();
    return { nodes: this.#nodes, edges: this.#edges, producerOf: this.#producerOf, consumerOf: this.#consumerOf };
  }

  #addProducers(): void {
    const channelsOf = groupBy(this.#model.producers.values(), (producer) => producer.connection.playgroundId ?? '');
    for (const client of this.#options.clients.values()) {
      if (client.spec.kind !== 'producer') continue;
      const channels = channelsOf.get(client.id) ?? [];
      this.#addProducer(nodeId.client(client.id), client.spec.name, channels, client);
      channelsOf.delete(client.id);
    }
    const others = [...channelsOf.values()].flat();
    const alike = groupBy(others, (producer) => [...producer.exchanges].sort().join('\u0000'));
    for (const [key, producers] of alike) {
      if (producers.length < GROUP_FROM) {
        for (const producer of producers) {
          this.#addProducer(`producer:${producer.channel}`, nameOf(producer.connection), [producer], null);
        }
      } else {
        this.#addProducer(`producers:${key}`, `${producers.length} producers`, producers, null);
      }
    }
  }

  #addProducer(id: string, name: string, members: readonly ProducerNode[], client: PlaygroundClient | null): void {
    const exchanges = new Set(members.flatMap((member) => member.exchanges));
    if (client?.spec.kind === 'producer') exchanges.add(client.spec.exchange);
    const channels = members.map((member) => member.channel);
    const connection = members[0]?.connection ?? null;
    this.#nodes.set(id, { id, kind: 'producer', name, channels, connection, client, exchanges: [...exchanges] });
    for (const channel of channels) this.#producerOf.set(channel, id);
    for (const exchange of exchanges) {
      const edge = edgeId.publish(id, exchange);
      const target = nodeId.exchange(exchange);
      this.#edges.set(edge, { id: edge, source: id, target, kind: 'publish', exchange, channels });
    }
  }

  #addConsumers(): void {
    const byClient = groupBy(this.#model.consumers.values(), (consumer) => consumer.connection.playgroundId ?? '');
    for (const client of this.#options.clients.values()) {
      if (client.spec.kind !== 'consumer') continue;
      this.#addConsumer(nodeId.client(client.id), client.spec.name, byClient.get(client.id) ?? [], client);
      byClient.delete(client.id);
    }
    const others = [...byClient.values()].flat();
    const alike = groupBy(others, (consumer) => consumer.queue);
    for (const [queue, consumers] of alike) {
      if (consumers.length < GROUP_FROM) {
        for (const consumer of consumers) {
          const id = `consumer:${consumerKeyOf(consumer.channel, consumer.consumerTag)}`;
          this.#addConsumer(id, nameOf(consumer.connection), [consumer], null);
        }
      } else {
        this.#addConsumer(`consumers:${queue}`, `${consumers.length} consumers`, consumers, null);
      }
    }
  }

  #addConsumer(id: string, name: string, members: readonly ConsumerNode[], client: PlaygroundClient | null): void {
    const spec = client?.spec.kind === 'consumer' ? client.spec : null;
    const queue = spec?.queue ?? members[0]?.queue ?? '';
    const unlimited = members.some((member) => member.prefetchCount === 0);
    const prefetch = unlimited ? 0 : members.reduce((sum, member) => sum + member.prefetchCount, 0);
    this.#nodes.set(id, {
      id,
      kind: 'consumer',
      name,
      queue,
      members,
      connection: members[0]?.connection ?? null,
      client,
      prefetchCount: spec?.prefetchCount ?? prefetch,
      noAck: spec === null ? members.every((member) => member.noAck) : spec.ackMode === 'automatic',
      byHand: spec?.ackMode === 'by-hand',
    });
    for (const member of members) this.#consumerOf.set(consumerKeyOf(member.channel, member.consumerTag), id);
    const edge = edgeId.consume(queue, id);
    this.#edges.set(edge, { id: edge, source: nodeId.queue(queue), target: id, kind: 'consume', queue, members });
  }

  #addBindings(): void {
    const bundles = groupBy(this.#model.bindings.values(), (binding) =>
      edgeId.binding(binding.source, binding.destinationType, binding.destination),
    );
    for (const bindings of bundles.values()) {
      const [first] = bindings;
      if (first !== undefined) this.#addBinding(first.source, first.destinationType, first.destination, bindings);
    }
    for (const queue of this.#options.defaultRoutes) this.#addBinding('', 'queue', queue, []);
    for (const client of this.#options.clients.values()) {
      const { spec } = client;
      if (spec.kind === 'producer' && spec.exchange === '') this.#addBinding('', 'queue', spec.routingKey, []);
    }
    for (const { name, alternateExchange } of this.#model.exchanges.values()) {
      if (alternateExchange === null) continue;
      const id = edgeId.alternate(name, alternateExchange);
      const [source, target] = [nodeId.exchange(name), nodeId.exchange(alternateExchange)];
      this.#edges.set(id, { id, source, target, kind: 'alternate', from: name, to: alternateExchange });
    }
  }

  #addBinding(from: string, type: 'queue' | 'exchange', to: string, bindings: readonly BindingEdge[]): void {
    const id = edgeId.binding(from, type, to);
    if (this.#edges.has(id)) return;
    this.#edges.set(id, {
      id,
      source: nodeId.exchange(from),
      target: nodeId[type](to),
      kind: 'binding',
      from,
      to,
      destinationType: type,
      bindings,
    });
  }

  #addExchanges(): void {
    const used = new Set<string>();
    for (const edge of this.#edges.values()) {
      if (edge.kind !== 'binding' || edge.from !== '' || this.#nodes.has(edge.target)) {
        used.add(edge.source);
        used.add(edge.target);
      }
    }
    for (const exchange of this.#model.exchanges.values()) {
      const id = nodeId.exchange(exchange.name);
      if (isPredeclared(exchange.name) && !used.has(id) && !this.#options.showAll) continue;
      this.#nodes.set(id, { id, kind: 'exchange', name: exchange.name, exchange });
    }
  }

  #dropLooseEdges(): void {
    for (const [id, edge] of this.#edges) {
      if (!this.#nodes.has(edge.source) || !this.#nodes.has(edge.target)) this.#edges.delete(id);
    }
  }
}

export function isPredeclared(exchange: string): boolean {
  return exchange === '' || exchange.startsWith('amq.');
}

/** What a person would call this client: its own name for the connection, else the library, else its address. */
export function nameOf(connection: ConnectionSummary): string {
  if (connection.providedName !== null && connection.providedName !== '') return connection.providedName;
  return connection.product ?? connection.name.split(' -> ')[0] ?? connection.name;
}

function groupBy<T>(values: Iterable<T>, keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
