import type { EdgeCount } from '@/lib/live-events';
import type { Fate } from '@/lib/stage-planner';
import type { EdgeKind } from './token-painting';
import { drawDead, drawDot, drawToken, type Signs, signsKey } from './token-signs';

/** Small pictures of dots and fates, drawn once for a theme and copied onto the canvas many times a frame. */
export interface Sprites {
  readonly dots: readonly HTMLCanvasElement[];
  /** A dot with the signs of its message. */
  token(colour: number, signs: Signs): HTMLCanvasElement;
  /** Dots that stand for many messages, in the colour of the edge. */
  readonly crowd: Readonly<Record<EdgeCount['kind'], HTMLCanvasElement>>;
  readonly marks: Readonly<Record<Fate, HTMLCanvasElement>>;
  /** Half the width of a dot's picture in CSS pixels. */
  readonly dotReach: number;
  readonly markReach: number;
  readonly lines: Readonly<Record<EdgeKind, string>>;
}

export const COLOURS = 6;
const HUES = [44, 305, 205, 135, 350, 262] as const;
const DOT_REACH = 11;
const MARK_REACH = 10;

export function drawSprites(root: Element, ratio: number): Sprites {
  const style = getComputedStyle(root);
  const variable = (name: string) => style.getPropertyValue(name).trim();
  const isDark = ['dark', 'contrast'].includes(document.documentElement.dataset['theme'] ?? '');
  const tone = (hue: number) => (isDark ? `oklch(0.82 0.15 ${hue})` : `oklch(0.6 0.19 ${hue})`);
  const mark = (fate: Fate, colour: string) =>
    picture(MARK_REACH, ratio, (context) => drawMark(context, fate, variable(colour), variable('--card')));
  const crowd = (colour: string) =>
    picture(DOT_REACH, ratio, (context) => drawCrowd(context, variable(colour), variable('--background')));
  const dots = HUES.map((hue) => picture(DOT_REACH, ratio, (context) => drawDot(context, tone(hue), isDark)));
  const tokens = new Map<string, HTMLCanvasElement>();
  const ink = {
    isDark,
    line: variable('--foreground'),
    ground: variable('--card'),
    dead: variable('--destructive'),
    again: variable('--warning'),
  };
  const token = (colour: number, signs: Signs): HTMLCanvasElement => {
    const key = signsKey(colour, signs);
    const known = tokens.get(key);
    if (known !== undefined) return known;
    const hue = HUES[colour] ?? HUES[0];
    const drawn = picture(DOT_REACH, ratio, (context) => drawToken(context, { ...ink, tone: tone(hue) }, signs));
    tokens.set(key, drawn);
    return drawn;
  };
  return {
    dots,
    token,
    crowd: {
      publish: crowd('--producer'),
      route: crowd('--exchange'),
      deliver: crowd('--consumer'),
      'dead-letter': picture(DOT_REACH, ratio, (context) => drawDead(context, { ...ink, tone: ink.ground })),
    },
    marks: {
      acked: mark('acked', '--success'),
      rejected: mark('rejected', '--destructive'),
      requeued: mark('requeued', '--warning'),
      expired: mark('expired', '--warning'),
      'dead-lettered': mark('dead-lettered', '--destructive'),
      unroutable: mark('unroutable', '--destructive'),
      returned: mark('returned', '--warning'),
    },
    dotReach: DOT_REACH,
    markReach: MARK_REACH,
    lines: {
      publish: variable('--producer'),
      binding: variable('--exchange'),
      consume: variable('--consumer'),
      'dead-letter': variable('--destructive'),
    },
  };
}

function picture(reach: number, ratio: number, draw: (context: CanvasRenderingContext2D) => void): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(reach * 2 * ratio);
  canvas.height = canvas.width;
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.setTransform(ratio, 0, 0, ratio, reach * ratio, reach * ratio);
    draw(context);
  }
  return canvas;
}

function drawCrowd(context: CanvasRenderingContext2D, colour: string, ground: string): void {
  context.fillStyle = ground;
  context.beginPath();
  context.arc(0, 0, 5.4, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = colour;
  context.beginPath();
  context.arc(0, 0, 4.1, 0, Math.PI * 2);
  context.fill();
}

function drawMark(context: CanvasRenderingContext2D, fate: Fate, colour: string, ground: string): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(0, 0, 8.5, 0, Math.PI * 2);
  context.fill();
  context.strokeStyle = ground;
  context.lineWidth = 1.8;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  for (const line of MARK_LINES[fate]) {
    for (const [index, [x, y]] of line.entries()) index === 0 ? context.moveTo(x, y) : context.lineTo(x, y);
  }
  if (fate === 'unroutable') context.arc(0, 0, 4, 0, Math.PI * 2);
  context.stroke();
}

const ARROW_BACK: readonly (readonly (readonly [number, number])[])[] = [
  [
    [-1, -4],
    [-4, -1],
    [-1, 2],
  ],
  [
    [-4, -1],
    [3.5, -1],
    [3.5, 3.5],
  ],
];

const MARK_LINES: Readonly<Record<Fate, readonly (readonly (readonly [number, number])[])[]>> = {
  acked: [
    [
      [-3.8, 0.2],
      [-1.2, 2.9],
      [3.8, -2.7],
    ],
  ],
  rejected: [
    [
      [-3, -3],
      [3, 3],
    ],
    [
      [3, -3],
      [-3, 3],
    ],
  ],
  requeued: ARROW_BACK,
  returned: ARROW_BACK,
  expired: [
    [
      [-3, -4],
      [3, -4],
      [-3, 4],
      [3, 4],
      [-3, -4],
    ],
  ],
  'dead-lettered': [
    [
      [0, -4.2],
      [0, 1.6],
    ],
    [
      [-2.8, -1],
      [0, 1.8],
      [2.8, -1],
    ],
    [
      [-3.4, 4.2],
      [3.4, 4.2],
    ],
  ],
  unroutable: [
    [
      [-3.4, 3.4],
      [3.4, -3.4],
    ],
  ],
};
