import type { Edge, Node } from '@xyflow/react';
import type {
  ConsumerStageNode,
  ExchangeStageNode,
  FrameStageNode,
  ProducerStageNode,
  QueueStageNode,
  StageEdge,
  StageNode,
} from '@/lib/stage-graph';
import type { StageNote } from '@/lib/stage-saved';
import type { Detour } from '@/lib/stage-ways';

type Drawn<T extends StageNode> = Node<NodeData<T>, T['kind']>;

export interface NodeData<T extends StageNode = StageNode> extends Record<string, unknown> {
  readonly node: T;
  /** A person put it where it is. */
  readonly isPinned: boolean;
  /** How many nodes are folded away behind it; null when it is not folded. */
  readonly hidden: number | null;
}

export type ProducerFlowNode = Drawn<ProducerStageNode>;
export type ExchangeFlowNode = Drawn<ExchangeStageNode>;
export type QueueFlowNode = Drawn<QueueStageNode>;
export type ConsumerFlowNode = Drawn<ConsumerStageNode>;
export type FrameFlowNode = Drawn<FrameStageNode>;
export type NoteFlowNode = Node<{ readonly note: StageNote }, 'note'>;
export type FlowNode =
  | ProducerFlowNode
  | ExchangeFlowNode
  | QueueFlowNode
  | ConsumerFlowNode
  | FrameFlowNode
  | NoteFlowNode;
interface EdgeData extends Record<string, unknown> {
  readonly edge: StageEdge;
  /** The part of the way where the label stands, so that labels at one node do not cover each other. */
  readonly labelAt: number;
  /** How it goes around nodes in its way. */
  readonly detour: Detour | undefined;
  /** The way of dead letters goes over the nodes. */
  readonly isOverhead: boolean;
}

export type FlowEdge = Edge<EdgeData, 'stage'>;
