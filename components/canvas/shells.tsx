'use client';

import { memo, type ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import type { Box } from '@/lib/stage-align';
import type { CanvasEdge, CanvasNode } from './canvas-types';

const BEHIND = -1;
const ABOVE = 1;

interface NodeShellProps<N extends CanvasNode> {
  readonly node: N;
  readonly draw: (node: N) => ReactNode;
  /** The id of the element that tells what can be done with a node. */
  readonly describedBy: string;
}

function NodeShellOf<N extends CanvasNode>({ node, draw, describedBy }: NodeShellProps<N>) {
  const { id, type, box, selected, className, ariaLabel, isBehind } = node;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a node is no fieldset.
    <div
      className={cn('canvas-node', `canvas-node-${type}`, selected && 'is-selected', className)}
      data-id={id}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys act on it.
      tabIndex={0}
      role="group"
      aria-roledescription="node"
      aria-label={ariaLabel}
      aria-describedby={describedBy}
      style={{
        transform: `translate(${box.x}px,${box.y}px)`,
        width: box.width,
        height: box.height,
        zIndex: isBehind === true ? BEHIND : selected ? ABOVE : undefined,
      }}
    >
      {draw(node)}
    </div>
  );
}

/** The place of one node. It renders again when that node changes, whatever the others do. */
export const NodeShell = memo(NodeShellOf) as typeof NodeShellOf;

interface EdgeShellProps<E extends CanvasEdge> {
  readonly edge: E;
  readonly source: Box;
  readonly target: Box;
  readonly draw: (edge: E, source: Box, target: Box) => ReactNode;
  readonly describedBy: string;
}

function EdgeShellOf<E extends CanvasEdge>({ edge, source, target, draw, describedBy }: EdgeShellProps<E>) {
  const { id, selected, className, ariaLabel } = edge;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line is no fieldset.
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: keys act on it.
    <g
      className={cn('canvas-edge', selected && 'is-selected', className)}
      data-id={id}
      tabIndex={0}
      role="group"
      aria-roledescription="edge"
      aria-label={ariaLabel}
      aria-describedby={describedBy}
    >
      {draw(edge, source, target)}
    </g>
  );
}

/** One line. It renders again when it changes or one of its ends moves. */
export const EdgeShell = memo(EdgeShellOf) as typeof EdgeShellOf;
