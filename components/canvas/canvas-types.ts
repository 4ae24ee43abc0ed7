import type { Box } from '@/lib/stage-align';
import type { Point } from '@/lib/stage-layout';

/** What the canvas has to know of a node. Its size is known, not measured. */
export interface CanvasNode {
  readonly id: string;
  /** Becomes a class, `canvas-node-queue`. */
  readonly type: string;
  readonly box: Box;
  readonly selected: boolean;
  readonly className?: string;
  readonly ariaLabel: string;
  /** Below lines and other nodes. */
  readonly isBehind?: boolean;
}

export interface CanvasEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly selected: boolean;
  readonly className: string;
  readonly ariaLabel: string;
}

/** New places of nodes, by id. */
export type Moves = ReadonlyMap<string, Point>;

/** What a person does on the canvas. Places are of the window where they are called `at`. */
export interface CanvasEvents {
  onNodeClick(id: string, event: { readonly ctrlKey: boolean; readonly metaKey: boolean }): void;
  onEdgeClick(id: string): void;
  onPaneClick(): void;
  onDragStart(): void;
  onDrag(moves: Moves): void;
  onDragEnd(ids: readonly string[]): void;
  /** Moved by a key. */
  onStep(moves: Moves): void;
  /** A box is drawn, and these nodes lie in it now. */
  onBox(ids: ReadonlySet<string>): void;
  /** The view was moved by a person, not by the page. */
  onUserMove(): void;
  canConnect(source: string, target: string): boolean;
  onConnect(source: string, target: string, at: Point): void;
}
