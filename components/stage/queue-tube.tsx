import { useRef } from 'react';
import { formatCompact, formatCount } from '@/lib/format';
import type { PriorityCounts } from '@/lib/live-events';
import { liveStore } from '@/lib/live-store';
import { writeText } from './number-painters';
import { useNumbers } from './stage-context';

const TOKENS = 20;
const TOKEN_PX = 10;
/** A full bar stands for a million messages. */
const BAR_DECADES = 6;
/** Priorities that have a lane of their own; the lowest ones share the last. */
const LANES = 4;
/** Of a limit this much is nearly all. */
const NEARLY_FULL = 0.9;

interface QueueTubeProps {
  readonly name: string;
  readonly maxLength: number | null;
}

/**
 * Every message as a dot up to twenty, after that a bar that grows with the number of digits; in a queue with priorities
 * one lane for each. Under it, how full a limited queue is.
 */
export function QueueTube({ name, maxLength }: QueueTubeProps) {
  const gaugeRef = useRef<HTMLSpanElement>(null);
  const readyRef = useRef<HTMLSpanElement>(null);
  const unackedRef = useRef<HTMLSpanElement>(null);
  useNumbers(() => {
    const { ready, unacked, priorities } = liveStore.numbers.queue(name);
    const total = ready + unacked;
    const isBar = total > TOKENS;
    const filled = isBar ? Math.min(1, 0.25 + (0.75 * Math.log10(total)) / BAR_DECADES) * TOKENS * TOKEN_PX : 0;
    const width = (count: number) => (isBar ? (filled * count) / total : count * TOKEN_PX);
    paintPart(readyRef.current, width(ready), isBar);
    paintPart(unackedRef.current, width(unacked), isBar);
    paintLanes(readyRef.current, priorities === null ? [] : lanesOf(priorities));
    const full = maxLength === null ? 0 : Math.min(1, ready / Math.max(1, maxLength));
    gaugeRef.current?.style.setProperty('width', `${full * 100}%`);
    gaugeRef.current?.classList.toggle('is-nearly-full', full >= NEARLY_FULL);
  });
  return (
    <span
      aria-hidden
      className="stage-tube relative flex h-4 w-[204px] justify-end overflow-hidden rounded-full bg-card px-0.5 py-[3px]"
    >
      <span ref={readyRef} className="stage-tube-part [--dot:var(--queue)]" />
      <span ref={unackedRef} className="stage-tube-part is-unacked [--dot:var(--unacked)]" />
      {maxLength !== null && <span ref={gaugeRef} className="stage-gauge absolute right-0 bottom-0 h-[3px]" />}
    </span>
  );
}

function paintPart(element: HTMLElement | null, width: number, isBar: boolean): void {
  if (element === null) return;
  element.style.width = `${width}px`;
  element.classList.toggle('is-bar', isBar);
}

/** The lowest priority first: the highest stands at the head of the queue, on the right. */
function lanesOf(priorities: PriorityCounts): PriorityCounts {
  const own = priorities.slice(0, LANES);
  const rest = priorities.slice(LANES).reduce((sum, [, ready]) => sum + ready, 0);
  const lowest = priorities.at(-1)?.[0] ?? 0;
  return [...own, ...(rest === 0 ? [] : [[lowest, rest] as const])].reverse();
}

/** One lane after the other, from pale to full colour. A single lane needs no mark. */
function paintLanes(part: HTMLElement | null, lanes: PriorityCounts): void {
  if (part === null) return;
  const count = lanes.length < 2 ? 0 : lanes.length;
  while (part.childElementCount > count) part.lastElementChild?.remove();
  while (part.childElementCount < count) part.append(document.createElement('span'));
  part.classList.toggle('has-lanes', count > 0);
  for (const [index, lane] of [...part.children].entries()) {
    const [, ready = 0] = lanes[index] ?? [];
    const { style } = lane as HTMLElement;
    style.flexGrow = String(ready);
    style.setProperty('--strength', `${40 + (60 * (index + 1)) / count}%`);
  }
}

/** The priorities of the ready messages by name and number, for those who look closely. */
export function QueueLanes({ name }: { readonly name: string }) {
  const text = useRef<HTMLSpanElement>(null);
  useNumbers(() => {
    const priorities = liveStore.numbers.queue(name).priorities ?? [];
    const shown = priorities.slice(0, LANES).map(([level, ready]) => `p${level} ×${formatCompact(ready)}`);
    const more = priorities.length - shown.length;
    writeText(text.current, [...shown, ...(more > 0 ? [`+${more}`] : [])].join('  '));
  });
  return (
    <span
      ref={text}
      aria-hidden
      className="stage-near truncate whitespace-pre font-mono text-[9px] text-muted-foreground leading-3"
    />
  );
}

/** Longer numbers than this leave no room for the words beside them. */
const MAX_DIGITS = 5;

export function QueueCounts({ name, maxLength }: QueueTubeProps) {
  const box = useRef<HTMLSpanElement>(null);
  const readyRef = useRef<HTMLSpanElement>(null);
  const unackedRef = useRef<HTMLSpanElement>(null);
  const limitText = maxLength === null ? '' : `of ${formatCompact(maxLength)}`;
  useNumbers(() => {
    const { ready, unacked } = liveStore.numbers.queue(name);
    const [readyText, unackedText] = [formatCompact(ready), formatCompact(unacked)];
    writeText(readyRef.current, readyText);
    writeText(unackedRef.current, unackedText);
    box.current?.classList.toggle('has-unacked', unacked > 0);
    const digits = readyText.length + unackedText.length + limitText.length;
    box.current?.classList.toggle('is-tight', unacked > 0 && digits > MAX_DIGITS);
  });
  return (
    <span ref={box} className="stage-counts flex min-w-0 items-baseline gap-2 whitespace-nowrap text-muted-foreground">
      <span className="flex items-baseline gap-1">
        <span aria-hidden className="stage-counts-mark size-2 self-center rounded-full bg-queue" />
        <span ref={readyRef} className="stage-figure font-semibold text-foreground" />
        {maxLength !== null && (
          <span title={`At most ${formatCount(maxLength)}`} className="stage-counts-limit">
            {limitText}
          </span>
        )}
        <span className="stage-counts-word">ready</span>
      </span>
      <span className="stage-counts-unacked items-baseline gap-1">
        <span aria-hidden className="stage-counts-mark size-2 self-center rounded-full border-2 border-unacked" />
        <span ref={unackedRef} className="stage-figure font-semibold text-unacked" />
        <span className="stage-counts-word">unacked</span>
      </span>
    </span>
  );
}
