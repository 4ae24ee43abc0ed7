import { liveStore } from '@/lib/live-store';
import { nodeId, type StageGraph } from '@/lib/stage-graph';

/** What goes along when a queue is deleted, as far as the stage knows. */
export function blastOfQueue(graph: StageGraph, queue: string) {
  const { ready, unacked, consumers } = liveStore.numbers.queue(queue);
  let bindings = 0;
  for (const edge of graph.edges.values()) {
    if (edge.kind === 'binding' && edge.destinationType === 'queue' && edge.to === queue) bindings += edge.bindings.length;
  }
  return { messages: ready + unacked, bindings, consumers };
}

export function blastOfExchange(graph: StageGraph, exchange: string) {
  let bindings = 0;
  let producers = 0;
  for (const edge of graph.edges.values()) {
    const isEnd = edge.source === nodeId.exchange(exchange) || edge.target === nodeId.exchange(exchange);
    if (edge.kind === 'binding' && isEnd) bindings += edge.bindings.length;
    if (edge.kind === 'publish' && edge.exchange === exchange) producers += Math.max(1, edge.channels.length);
  }
  return { bindings, producers };
}
