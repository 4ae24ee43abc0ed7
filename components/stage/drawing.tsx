'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import type { Box } from '@/lib/stage-align';
import { ConsumerNodeView } from './consumer-node';
import { ExchangeNodeView } from './exchange-node';
import { FlowEdgeView } from './flow-edge';
import type { FlowEdge, FlowNode } from './flow-types';
import { ProducerNodeView } from './producer-node';
import { QueueNodeView } from './queue-node';

const FrameNodeView = dynamic(() => import('./frame-node').then((module) => module.FrameNodeView), { ssr: false });
const NoteNodeView = dynamic(() => import('./note-node').then((module) => module.NoteNodeView), { ssr: false });

/** The inside of a node of the stage. What many stages have not comes when it is there. */
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
