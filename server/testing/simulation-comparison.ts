import type { Broker } from '@/server/broker/broker';
import type { Channel } from '@/server/broker/channel';
import type { Queue } from '@/server/broker/queue';
import type { Model, ModelChannel, ModelQueue } from './simulation-model';

interface ComparedChannel {
  readonly channel: Channel;
  readonly model: ModelChannel;
}

/** Throws unless the broker holds exactly what the model says. */
export function compare(broker: Broker, model: Model, channels: readonly ComparedChannel[]): void {
  const queues = broker.vhosts.get('/')?.queues as Map<string, Queue>;
  expectSame('queues', [...queues.keys()].sort(), [...model.queues.keys()].sort());
  for (const queue of model.queues.values()) compareQueue(queues.get(queue.name) as Queue, queue, model);
  for (const { channel, model: wanted } of channels) {
    const tags = [...channel.unacked.entries()].map(([tag]) => tag);
    expectSame(`${wanted.key} unacked`, tags, [...wanted.unacked.keys()]);
  }
  const alive = new Set<number>();
  for (const queue of model.queues.values()) for (const { id } of queue.ready) alive.add(id);
  for (const { model: wanted } of channels) for (const { message } of wanted.unacked.values()) alive.add(message.id);
  expectSame('messages in memory', broker.memory.messages, alive.size);
}

function compareQueue(queue: Queue, wanted: ModelQueue, model: Model): void {
  const counters = (from: Queue | ModelQueue): number[] => [from.enqueued, from.acked, from.rejected, from.redelivered];
  expectSame(`counters of ${queue.name}`, counters(queue), counters(wanted));
  const held = [queue.readyCount, queue.unackedCount, queue.consumers.size];
  expectSame(`contents of ${queue.name}`, held, [wanted.ready.length, wanted.unacked, wanted.consumers.size]);
  if (wanted.ready.length === 0) expectSame(`ready bytes of ${queue.name}`, queue.readyBytes, 0);
  if (wanted.unacked === 0) expectSame(`unacked bytes of ${queue.name}`, queue.unackedBytes, 0);
  if (wanted.ready.length === 0) return;
  for (const consumer of wanted.consumers.values()) {
    if (model.hasCapacity(consumer)) throw new Error(`${consumer.key} has capacity but gets nothing`);
  }
}

export function expectSame(what: string, given: unknown, wanted: unknown): void {
  const [a, b] = [JSON.stringify(given), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: ${a}, should be ${b}`);
}
