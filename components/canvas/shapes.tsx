'use client';

import type { ReactNode } from 'react';
import type { Box } from '@/lib/stage-align';
import type { CanvasEdge, CanvasNode } from './canvas-types';
import { crossesArea, drawnIn } from './culling';
import { EdgeShell, NodeShell } from './shells';
import { useArea } from './use-area';

interface ShapesProps<N extends CanvasNode, E extends CanvasEdge> {
  readonly nodes: readonly N[];
  readonly edges: readonly E[];
  readonly drawNode: (node: N) => ReactNode;
  readonly drawEdge: (edge: E, source: Box, target: Box) => ReactNode;
  readonly cullFrom: number;
  /** With `node` or `edge` at its end, the id of the hint. */
  readonly describedBy: string;
}

/** The lines, and above them the nodes: of a large graph only those near to what is in view. */
export function Shapes<N extends CanvasNode, E extends CanvasEdge>(props: ShapesProps<N, E>) {
  const { nodes, edges, drawNode, drawEdge, describedBy } = props;
  const area = useArea(nodes.length > props.cullFrom);
  const boxes = new Map(nodes.map(({ id, box }) => [id, box]));
  const kept = new Set(nodes.filter(({ selected }) => selected).map(({ id }) => id));
  const isDrawn = drawnIn(area, boxes, kept);
  return (
    <>
      <svg className="canvas-lines" role="presentation">
        {edges.map((edge) => {
          const [source, target] = [boxes.get(edge.source), boxes.get(edge.target)];
          if (source === undefined || target === undefined) return null;
          if (area !== null && !crossesArea(area, source, target)) return null;
          return (
            <EdgeShell
              key={edge.id}
              edge={edge}
              source={source}
              target={target}
              draw={drawEdge}
              describedBy={`${describedBy}edge`}
            />
          );
        })}
      </svg>
      {nodes.map(
        (node) =>
          isDrawn(node.id) && (
            <NodeShell key={node.id} node={node} draw={drawNode} describedBy={`${describedBy}node`} />
          ),
      )}
    </>
  );
}
