import type { CanvasEdge, CanvasNode } from '@/components/canvas/canvas-types';
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

interface Placed extends CanvasNode {
  /** It is under the pointer of a person who moves it. */
  readonly isDragged?: boolean;
}

interface Drawn<T extends StageNode> extends Placed {
  readonly type: T['kind'];
  readonly data: NodeData<T>;
}

export interface NodeData<T extends StageNode = StageNode> {
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
export interface NoteFlowNode extends Placed {
  readonly type: 'note';
  readonly data: { readonly note: StageNote };
}
export type FlowNode =
  | ProducerFlowNode
  | ExchangeFlowNode
  | QueueFlowNode
  | ConsumerFlowNode
  | FrameFlowNode
  | NoteFlowNode;

/** What the view of a node is given. */
export type NodeViewProps<T extends FlowNode> = Pick<T, 'data' | 'selected'>;

export interface FlowEdge extends CanvasEdge {
  readonly edge: StageEdge;
  /** The part of the way where the label stands, so that labels at one node do not cover each other. */
  readonly labelAt: number;
  /** How it goes around nodes in its way. */
  readonly detour: Detour | undefined;
  /** The way of dead letters goes over the nodes. */
  readonly isOverhead: boolean;
}
