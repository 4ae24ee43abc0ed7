import { liveStore } from '@/lib/live-store';
import type { Box } from '@/lib/stage-align';
import type { StageGraph } from '@/lib/stage-graph';
import type { Point, Size } from '@/lib/stage-layout';
import { describeNode } from '@/lib/stage-numbers';
import type { StageNote } from '@/lib/stage-saved';
import { sizeOf } from '@/lib/stage-size';
import type { FlowNode } from './flow-types';

export type Places = ReadonlyMap<string, Point>;

export const NOTE_SIZE = { width: 200, height: 120 };

export interface Picture {
  readonly graph: StageGraph;
  readonly hidden: ReadonlyMap<string, number>;
  readonly places: Places;
  readonly selection: string | null;
  readonly picked: ReadonlySet<string>;
  readonly saved: { readonly pins: Places; readonly notes: readonly StageNote[] };
}

/** The nodes for the canvas; what did not change keeps its identity. */
export function reconcile(
  current: readonly FlowNode[],
  { graph, hidden, places, selection, picked, saved }: Picture,
): FlowNode[] {
  const known = new Map(current.map((node) => [node.id, node]));
  const drawn = [...graph.nodes.values()].map((node) => {
    const old = known.get(node.id);
    const box = boxAt(old, places.get(node.id) ?? { x: 0, y: 0 }, sizeOf(node));
    const selected = node.id === selection || picked.has(node.id);
    const [isPinned, behind] = [saved.pins.has(node.id), hidden.get(node.id) ?? null];
    const isSame =
      old !== undefined &&
      old.type !== 'note' &&
      old.data.node === node &&
      old.data.isPinned === isPinned &&
      old.data.hidden === behind;
    if (isSame && old.selected === selected && old.box === box) return old;
    return {
      ...old,
      id: node.id,
      type: node.kind,
      data: isSame ? old.data : { node, isPinned, hidden: behind },
      box,
      selected,
      ariaLabel: old?.ariaLabel ?? describeNode(node, liveStore.numbers),
    } as FlowNode;
  });
  const notes = saved.notes.map((note) => {
    const old = known.get(note.id);
    const selected = picked.has(note.id);
    const box = old?.isDragged === true ? old.box : boxAt(old, note.at, NOTE_SIZE);
    const isSame = old?.type === 'note' && old.data.note === note && old.box === box;
    if (isSame && old.selected === selected) return old;
    return {
      ...old,
      id: note.id,
      type: 'note',
      data: { note },
      box,
      selected,
      ariaLabel: `Note: ${note.text === '' ? 'empty' : note.text}`,
      isBehind: true,
    } as FlowNode;
  });
  return [...drawn, ...notes];
}

/** The box that it has, if that is where it stands now. */
function boxAt(old: FlowNode | undefined, { x, y }: Point, { width, height }: Size): Box {
  const box = old?.box;
  const isThere = box !== undefined && box.x === x && box.y === y && box.width === width && box.height === height;
  return isThere ? box : { x, y, width, height };
}

/** The same node elsewhere. */
export function movedTo<T extends FlowNode>(node: T, place: Point | undefined, isDragged = false): T {
  if (place === undefined) return node;
  return { ...node, isDragged, box: boxAt(node, place, node.box) };
}

const NOTE_GAP = 16;

/** The first place from here downwards where a note covers nothing. */
export function freePlace({ x, y }: Point, nodes: readonly FlowNode[]): Point {
  const boxes = nodes.map(({ box }) => box);
  const hit = (top: number) =>
    boxes.find(
      (box) =>
        x < box.x + box.width + NOTE_GAP &&
        x + NOTE_SIZE.width > box.x - NOTE_GAP &&
        top < box.y + box.height + NOTE_GAP &&
        top + NOTE_SIZE.height > box.y - NOTE_GAP,
    );
  let top = y;
  for (let other = hit(top); other !== undefined; other = hit(top)) top = other.y + other.height + NOTE_GAP;
  return { x, y: top };
}
