import type { StageNode } from './stage-graph';
import type { Size } from './stage-layout';

/** How large nodes are drawn, in pixels of the canvas. Two lines of the type for far away fit into each. */

export const EXCHANGE_SIZE: Size = { width: 204, height: 76 };
export const QUEUE_SIZE: Size = { width: 252, height: 84 };
export const FRAME_SIZE: Size = { width: 252, height: 104 };
export const PRODUCER_SIZE: Size = { width: 196, height: 72 };
/** One that is asked for each message has room for more. */
export const CONSUMER_SIZE: Size = { width: 244, height: 84 };

export function sizeOf(node: StageNode): Size {
  switch (node.kind) {
    case 'frame':
      return FRAME_SIZE;
    case 'producer':
      return PRODUCER_SIZE;
    case 'exchange':
      return EXCHANGE_SIZE;
    case 'queue':
      return QUEUE_SIZE;
    case 'consumer':
      return node.byHand ? { ...CONSUMER_SIZE, height: 140 } : CONSUMER_SIZE;
  }
}
