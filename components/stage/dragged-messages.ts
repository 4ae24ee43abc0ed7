/** The type under which messages are dragged from a list to the stage. */
export const MESSAGES_TYPE = 'application/x-warren-messages';

/** Ready messages of one queue, by their places in it. */
export interface DraggedMessages {
  readonly queue: string;
  readonly orders: readonly number[];
}

export function dragMessages(data: DataTransfer, dragged: DraggedMessages): void {
  data.setData(MESSAGES_TYPE, JSON.stringify(dragged));
  data.effectAllowed = 'copyMove';
}

/** Null when it is something else, or comes from somewhere else. */
export function readDragged(data: DataTransfer): DraggedMessages | null {
  try {
    const { queue, orders } = JSON.parse(data.getData(MESSAGES_TYPE)) as Partial<DraggedMessages>;
    const isWhole = typeof queue === 'string' && Array.isArray(orders) && orders.every(Number.isInteger);
    return isWhole && orders.length > 0 ? { queue, orders } : null;
  } catch {
    return null;
  }
}
