'use client';

import { useRef } from 'react';
import { Handle } from '@/components/canvas/handle';
import { cn } from '@/components/ui/cn';
import { formatRate } from '@/lib/format';
import { liveStore } from '@/lib/live-store';
import type { StageNode } from '@/lib/stage-graph';
import { describeNode, flowOf } from '@/lib/stage-numbers';
import { writeText } from './number-painters';
import { useLiveName, useNumbers } from './stage-context';

export interface HandlesProps {
  /** Told where a line may come in; without it none can. */
  readonly targetHint?: string;
  /** Told where a line may be drawn from; without it nothing can be dragged from here. */
  readonly sourceHint?: string | null;
}

export function Handles({ targetHint, sourceHint = null }: HandlesProps) {
  return (
    <>
      {targetHint !== undefined && <Handle side="target" hint={targetHint} />}
      {sourceHint !== null && <Handle side="source" hint={sourceHint} />}
    </>
  );
}

/** Keeps the accessible name of the node on the canvas up to date, without a render. */
export function LiveName({ node }: { readonly node: StageNode }) {
  const ref = useRef<HTMLSpanElement>(null);
  useLiveName(() => {
    ref.current?.closest('.canvas-node')?.setAttribute('aria-label', describeNode(node, liveStore.numbers));
  });
  return <span ref={ref} hidden />;
}

/** `12/s` beside an arrow that says which way. */
export function LiveRate({
  node,
  direction,
  className,
}: {
  readonly node: StageNode;
  readonly direction: 'in' | 'out';
  readonly className?: string;
}) {
  const box = useRef<HTMLSpanElement>(null);
  const text = useRef<HTMLSpanElement>(null);
  useNumbers(() => {
    const flow = flowOf(node, liveStore.numbers);
    const rate = direction === 'in' ? flow.inPerSecond : flow.outPerSecond;
    writeText(text.current, formatRate(rate));
    box.current?.classList.toggle('opacity-55', rate === 0);
  });
  return (
    <span ref={box} className={cn('inline-flex items-center gap-[0.2em] whitespace-nowrap', className)}>
      <svg viewBox="0 0 10 10" aria-hidden className="size-[0.9em] shrink-0 fill-none stroke-current stroke-[1.6]">
        <path
          d={direction === 'in' ? 'M0.5 5h6M4 2.5 6.5 5 4 7.5M9.2 1.5v7' : 'M0.8 1.5v7M3 5h6M6.5 2.5 9 5 6.5 7.5'}
        />
      </svg>
      <span ref={text} />
    </span>
  );
}
