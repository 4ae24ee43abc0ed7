import { liveStore } from '@/lib/live-store';
import type { Box } from '@/lib/stage-align';
import type { StageGraph } from '@/lib/stage-graph';
import { type Point, sizeOf } from '@/lib/stage-layout';
import { describeNode } from '@/lib/stage-numbers';
import type { StageNote } from '@/lib/stage-saved';
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

/** The nodes for React Flow; what did not change keeps its identity. */
export function reconcile(
  current: readonly FlowNode[],
  { graph, hidden, places, selection, picked, saved }: Picture,
): FlowNode[] {
  const known = new Map(current.map((node) => [node.id, node]));
  const drawn = [...graph.nodes.values()].map((node) => {
    const old = known.get(node.id);
    const position = places.get(node.id) ?? { x: 0, y: 0 };
    const selected = node.id === selection || picked.has(node.id);
    const [isPinned, behind] = [saved.pins.has(node.id), hidden.get(node.id) ?? null];
    const isSame =
      old !== undefined &&
      old.type !== 'note' &&
      old.data.node === node &&
      old.data.isPinned === isPinned &&
      old.data.hidden === behind;
    if (isSame && old.selected === selected && samePlace(old.position, position)) return old;
    return {
      ...old,
      id: node.id,
      type: node.kind,
      data: isSame ? old.data : { node, isPinned, hidden: behind },
      position,
      selected,
      initialWidth: sizeOf(node).width,
      initialHeight: sizeOf(node).height,
      ariaLabel: old?.ariaLabel ?? describeNode(node, liveStore.numbers),
    } as FlowNode;
  });
  const notes = saved.notes.map((note) => {
    const old = known.get(note.id);
    const selected = picked.has(note.id);
    const isSame = old?.type === 'note' && old.data.note === note && samePlace(old.position, note.at);
    if (old?.type === 'note' && old.selected === selected && (isSame || old.dragging === true)) return old;
    return {
      ...old,
      id: note.id,
      type: 'note',
      data: { note },
      position: old?.dragging === true ? old.position : note.at,
      selected,
      initialWidth: NOTE_SIZE.width,
      initialHeight: NOTE_SIZE.height,
      ariaLabel: `Note: ${note.text === '' ? 'empty' : note.text}`,
      zIndex: -1,
    } as FlowNode;
  });
  return [...drawn, ...notes];
}

function samePlace(a: Point, b: Point): boolean {
  return a.x === b.x && a.y === b.y;
}

const NOTE_GAP = 16;

/** The first place from here downwards where a note covers nothing. */
export function freePlace({ x, y }: Point, nodes: readonly FlowNode[]): Point {
  const boxes = nodes.map(boxOf);
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

/** Where it stands and how large it is. */
export function boxOf(node: FlowNode): Box {
  return { ...node.position, ...(node.type === 'note' ? NOTE_SIZE : sizeOf(node.data.node)) };
}
