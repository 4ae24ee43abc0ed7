'use client';

import type { NodeProps } from '@xyflow/react';
import { memo, useRef } from 'react';
import { QueueIcon } from '@/components/queues/queue-icon';
import { cn } from '@/components/ui/cn';
import { argumentBadge } from '@/lib/amqp-names';
import { formatCompact, formatCount } from '@/lib/format';
import { liveStore } from '@/lib/live-store';
import type { QueueFlowNode } from './flow-types';
import { NodeMarks } from './node-marks';
import { Handles, LiveName, LiveRate } from './node-parts';
import { writeText } from './number-painters';
import { useNumbers } from './stage-context';

const TOKENS = 20;
const TOKEN_PX = 10;
/** A full bar stands for a million messages. */
const BAR_DECADES = 6;

/** A tube lying on its side: messages come in on the left, the head of the queue is on the right. */
export const QueueNodeView = memo(function QueueNodeView({ data, selected }: NodeProps<QueueFlowNode>) {
  const { node } = data;
  const { queue } = node;
  const badges = badgesOf(queue.features, queue);
  const stroke = cn('stroke-queue', selected ? 'stroke-[3]' : 'stroke-[1.5]');
  return (
    <div className="group/node relative h-[92px] w-[252px] [--kind:var(--queue)]">
      <svg viewBox="0 0 252 92" aria-hidden className="stage-shape absolute inset-0 size-full overflow-visible">
        <path
          d="M13 1.5H239A12 44.5 0 0 1 239 90.5H13A12 44.5 0 0 1 13 1.5Z"
          className={cn('fill-queue-soft', stroke)}
          strokeDasharray={queue.durable ? undefined : '7 4'}
        />
        <path d="M239 1.5A12 44.5 0 0 0 239 90.5" className="fill-none stroke-[1.25] stroke-queue opacity-45" />
      </svg>
      <div className="relative flex h-full flex-col justify-center gap-1.5 pr-7 pl-4.5">
        <div className="flex items-center gap-1.5">
          <QueueIcon className="stage-detail size-4 shrink-0 text-queue" />
          <span
            className="stage-name min-w-0 flex-1 truncate font-semibold text-[13px] leading-tight"
            title={node.name}
          >
            {node.name}
          </span>
          {badges.slice(0, 3).map(({ text, title }) => (
            <span
              key={text}
              title={title}
              className="stage-detail rounded-sm bg-card px-1 font-medium text-[10px] leading-4"
            >
              {text}
            </span>
          ))}
          {badges.length > 3 && <span className="text-[10px] text-muted-foreground">+{badges.length - 3}</span>}
        </div>
        <QueueTube name={node.name} maxLength={queue.maxLength} />
        <div className="stage-detail flex items-center gap-2 text-[11px] leading-tight">
          <QueueCounts name={node.name} maxLength={queue.maxLength} />
          <span className="ml-auto flex gap-2 font-medium">
            <LiveRate node={node} direction="in" />
            <LiveRate node={node} direction="out" />
          </span>
        </div>
      </div>
      <Handles sides="both" targetHint="Drop here to bind" sourceHint="Drag to a consumer of yours to attach it" />
      <NodeMarks data={data} />
      <LiveName node={node} />
    </div>
  );
});

interface QueueTubeProps {
  readonly name: string;
  readonly maxLength: number | null;
}

/** Of a limit this much is nearly all. */
const NEARLY_FULL = 0.9;

/** Every message as a dot up to twenty, after that a bar that grows with the number of digits; under it, how full a limited queue is. */
function QueueTube({ name, maxLength }: QueueTubeProps) {
  const gaugeRef = useRef<HTMLSpanElement>(null);
  const readyRef = useRef<HTMLSpanElement>(null);
  const unackedRef = useRef<HTMLSpanElement>(null);
  useNumbers(() => {
    const { ready, unacked } = liveStore.numbers.queue(name);
    const total = ready + unacked;
    const isBar = total > TOKENS;
    const filled = isBar ? Math.min(1, 0.25 + (0.75 * Math.log10(total)) / BAR_DECADES) * TOKENS * TOKEN_PX : 0;
    const width = (count: number) => (isBar ? (filled * count) / total : count * TOKEN_PX);
    paintPart(readyRef.current, width(ready), isBar);
    paintPart(unackedRef.current, width(unacked), isBar);
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

/** Longer numbers than this leave no room for the words beside them. */
const MAX_DIGITS = 5;

function QueueCounts({ name, maxLength }: QueueTubeProps) {
  const box = useRef<HTMLSpanElement>(null);
  const readyRef = useRef<HTMLSpanElement>(null);
  const unackedRef = useRef<HTMLSpanElement>(null);
  useNumbers(() => {
    const { ready, unacked } = liveStore.numbers.queue(name);
    const [readyText, unackedText] = [formatCompact(ready), formatCompact(unacked)];
    writeText(readyRef.current, readyText);
    writeText(unackedRef.current, unackedText);
    box.current?.classList.toggle('has-unacked', unacked > 0);
    box.current?.classList.toggle('is-tight', unacked > 0 && readyText.length + unackedText.length > MAX_DIGITS);
  });
  return (
    <span ref={box} className="stage-counts flex min-w-0 items-baseline gap-2 whitespace-nowrap text-muted-foreground">
      <span className="flex items-baseline gap-1">
        <span aria-hidden className="stage-counts-mark size-2 self-center rounded-full bg-queue" />
        <span ref={readyRef} className="font-semibold text-[13px] text-foreground" />
        {maxLength !== null && <span title={`At most ${formatCount(maxLength)}`}>of {formatCompact(maxLength)}</span>}
        <span className="stage-counts-word">ready</span>
      </span>
      <span className="stage-counts-unacked items-baseline gap-1">
        <span aria-hidden className="stage-counts-mark size-2 self-center rounded-full border-2 border-unacked" />
        <span ref={unackedRef} className="font-semibold text-[13px] text-unacked" />
        <span className="stage-counts-word">unacked</span>
      </span>
    </span>
  );
}

interface QueueTraits {
  readonly isPaused: boolean;
  readonly exclusive: boolean;
  readonly autoDelete: boolean;
  readonly type: string;
}

function badgesOf(features: readonly string[], { exclusive, autoDelete, type, isPaused }: QueueTraits) {
  const badges = features.flatMap((name) => {
    const text = argumentBadge(name);
    return text === null ? [] : [{ text, title: name }];
  });
  if (exclusive) badges.unshift({ text: 'Excl', title: 'exclusive' });
  if (autoDelete) badges.unshift({ text: 'AD', title: 'auto-delete' });
  if (type !== 'classic') badges.unshift({ text: type, title: `queue type ${type}` });
  if (isPaused) badges.unshift({ text: 'paused', title: 'Paused: it gives no messages' });
  return badges;
}
