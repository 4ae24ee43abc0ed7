import type { Looks } from '@/lib/stage-planner';

/** What a dot tells about its message: by its shape and by small signs, never by colour alone. */
export interface Signs {
  readonly looks: Looks;
  readonly redelivered: boolean;
  readonly isDead: boolean;
}

export interface Ink {
  readonly tone: string;
  readonly isDark: boolean;
  readonly line: string;
  readonly ground: string;
  readonly dead: string;
  readonly again: string;
}

const RING = 6.9;
const AGAIN = 8.9;
const CLOCK = { x: 6.2, y: -6.2, radius: 3.4 } as const;

export function signsKey(colour: number, { looks, redelivered, isDead }: Signs): string {
  return `${colour} ${looks.persistent} ${looks.priority} ${looks.expires} ${redelivered} ${isDead}`;
}

export function drawDot(context: CanvasRenderingContext2D, colour: string, isDark: boolean): void {
  context.fillStyle = colour;
  context.globalAlpha = isDark ? 0.2 : 0.14;
  for (const radius of [10.5, 8.5, 6.5]) circle(context, 0, 0, radius).fill();
  context.globalAlpha = 1;
  circle(context, 0, 0, 4.6).fill();
  context.fillStyle = 'rgb(255 255 255 / 0.75)';
  circle(context, -1.3, -1.5, 1.3).fill();
}

/**
 * A ring: persistent. A number: its priority. A clock: its time is limited. An arrow around it: redelivered. A square on
 * its point: a dead letter.
 */
export function drawToken(context: CanvasRenderingContext2D, ink: Ink, { looks, redelivered, isDead }: Signs): void {
  if (isDead) drawDead(context, ink, looks.priority === 0);
  else drawDot(context, ink.tone, ink.isDark);
  if (looks.persistent && !isDead) {
    context.strokeStyle = ink.tone;
    context.lineWidth = 1.3;
    circle(context, 0, 0, RING).stroke();
  }
  if (looks.priority > 0) drawNumber(context, ink, looks.priority, isDead);
  if (looks.expires) drawClock(context, ink);
  if (redelivered) drawAgain(context, ink.again);
}

/** Its core has the colour of the producer, unless a number stands there. */
export function drawDead(context: CanvasRenderingContext2D, { tone, ground, dead }: Ink, hasCore = true): void {
  context.beginPath();
  for (const [x, y] of [
    [0, -8.5],
    [8.5, 0],
    [0, 8.5],
    [-8.5, 0],
  ] as const)
    context.lineTo(x, y);
  context.closePath();
  context.fillStyle = dead;
  context.strokeStyle = ground;
  context.lineWidth = 1.2;
  context.fill();
  context.stroke();
  if (!hasCore) return;
  context.fillStyle = tone;
  circle(context, 0, 0, 2.8).fill();
}

function drawNumber(context: CanvasRenderingContext2D, { line, ground }: Ink, priority: number, isDead: boolean): void {
  context.fillStyle = ground;
  if (!isDead) {
    circle(context, 0, 0, 5).fill();
    context.fillStyle = line;
  }
  context.font = `700 ${priority > 9 ? 6.5 : 8.5}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(String(priority), 0, 0.5);
}

function drawClock(context: CanvasRenderingContext2D, { line, ground }: Ink): void {
  const { x, y, radius } = CLOCK;
  context.fillStyle = ground;
  context.strokeStyle = line;
  context.lineWidth = 1;
  const face = circle(context, x, y, radius);
  face.fill();
  face.stroke();
  context.beginPath();
  context.moveTo(x, y - 2);
  context.lineTo(x, y);
  context.lineTo(x + 1.6, y);
  context.stroke();
}

function drawAgain(context: CanvasRenderingContext2D, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 1.6;
  context.lineCap = 'round';
  context.beginPath();
  context.arc(0, 0, AGAIN, -Math.PI * 0.35, Math.PI * 1.35);
  context.stroke();
  const [x, y] = [Math.cos(-Math.PI * 0.35) * AGAIN, Math.sin(-Math.PI * 0.35) * AGAIN];
  context.beginPath();
  context.moveTo(x - 3, y - 0.4);
  context.lineTo(x, y);
  context.lineTo(x + 0.2, y - 3.2);
  context.stroke();
}

function circle(context: CanvasRenderingContext2D, x: number, y: number, radius: number): CanvasRenderingContext2D {
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  return context;
}
