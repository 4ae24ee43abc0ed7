import type { BindingEdge, ConsumerNode, ConsumerState, PlaygroundClient, ProducerNode } from './live-events';
import { consumerKeyOf, type LiveModel } from './live-model';
import {
  edgeId,
  type GraphOptions,
  isPredeclared,
  type KeyGroup,
  keyText,
  nameOf,
  nodeId,
  type StageEdge,
  type StageGraph,
  type StageNode,
} from './stage-graph';

/** More external channels than this that do the same are drawn as one node. */
const GROUP_FROM = 7;

export function buildGraph(model: LiveModel, options: GraphOptions): StageGraph {
  const builder = new GraphBuilder(model, options);
  return builder.build();
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
    this.#addDeadLetters();
    this.#addReplies();
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
    const isBlocked = members.some((member) => member.isBlocked);
    const shared = { id, kind: 'producer', name, channels, connection, client, isBlocked } as const;
    this.#nodes.set(id, { ...shared, exchanges: [...exchanges] });
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
      state: stateOf(members),
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

  #addDeadLetters(): void {
    for (const { name, deadLetterExchange: to, deadLetterRoutingKey: routingKey } of this.#model.queues.values()) {
      if (to === null) continue;
      const id = edgeId.deadLetter(name, to);
      const [source, target] = [nodeId.queue(name), nodeId.exchange(to)];
      this.#edges.set(id, { id, source, target, kind: 'dead-letter', queue: name, to, routingKey });
      if (to === '' && routingKey !== null) this.#addBinding('', 'queue', routingKey, []);
    }
  }

  #addReplies(): void {
    for (const route of this.#options.replyRoutes.values()) {
      const source = this.#consumerOf.get(consumerKeyOf(route.channel, route.consumerTag));
      const target = route.queue === null ? this.#producerOf.get(route.asker ?? '') : nodeId.queue(route.queue);
      if (source === undefined || target === undefined) continue;
      const id = edgeId.reply(source, target);
      const known = this.#edges.get(id);
      const routes = known?.kind === 'reply' ? [...known.routes, route] : [route];
      this.#edges.set(id, { id, source, target, kind: 'reply', routes });
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
    const keys = groupBy(this.#model.bindings.values(), ({ source }) => source);
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
      this.#nodes.set(id, {
        id,
        kind: 'exchange',
        name: exchange.name,
        exchange,
        keys: keysOf(keys.get(exchange.name) ?? []),
      });
    }
  }

  #dropLooseEdges(): void {
    for (const [id, edge] of this.#edges) {
      if (!this.#nodes.has(edge.source) || !this.#nodes.has(edge.target)) this.#edges.delete(id);
    }
  }
}

const STATES: readonly ConsumerState[] = ['active', 'stopped', 'standby'];

function stateOf(members: readonly ConsumerNode[]): ConsumerState {
  return STATES.find((state) => members.some((member) => member.state === state)) ?? 'running';
}

function keysOf(bindings: readonly BindingEdge[]): KeyGroup[] {
  const groups = [...groupBy(bindings, keyText)].map(([key, group]) => ({ key, bindings: group.length }));
  return groups.sort((a, b) => b.bindings - a.bindings || (a.key < b.key ? -1 : 1));
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
