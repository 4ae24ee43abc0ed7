'use client';

import type { ReactNode } from 'react';
import type { Box } from '@/lib/stage-align';
import { ConsumerNodeView } from './consumer-node';
import { ExchangeNodeView } from './exchange-node';
import { FlowEdgeView } from './flow-edge';
import type { FlowEdge, FlowNode } from './flow-types';
import { FrameNodeView } from './frame-node';
import { NoteNodeView } from './note-node';
import { ProducerNodeView } from './producer-node';
import { QueueNodeView } from './queue-node';

/** The inside of a node of the stage. */
export function drawNode(node: FlowNode): ReactNode {
  switch (node.type) {
    case 'producer':
      return <ProducerNodeView data={node.data} selected={node.selected} />;
    case 'exchange':
      return <ExchangeNodeView data={node.data} selected={node.selected} />;
    case 'queue':
      return <QueueNodeView data={node.data} selected={node.selected} />;
    case 'consumer':
      return <ConsumerNodeView data={node.data} selected={node.selected} />;
    case 'frame':
      return <FrameNodeView data={node.data} selected={node.selected} />;
    case 'note':
      return <NoteNodeView data={node.data} selected={node.selected} />;
  }
}

export function drawEdge(line: FlowEdge, source: Box, target: Box): ReactNode {
  return <FlowEdgeView line={line} source={source} target={target} />;
}
