import type { Edge, Node } from '@xyflow/react';
import type {
  ConsumerStageNode,
  ExchangeStageNode,
  ProducerStageNode,
  QueueStageNode,
  StageEdge,
  StageNode,
} from '@/lib/stage-graph';

type Drawn<T extends StageNode> = Node<{ readonly node: T }, T['kind']>;

export type ProducerFlowNode = Drawn<ProducerStageNode>;
export type ExchangeFlowNode = Drawn<ExchangeStageNode>;
export type QueueFlowNode = Drawn<QueueStageNode>;
export type ConsumerFlowNode = Drawn<ConsumerStageNode>;
export type FlowNode = ProducerFlowNode | ExchangeFlowNode | QueueFlowNode | ConsumerFlowNode;
/** `labelAt` is the part of the way where the label stands, so that labels at one node do not cover each other. */
export type FlowEdge = Edge<{ readonly edge: StageEdge; readonly labelAt: number }, 'stage'>;
