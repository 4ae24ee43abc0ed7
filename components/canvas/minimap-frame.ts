import { around, type Box } from '@/lib/stage-align';
import type { Size } from '@/lib/stage-layout';
import { type Boxes, grow } from './boxes';

/** Free room around everything, in pixels of the small picture. */
const ROOM_PX = 5;

/** The part of the canvas that the small picture shows: all nodes and what is in view, in the shape of the picture. */
export function frameOf(boxes: Boxes, seen: Box, { width, height }: Size): Box {
  const all = around([...boxes.values(), seen], 0) ?? seen;
  const scale = Math.max(all.width / width, all.height / height);
  const [across, down] = [width * scale - all.width, height * scale - all.height];
  return grow(all, across / 2 + ROOM_PX * scale, down / 2 + ROOM_PX * scale * (height / width));
}
