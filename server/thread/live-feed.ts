import type { ConsumerState, Snapshot, TopologyOp } from '@/lib/live-events';
import type { Binding } from '@/server/broker/binding';
import type { Broker } from '@/server/broker/broker';
import type { Channel } from '@/server/broker/channel';
import type { Consumer } from '@/server/broker/consumer';
import type { BrokerObserver } from '@/server/broker/observer';
import type { PublishCounter } from '@/server/broker/route';
import type { VHost } from '@/server/broker/vhost';
import type { LiveListener } from './engine';
import { bindingEdge, consumerNode, consumerState, exchangeNode, producerNode, queueNode } from './live-nodes';
import { PatchBuffer } from './live-patches';
import { StatsSampler } from './live-stats';
import { MessageTracer, type TracerPorts } from './live-tracer';

const STATS_INTERVAL_MS = 200;
const QUIET_INTERVAL_MS = 1000;
/** A tick may come a little early without missing its frame. */
const TICK_SLACK_MS = 10;

export interface FeedOptions {
  readonly broker: Broker;
  readonly vhost: VHost;
  readonly listener: LiveListener;
  readonly ports: TracerPorts;
  /** Revision of the first snapshot. */
  readonly rev: number;
}

/** Everything that viewers of one vhost see. Its owner calls `tick` about every 50 ms. */
export class LiveFeed {
  readonly #vhost: VHost;
  readonly #listener: LiveListener;
  readonly #ports: TracerPorts;
  readonly #patches = new PatchBuffer();
  readonly #stats: StatsSampler;
  readonly #tracer: MessageTracer;
  /** What nobody tells when it changes: whether a producer has confirms or is blocked, and which consumers work. */
  readonly #producers = new Map<Channel, string>();
  readonly #consumers = new Map<Consumer, ConsumerState>();
  readonly #stopObserving: () => void;
  #rev: number;
  #statsAt: number;
  /** The vhost is gone; nothing follows. */
  isOver = false;

  constructor({ broker, vhost, listener, ports, rev }: FeedOptions) {
    this.#vhost = vhost;
    this.#listener = listener;
    this.#ports = ports;
    this.#rev = rev;
    this.#statsAt = ports.now();
    this.#stats = new StatsSampler(vhost, this.#statsAt);
    for (const channel of this.#stats.producers) this.#producers.set(channel, producerState(channel));
    for (const queue of vhost.queues.values()) {
      for (const consumer of queue.consumers) this.#consumers.set(consumer, consumerState(consumer));
    }
    this.#tracer = new MessageTracer(vhost, ports);
    vhost.tracer = this.#tracer;
    this.#stopObserving = broker.observe(this.#observer());
  }

  get rev(): number {
    return this.#rev;
  }

  /** The vhost as it is now. Patches that were waiting go out first, so that the next one follows on the snapshot. */
  snapshot(): Snapshot {
    this.#noticeStates();
    this.#flush();
    const vhost = this.#vhost;
    const queues = [...vhost.queues.values()];
    return {
      vhost: vhost.name,
      rev: this.#rev,
      exchanges: [...vhost.exchanges.values()].map(exchangeNode),
      queues: queues.map(queueNode),
      bindings: [...vhost.bindings.values()].map(bindingEdge),
      producers: [...this.#stats.producers].map(producerNode),
      consumers: queues.flatMap((queue) => [...queue.consumers].map(consumerNode)),
      stats: this.#stats.full(this.#ports.now()),
    };
  }

  tick(): void {
    const now = this.#ports.now();
    const isFrameDue = now - this.#statsAt >= STATS_INTERVAL_MS - TICK_SLACK_MS;
    if (isFrameDue) this.#noticeStates();
    this.#stats.sweep(isFrameDue);
    this.#flush();
    const batch = this.#tracer.take();
    if (batch) this.#listener.trace(batch);
    if (!isFrameDue) return;
    const isSilent = now - this.#statsAt >= QUIET_INTERVAL_MS - TICK_SLACK_MS;
    const frame = this.#stats.take(now, this.#tracer.takeReplies()) ?? (isSilent ? this.#stats.quiet(now) : null);
    if (frame === null) return;
    this.#statsAt = now;
    this.#listener.stats(frame);
  }

  close(): void {
    this.#stopObserving();
    if (this.#vhost.tracer === this.#tracer) this.#vhost.tracer = null;
  }

  #flush(): void {
    const ops = this.#patches.take();
    if (ops.length === 0) return;
    this.#rev += 1;
    this.#listener.patch({ vhost: this.#vhost.name, rev: this.#rev, ops });
  }

  #observer(): Partial<BrokerObserver> {
    const name = this.#vhost.name;
    const patches = this.#patches;
    const stats = this.#stats;
    return {
      exchangeCreated: (exchange) => {
        if (exchange.vhost !== name) return;
        patches.put(`exchange ${exchange.name}`, { op: 'put-exchange', value: exchangeNode(exchange) });
      },
      exchangeChanged: (exchange) => {
        if (exchange.vhost !== name) return;
        patches.put(`exchange ${exchange.name}`, { op: 'put-exchange', value: exchangeNode(exchange) }, true);
      },
      exchangeDeleted: (exchange) => {
        if (exchange.vhost !== name) return;
        patches.remove(`exchange ${exchange.name}`, { op: 'remove-exchange', name: exchange.name });
      },
      queueCreated: (queue) => {
        if (queue.vhost !== name) return;
        stats.addQueue(queue);
        patches.put(`queue ${queue.name}`, { op: 'put-queue', value: queueNode(queue) });
      },
      queueChanged: (queue) => {
        if (queue.vhost !== name) return;
        patches.put(`queue ${queue.name}`, { op: 'put-queue', value: queueNode(queue) }, true);
      },
      queueDeleted: (queue) => {
        if (queue.vhost !== name) return;
        stats.removeQueue(queue);
        patches.remove(`queue ${queue.name}`, { op: 'remove-queue', name: queue.name });
      },
      bindingCreated: (binding) => this.#bindingCreated(binding),
      bindingDeleted: (binding) => this.#bindingDeleted(binding),
      channelClosed: (channel) => this.#channelClosed(channel),
      consumerCreated: (consumer) => this.#consumerCreated(consumer),
      consumerDeleted: (consumer) => this.#consumerDeleted(consumer),
      producerSeen: (channel, exchange) => this.#producerSeen(channel, exchange),
      vhostDeleted: (vhost) => {
        if (vhost === name) this.#vhostDeleted();
      },
    };
  }

  #bindingCreated(binding: Binding): void {
    if (binding.source.vhost !== this.#vhost.name) return;
    this.#stats.addBinding(binding);
    const value = bindingEdge(binding);
    this.#patches.put(bindingKey(value), { op: 'put-binding', value });
  }

  #bindingDeleted(binding: Binding): void {
    if (binding.source.vhost !== this.#vhost.name) return;
    this.#stats.removeBinding(binding);
    const value = bindingEdge(binding);
    this.#patches.remove(bindingKey(value), { op: 'remove-binding', value });
  }

  #producerSeen(channel: Channel, exchange: string): void {
    if (channel.connection.vhost !== this.#vhost.name) return;
    this.#stats.addProducer(channel, channel.publishes.get(exchange) as PublishCounter);
    this.#putProducer(channel, this.#producers.has(channel));
  }

  #putProducer(channel: Channel, isUpdate: boolean): void {
    this.#producers.set(channel, producerState(channel));
    const op: TopologyOp = { op: 'put-producer', value: producerNode(channel) };
    this.#patches.put(`producer ${channel.name}`, op, isUpdate);
  }

  /** A channel may turn confirms on after it has published, and a consumer may take over; nobody tells. */
  #noticeStates(): void {
    for (const [channel, state] of this.#producers) {
      if (producerState(channel) !== state) this.#putProducer(channel, true);
    }
    for (const [consumer, state] of this.#consumers) {
      if (consumerState(consumer) !== state) this.#putConsumer(consumer, true);
    }
  }

  #channelClosed(channel: Channel): void {
    if (!this.#producers.delete(channel)) return;
    this.#stats.removeProducer(channel);
    this.#patches.remove(`producer ${channel.name}`, { op: 'remove-producer', channel: channel.name });
  }

  #consumerCreated(consumer: Consumer): void {
    if (consumer.queue.vhost !== this.#vhost.name) return;
    this.#stats.addConsumer(consumer);
    this.#putConsumer(consumer, false);
  }

  #putConsumer(consumer: Consumer, isUpdate: boolean): void {
    this.#consumers.set(consumer, consumerState(consumer));
    const op: TopologyOp = { op: 'put-consumer', value: consumerNode(consumer) };
    this.#patches.put(consumerKey(consumer), op, isUpdate);
  }

  #consumerDeleted(consumer: Consumer): void {
    if (consumer.queue.vhost !== this.#vhost.name) return;
    this.#stats.removeConsumer(consumer);
    this.#consumers.delete(consumer);
    const { channel, consumerTag } = consumer;
    this.#patches.remove(consumerKey(consumer), { op: 'remove-consumer', channel: channel.name, consumerTag });
  }

  #vhostDeleted(): void {
    this.#patches.put('vhost', { op: 'remove-vhost' });
    this.#flush();
    this.isOver = true;
    this.close();
  }
}

function bindingKey(value: {
  source: string;
  destinationType: string;
  destination: string;
  propertiesKey: string;
}): string {
  return JSON.stringify(['binding', value.source, value.destinationType, value.destination, value.propertiesKey]);
}

function producerState({ confirms, connection }: Channel): string {
  return `${confirms} ${connection.isBlocked}`;
}

function consumerKey({ channel, consumerTag }: Consumer): string {
  return JSON.stringify(['consumer', channel.name, consumerTag]);
}
