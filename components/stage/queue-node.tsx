'use client';

import { Hourglass } from 'lucide-react';
import { memo, useRef } from 'react';
import { QueueIcon } from '@/components/queues/queue-icon';
import { cn } from '@/components/ui/cn';
import { argumentBadge } from '@/lib/amqp-names';
import { formatAge } from '@/lib/format';
import { liveStore } from '@/lib/live-store';
import type { NodeViewProps, QueueFlowNode } from './flow-types';
import { NodeMarks } from './node-marks';
import { Handles, LiveName, LiveRate } from './node-parts';
import { writeText } from './number-painters';
import { QueueCounts, QueueLanes, QueueTube } from './queue-tube';
import { useNumbers } from './stage-context';

/** A tube lying on its side: messages come in on the left, the head of the queue is on the right. */
export const QueueNodeView = memo(function QueueNodeView({ data, selected }: NodeViewProps<QueueFlowNode>) {
  const { node } = data;
  const { queue } = node;
  const badges = badgesOf(queue.features, queue);
  const stroke = cn('stroke-queue', selected ? 'stroke-[3]' : 'stroke-[1.5]');
  return (
    <div className="group/node relative h-[84px] w-[252px] [--kind:var(--queue)]">
      <svg viewBox="0 0 252 84" aria-hidden className="stage-shape absolute inset-0 size-full overflow-visible">
        <path
          d="M13 1.5H239A12 40.5 0 0 1 239 82.5H13A12 40.5 0 0 1 13 1.5Z"
          className={cn('fill-queue-soft', stroke)}
          strokeDasharray={queue.durable ? undefined : '7 4'}
        />
        <path d="M239 1.5A12 40.5 0 0 0 239 82.5" className="fill-none stroke-[1.25] stroke-queue opacity-45" />
      </svg>
      <div className="stage-rows relative flex h-full flex-col justify-center gap-1.5 pr-7 pl-4.5">
        <div className="flex items-center gap-1.5">
          <QueueIcon className="stage-detail size-4 shrink-0 text-queue" />
          <span className="stage-name min-w-0 truncate font-semibold" title={node.name}>
            {node.name}
          </span>
          <span className="stage-badges stage-detail">
            <OldestAge name={node.name} />
            {badges.slice(0, 3).map(({ text, title }) => (
              <span key={text} title={title} className="rounded-sm bg-card px-1 font-medium text-[10px] leading-4">
                {text}
              </span>
            ))}
            {badges.length > 3 && (
              <span className="text-[10px] text-muted-foreground leading-4">+{badges.length - 3}</span>
            )}
          </span>
        </div>
        <QueueTube name={node.name} maxLength={queue.maxLength} />
        <div className="flex items-center gap-2 text-[11px] leading-tight">
          <QueueCounts name={node.name} maxLength={queue.maxLength} />
          <span className="stage-detail ml-auto flex gap-2 font-medium">
            <LiveRate node={node} direction="in" />
            <LiveRate node={node} direction="out" />
          </span>
        </div>
        <QueueLanes name={node.name} />
      </div>
      <Handles targetHint="Drop here to bind" sourceHint="Drag to a consumer of yours to attach it" />
      <NodeMarks data={data} />
      <LiveName node={node} />
    </div>
  );
});

/** A message that waits for less than this is on its way. */
const WAITS_FROM_MS = 1_000;

/** For how long the oldest message has waited. */
function OldestAge({ name }: { readonly name: string }) {
  const box = useRef<HTMLSpanElement>(null);
  const text = useRef<HTMLSpanElement>(null);
  useNumbers(() => {
    const age = liveStore.numbers.oldestAge(name);
    const isWaiting = age !== null && age >= WAITS_FROM_MS;
    writeText(text.current, isWaiting ? formatAge(age) : '');
    box.current?.classList.toggle('hidden', !isWaiting);
  });
  return (
    <span
      ref={box}
      title="The oldest ready message has waited so long"
      className="flex shrink-0 items-center gap-0.5 text-[10px] text-muted-foreground leading-4"
    >
      <Hourglass aria-hidden className="size-2.5" />
      <span ref={text} />
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
