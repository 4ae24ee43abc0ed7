'use client';

import type { StageNode } from '@/lib/stage-graph';
import type { FlowNode } from './flow-types';

type LaneKind = Exclude<StageNode['kind'], 'frame'>;

const titles: Readonly<Record<LaneKind, string>> = {
  producer: 'Producers',
  exchange: 'Exchanges',
  queue: 'Queues',
  consumer: 'Consumers',
};
const SIDE = 18;
const TOP = 46;
const BOTTOM = 20;

/** A quiet band behind each kind of node, with its name on top. */
export function StageLanes({ nodes }: { readonly nodes: readonly FlowNode[] }) {
  const lanes = lanesOf(nodes);
  if (lanes.length === 0) return null;
  const top = Math.min(...lanes.map((lane) => lane.top)) - TOP;
  const height = Math.max(...lanes.map((lane) => lane.bottom)) + BOTTOM - top;
  return (
    <>
      {lanes.map(({ kind, left, right }) => (
        <div
          key={kind}
          aria-hidden
          data-lane={kind}
          className="stage-lane absolute -z-10 rounded-2xl"
          style={{ left: left - SIDE, top, width: right - left + 2 * SIDE, height }}
        >
          <span className="stage-lane-title" style={{ bottom: height - TOP }}>
            {titles[kind]}
          </span>
        </div>
      ))}
    </>
  );
}

interface Lane {
  readonly kind: LaneKind;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function lanesOf(nodes: readonly FlowNode[]): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const node of nodes) {
    if (node.type === 'note') continue;
    const { kind } = node.data.node;
    if (kind === 'frame') continue;
    const { x, y, width, height } = node.box;
    const lane = lanes.get(kind) ?? { kind, left: x, right: x + width, top: y, bottom: y + height };
    lanes.set(kind, {
      kind,
      left: Math.min(lane.left, x),
      right: Math.max(lane.right, x + width),
      top: Math.min(lane.top, y),
      bottom: Math.max(lane.bottom, y + height),
    });
  }
  return [...lanes.values()];
}
