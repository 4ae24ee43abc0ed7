import { exchangeLabel } from './amqp-names';
import { formatAge, formatMs, formatPercent, formatRate, plural } from './format';
import type { ConsumerState } from './live-events';
import { type LiveNumbers, meterKey } from './live-numbers';
import {
  type ConsumerStageNode,
  type FrameStageNode,
  keyText,
  type ProducerStageNode,
  type StageEdge,
  type StageGraph,
  type StageNode,
} from './stage-graph';

export interface Flow {
  readonly inPerSecond: number;
  readonly outPerSecond: number;
}

export function flowOf(node: StageNode, numbers: LiveNumbers): Flow {
  switch (node.kind) {
    case 'frame':
      return {
        inPerSecond: sum(node.incoming, (edge) => edgeRate(edge, numbers)),
        outPerSecond: sum(node.outgoing, (edge) => edgeRate(edge, numbers)),
      };
    case 'producer':
      return { inPerSecond: 0, outPerSecond: sum(node.channels, (name) => numbers.rate(meterKey.producerOut(name))) };
    case 'exchange':
      return {
        inPerSecond: numbers.rate(meterKey.exchangeIn(node.name)),
        outPerSecond: numbers.rate(meterKey.exchangeOut(node.name)),
      };
    case 'queue':
      return {
        inPerSecond: numbers.rate(meterKey.queueIn(node.name)),
        outPerSecond: numbers.rate(meterKey.queueOut(node.name)),
      };
    case 'consumer': {
      const rate = sum(node.members, ({ channel, consumerTag }) =>
        numbers.rate(meterKey.deliver(channel, consumerTag)),
      );
      return { inPerSecond: rate, outPerSecond: 0 };
    }
  }
}

export function edgeRate(edge: StageEdge, numbers: LiveNumbers): number {
  switch (edge.kind) {
    case 'publish':
      return sum(edge.channels, (channel) => numbers.rate(meterKey.publish(channel, edge.exchange)));
    case 'binding':
      return numbers.rate(meterKey.route(edge.from, edge.destinationType, edge.to));
    case 'alternate':
      return numbers.rate(meterKey.route(edge.from, 'exchange', edge.to));
    case 'consume':
      return sum(edge.members, ({ channel, consumerTag }) => numbers.rate(meterKey.deliver(channel, consumerTag)));
    case 'bundle':
      return sum(edge.edges, (inner) => edgeRate(inner, numbers));
    case 'reply':
      return sum(edge.routes, (route) => numbers.rate(meterKey.reply(route)));
    case 'dead-letter':
      return numbers.rate(meterKey.deadLetter(edge.queue));
  }
}

/** Unacked deliveries that a consumer holds. */
export function heldBy(node: ConsumerStageNode, numbers: LiveNumbers): number {
  return sum(node.members, ({ channel, consumerTag }) => numbers.heldBy(channel, consumerTag));
}

/** What a node is called where people read it: the default exchange has no name of its own. */
export function labelOf(node: StageNode): string {
  return node.kind === 'exchange' ? exchangeLabel(node.name) : node.name;
}

/** The accessible name of a node, with its numbers of this second. */
export function describeNode(node: StageNode, numbers: LiveNumbers): string {
  const { inPerSecond, outPerSecond } = flowOf(node, numbers);
  switch (node.kind) {
    case 'frame': {
      const { ready, unacked } = countsOf(node, numbers);
      return `Frame ${node.name}, folded, ${contentsOf(node)}, ${ready} ready, ${unacked} unacked`;
    }
    case 'producer':
      return `Producer ${node.name}, publishes ${formatRate(outPerSecond)}${producerState(node)}`;
    case 'exchange': {
      const name = node.name === '' ? exchangeLabel('') : `${node.exchange.type} exchange ${node.name}`;
      return `${capital(name)}, ${formatRate(inPerSecond)} in, ${formatRate(outPerSecond)} routed`;
    }
    case 'queue': {
      const { ready, unacked, consumers } = numbers.queue(node.name);
      const parts = [`Queue ${node.name}`, `${ready} ready`, `${unacked} unacked`, plural(consumers, 'consumer')];
      if (node.queue.isPaused) parts.push('paused');
      return [...parts, ...waitingOf(node.name, numbers)].join(', ');
    }
    case 'consumer': {
      const limit = node.prefetchCount === 0 ? 'no limit' : `of ${node.prefetchCount}`;
      const held = node.noAck ? 'automatic ack' : `holds ${heldBy(node, numbers)} ${limit}`;
      const parts = [`Consumer ${node.name} of queue ${node.queue}`, held, ...workWords(node, numbers)];
      if (node.state !== 'running') parts.push(consumerStates[node.state]);
      return `${parts.join(', ')}${stateOf(node.client?.state)}`;
    }
  }
}

export function describeEdge(edge: StageEdge, graph: StageGraph): string {
  switch (edge.kind) {
    case 'publish':
      return `${graph.nodes.get(edge.source)?.name ?? 'A producer'} publishes to ${exchangeLabel(edge.exchange)}`;
    case 'binding': {
      const ends = `${exchangeLabel(edge.from)} to ${edge.destinationType} ${edge.to}`;
      return edge.bindings.length === 0 ? `Implicit binding, ${ends}` : `Binding, ${ends}, ${bindingLabel(edge)}`;
    }
    case 'consume':
      return `${graph.nodes.get(edge.target)?.name ?? 'A consumer'} consumes from queue ${edge.queue}`;
    case 'alternate':
      return `Alternate exchange: what ${edge.from} cannot route goes to ${edge.to}`;
    case 'bundle': {
      const [source, target] = [graph.nodes.get(edge.source), graph.nodes.get(edge.target)];
      return `${plural(edge.edges.length, 'line')} from ${source?.name ?? ''} to ${target?.name ?? ''}`;
    }
    case 'reply': {
      const [source, target] = [graph.nodes.get(edge.source), graph.nodes.get(edge.target)];
      const to = target?.kind === 'queue' ? `to queue ${target.name}` : `straight to ${target?.name ?? 'who asked'}`;
      return `Replies of ${source?.name ?? 'a consumer'} go ${to}`;
    }
    case 'dead-letter': {
      const key = edge.routingKey === null ? 'with their own key' : `with the key ${edge.routingKey}`;
      return `Dead letters of queue ${edge.queue} go to ${exchangeLabel(edge.to)} ${key}`;
    }
  }
}

/** What stands on a binding edge: its key, or how many there are. */
export function bindingLabel(edge: StageEdge & { kind: 'binding' }): string {
  const [first] = edge.bindings;
  if (first === undefined) return '';
  if (edge.bindings.length > 1) return `×${edge.bindings.length}`;
  return keyText(first);
}

/** The messages of all queues in a frame. */
export function countsOf({ members }: FrameStageNode, numbers: LiveNumbers): { ready: number; unacked: number } {
  const queues = members.flatMap((node) => (node.kind === 'queue' ? [numbers.queue(node.name)] : []));
  return { ready: sum(queues, ({ ready }) => ready), unacked: sum(queues, ({ unacked }) => unacked) };
}

/** `2 queues, 1 exchange`. */
export function contentsOf({ members }: FrameStageNode): string {
  const kinds = ['exchange', 'queue', 'producer', 'consumer'] as const;
  const counts = kinds.map((kind) => [kind, members.filter((node) => node.kind === kind).length] as const);
  return counts.flatMap(([kind, count]) => (count === 0 ? [] : [plural(count, kind)])).join(', ');
}

/** How long the oldest message has waited, and how many wait of each priority. */
export function waitingOf(queue: string, numbers: LiveNumbers): string[] {
  const age = numbers.oldestAge(queue);
  const priorities = numbers.queue(queue).priorities ?? [];
  const words = age === null ? [] : [`oldest waits ${formatAge(age)}`];
  if (priorities.length > 0) words.push(priorities.map(([level, ready]) => `${ready} of priority ${level}`).join(', '));
  return words;
}

export const consumerStates: Readonly<Record<Exclude<ConsumerState, 'running'>, string>> = {
  active: 'active: the only one that gets messages',
  standby: 'waits until the active consumer ends',
  stopped: 'stopped by its own client',
};

/** `34 ms a job`, `2% refused`; nothing until it has settled a message. */
export function workWords({ members }: ConsumerStageNode, numbers: LiveNumbers): string[] {
  const work = numbers.workOf(...members);
  if (work === null) return [];
  const words = [`${formatMs(work.msPerJob)} a job`];
  return work.failed === 0 ? words : [...words, `${formatPercent(work.failed)} refused`];
}

function producerState({ client, isBlocked }: ProducerStageNode): string {
  if (client === null) return isBlocked ? ', blocked' : '';
  return stateOf(client.state);
}

function stateOf(state: string | undefined): string {
  return state === undefined || state === 'running' ? '' : `, ${state}`;
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
