import type { Point, Size } from './stage-layout';

export interface Box extends Point, Size {}

/** Where several boxes go together: to a common line, or to equal distances between them. */
export type Alignment = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom' | 'spread-across' | 'spread-down';

/** Which of them move to the side; where lanes hold the columns they cannot be used. */
export function isAcross(alignment: Alignment): boolean {
  return ['left', 'center', 'right', 'spread-across'].includes(alignment);
}

/** The new places of the boxes, by the same keys. */
export function align(boxes: ReadonlyMap<string, Box>, alignment: Alignment): Map<string, Point> {
  if (alignment === 'spread-across') return spread(boxes, 'x', 'width');
  if (alignment === 'spread-down') return spread(boxes, 'y', 'height');
  const all = [...boxes.values()];
  const left = Math.min(...all.map(({ x }) => x));
  const right = Math.max(...all.map(({ x, width }) => x + width));
  const top = Math.min(...all.map(({ y }) => y));
  const bottom = Math.max(...all.map(({ y, height }) => y + height));
  const place = ({ x, y, width, height }: Box): Point => {
    switch (alignment) {
      case 'left':
        return { x: left, y };
      case 'center':
        return { x: (left + right - width) / 2, y };
      case 'right':
        return { x: right - width, y };
      case 'top':
        return { x, y: top };
      case 'middle':
        return { x, y: (top + bottom - height) / 2 };
      case 'bottom':
        return { x, y: bottom - height };
    }
  };
  return new Map([...boxes].map(([id, box]) => [id, place(box)]));
}

/** The outermost stay, the others come to stand with equal gaps; they never cover each other where there is room. */
function spread(boxes: ReadonlyMap<string, Box>, axis: 'x' | 'y', extent: 'width' | 'height'): Map<string, Point> {
  const sorted = [...boxes].sort(([, a], [, b]) => a[axis] - b[axis]);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined || sorted.length < 3) {
    return new Map([...boxes].map(([id, { x, y }]) => [id, { x, y }]));
  }
  const taken = sorted.reduce((sum, [, box]) => sum + box[extent], 0);
  const gap = (last[1][axis] + last[1][extent] - first[1][axis] - taken) / (sorted.length - 1);
  let at = first[1][axis];
  return new Map(
    sorted.map(([id, box]) => {
      const place = { x: box.x, y: box.y, [axis]: at };
      at += box[extent] + gap;
      return [id, place];
    }),
  );
}

/** The smallest box around all of them, with so much room to spare; null when there is none. */
export function around(boxes: readonly Box[], room: number): Box | null {
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map(({ x }) => x)) - room;
  const top = Math.min(...boxes.map(({ y }) => y)) - room;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + room;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + room;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
