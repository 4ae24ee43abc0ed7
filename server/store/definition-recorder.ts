import { type Binding, bindingIdentity } from '@/server/broker/binding';
import type { Broker } from '@/server/broker/broker';
import type { Exchange } from '@/server/broker/exchange';
import type { Queue } from '@/server/broker/queue';
import { StreamQueue } from '@/server/broker/stream-queue';
import { bindingRecord, exchangeRecord, queueRecord, userRecord, vhostRecord } from './definition-records';
import { anchorKey, type DefinitionStore, definitionKey } from './definition-store';
import type { MessageLog } from './message-log';
import type { QueueLog } from './queue-log';

/**
 * Keeps the definitions as the broker has them. The topology tells of its changes; settings (vhosts, users, policies,
 * parameters) are few, so that they are compared with what was stored whenever somebody may have changed them: nobody can
 * forget to tell.
 */
export class DefinitionRecorder {
  readonly #broker: Broker;
  readonly #store: DefinitionStore;
  readonly #log: MessageLog;
  /** The number of the next queue, or exchange that delays, in the log. */
  #nextId: number;
  /** The settings as they were stored, as JSON. */
  #settings = new Map<string, string>();

  constructor(broker: Broker, store: DefinitionStore, log: MessageLog, nextId: number) {
    this.#broker = broker;
    this.#store = store;
    this.#log = log;
    this.#nextId = nextId;
  }

  /** `isStored` says that the store has the settings already. */
  start(isStored: boolean): void {
    if (isStored) this.#settings = this.#presentSettings();
    // An exchange of an older store has no number yet.
    for (const { exchanges } of this.#broker.vhosts.values()) {
      for (const exchange of exchanges.values()) {
        if (exchange.delayed !== null && exchange.delayed.log === null) this.#exchangeCreated(exchange);
      }
    }
    this.#broker.observe({
      vhostCreated: () => this.recordSettings(),
      vhostDeleted: () => this.recordSettings(),
      exchangeCreated: (exchange) => this.#exchangeCreated(exchange),
      exchangeDeleted: (exchange) => this.#remove(exchange, 'exchange'),
      queueCreated: (queue) => this.#queueCreated(queue),
      queueDeleted: (queue) => this.#queueDeleted(queue),
      bindingCreated: (binding) => this.#bindingChanged(binding, true),
      bindingDeleted: (binding) => this.#bindingChanged(binding, false),
    });
  }

  recordSettings(): void {
    const present = this.#presentSettings();
    for (const [key, text] of present) if (this.#settings.get(key) !== text) this.#store.put(key, JSON.parse(text));
    for (const key of this.#settings.keys()) if (!present.has(key)) this.#store.remove(key);
    this.#settings = present;
  }

  #presentSettings(): Map<string, string> {
    const { vhosts, access, parameters } = this.#broker;
    const settings = new Map<string, string>();
    for (const vhost of vhosts.values()) {
      settings.set(definitionKey('vhost', vhost.name), JSON.stringify(vhostRecord(vhost)));
    }
    for (const user of access.users.values()) {
      settings.set(definitionKey('user', user.name), JSON.stringify(userRecord(user)));
    }
    for (const parameter of parameters.all()) {
      const { component, vhost, name } = parameter;
      settings.set(definitionKey('parameter', component, vhost, name), JSON.stringify(parameter));
    }
    for (const [name, value] of parameters.global) {
      settings.set(definitionKey('global', name), JSON.stringify({ name, value }));
    }
    return settings;
  }

  #exchangeCreated(exchange: Exchange): void {
    if (!exchange.durable) return;
    const key = definitionKey('exchange', exchange.vhost, exchange.name);
    const { delayed } = exchange;
    const id = delayed === null ? null : this.#nextId++;
    if (delayed !== null && id !== null) delayed.log = this.#log.openQueue(delayed, id);
    this.#store.put(key, exchangeRecord(exchange, id, this.#broker.ports.codec));
  }

  #queueCreated(queue: Queue): void {
    if (!queue.isStored) return;
    const id = this.#nextId++;
    queue.log = this.#log.openQueue(queue, id);
    this.#store.put(definitionKey('queue', queue.vhost, queue.name), queueRecord(queue, id, this.#broker.ports.codec));
  }

  #queueDeleted(queue: Queue): void {
    if (!queue.isStored) return;
    this.#remove(queue, 'queue');
    if (queue instanceof StreamQueue) this.#store.remove(anchorKey((queue.log as QueueLog).id));
  }

  #remove({ vhost, name, durable }: Exchange | Queue, kind: 'exchange' | 'queue'): void {
    if (durable) this.#store.remove(definitionKey(kind, vhost, name));
  }

  #bindingChanged(binding: Binding, isThere: boolean): void {
    const { source, destination, bindingKey } = binding;
    const isStored = destination.kind === 'queue' ? destination.isStored : destination.durable;
    if (!source.durable || !isStored) return;
    const key = definitionKey(
      'binding',
      source.vhost,
      bindingIdentity(source, destination, bindingKey, binding.arguments),
    );
    if (isThere) this.#store.put(key, bindingRecord(binding, this.#broker.ports.codec));
    else this.#store.remove(key);
  }
}
