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
export type FlowEdge = Edge<{ readonly edge: StageEdge }, 'stage'>;
