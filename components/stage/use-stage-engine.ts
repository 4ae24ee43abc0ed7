'use client';

import { useEffect, useMemo, useRef } from 'react';
import { useCanvasView } from '@/components/canvas/canvas-context';
import { endAt } from '@/components/canvas/ends';
import { consumerKeyOf } from '@/lib/live-model';
import { liveStore } from '@/lib/live-store';
import type { FoldedGraph } from '@/lib/stage-fold';
import { edgeId, nodeId, type StageGraph } from '@/lib/stage-graph';
import { edgeRate } from '@/lib/stage-numbers';
import { useMotion } from './motion-store';
import { NumberPainters } from './number-painters';
import type { StageTools } from './stage-context';
import { TokenEngine } from './token-engine';
import { COLOURS } from './token-sprites';

/** From the side of a consumer to the signs of what became of its messages. */
const SIGN_PX = 12;

const NOTHING: FoldedGraph = {
  graph: { nodes: new Map(), edges: new Map(), producerOf: new Map(), consumerOf: new Map() },
  hidden: new Map(),
  standIns: new Map(),
};

/** The painters of this stage. They read the graph through a ref, so that a change of structure rebuilds nothing. */
export function useStageEngine(vhost: string, folded: FoldedGraph): StageTools {
  const latest = useRef<FoldedGraph>(NOTHING);
  useEffect(() => {
    latest.current = folded;
  }, [folded]);
  const view = useCanvasView();
  const tools = useMemo(() => {
    const current = () => latest.current.graph;
    const standIns = () => latest.current.standIns;
    const engine: TokenEngine = new TokenEngine({
      edges: edgeMapOf(current, standIns, (edge) => engine.lengthOf(edge)),
      viewport: () => view.viewport,
      anchorOf: (meant) => {
        const id = standIns().get(meant) ?? meant;
        const box = view.boxes.get(id);
        const node = current().nodes.get(id);
        if (box === undefined || node === undefined) return null;
        const end = endAt(box, 'source');
        // Beside a consumer nothing is drawn: a sign there hides neither its name nor its slots.
        return node.kind === 'consumer' ? { x: end.x + SIGN_PX, y: end.y } : end;
      },
      edgeRate: (id) => {
        const edge = current().edges.get(id);
        return edge === undefined ? 0 : edgeRate(edge, liveStore.numbers);
      },
      onDrawn: (drawn) => useMotion.getState().set(drawn),
    });
    return { vhost, painters: new NumberPainters(), engine, graph: current };
  }, [vhost, view]);
  useEffect(() => tools.painters.start(), [tools]);
  useEffect(() => liveStore.onFrame(() => tools.painters.changed()), [tools]);
  return tools;
}

/** The line of the answers that a channel gets by direct reply-to; null when there is none, or not one alone. */
function replyTo(graph: StageGraph, channel: string): string | null {
  const found = [...graph.edges.values()].filter(
    (edge) => edge.kind === 'reply' && edge.routes.some(({ asker }) => asker === channel),
  );
  return found.length === 1 ? (found[0]?.id ?? null) : null;
}

function edgeMapOf(
  current: () => StageGraph,
  standIns: () => FoldedGraph['standIns'],
  lengthOf: (edge: string) => number,
) {
  const known = (id: string) => (current().edges.has(id) ? id : (standIns().get(id) ?? null));
  const colours = new Map<string, number>();
  return {
    publish: (channel: string, exchange: string) => {
      const producer = current().producerOf.get(channel);
      return producer === undefined ? null : known(edgeId.publish(producer, exchange));
    },
    route: (source: string, type: 'queue' | 'exchange', destination: string) => {
      const binding = known(edgeId.binding(source, type, destination));
      return binding ?? (type === 'exchange' ? known(edgeId.alternate(source, destination)) : null);
    },
    deliver: (queue: string, channel: string, consumerTag: string) => {
      const consumer = current().consumerOf.get(consumerKeyOf(channel, consumerTag));
      return consumer === undefined ? replyTo(current(), channel) : known(edgeId.consume(queue, consumer));
    },
    deadLetter: (queue: string, exchange: string) => known(edgeId.deadLetter(queue, exchange)),
    exchange: nodeId.exchange,
    queue: nodeId.queue,
    targetOf: (edge: string) => current().edges.get(edge)?.target ?? null,
    lengthOf,
    colourOf: (channel: string | null) => {
      const producer = channel === null ? '' : (current().producerOf.get(channel) ?? channel);
      const colour = colours.get(producer) ?? colours.size % COLOURS;
      colours.set(producer, colour);
      return colour;
    },
  };
}
