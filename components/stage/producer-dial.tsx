'use client';

import { Send } from 'lucide-react';
import { type PointerEvent, useRef, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { toast } from '@/components/ui/toast';
import { formatRate } from '@/lib/format';
import { liveStore } from '@/lib/live-store';
import type { ProducerStageNode } from '@/lib/stage-graph';
import { flowOf } from '@/lib/stage-numbers';
import { setRate, stepRate } from './rate-steps';
import { useNumbers } from './stage-context';

const DIAL_DECADES = 3.7;
/** So far up or down turns the dial by one notch. */
const NOTCH_PX = 14;

/** Fills with the rate. A click publishes one message; turning it, up or down, sets the rate. */
export function ProducerDial({ node }: { readonly node: ProducerStageNode }) {
  const ring = useRef<HTMLSpanElement>(null);
  useNumbers(() => {
    const rate = flowOf(node, liveStore.numbers).outPerSecond;
    const level = Math.min(1, Math.log10(rate + 1) / DIAL_DECADES);
    ring.current?.style.setProperty('--level', `${level}turn`);
  });
  const isOwn = node.client !== null;
  return (
    <span ref={ring} className="stage-dial stage-glyph flex size-11 shrink-0 items-center justify-center rounded-full">
      <span className={cn('flex size-9 items-center justify-center rounded-full bg-card', isOwn && 'stage-stand-in')}>
        <Face />
      </span>
      {isOwn && <DialButton node={node} />}
    </span>
  );
}

function Face() {
  return <Send aria-hidden className="size-4 text-producer" />;
}

function DialButton({ node }: { readonly node: ProducerStageNode }) {
  const { client } = node;
  const start = useRef<{ readonly y: number; readonly rate: number } | null>(null);
  const hasTurned = useRef(false);
  const [turning, setTurning] = useState<number | null>(null);
  if (client?.spec.kind !== 'producer') return null;
  const { ratePerSecond } = client.spec;
  const failed = (failure: Error) => toast.error(failure.message);

  function onPointerDown(event: PointerEvent<HTMLButtonElement>) {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { y: event.clientY, rate: ratePerSecond };
    hasTurned.current = false;
  }

  function onPointerMove(event: PointerEvent) {
    if (start.current === null) return;
    const notches = Math.trunc((start.current.y - event.clientY) / NOTCH_PX);
    if (notches === 0 && turning === null) return;
    hasTurned.current = true;
    setTurning(stepRate(start.current.rate, notches));
  }

  function onPointerUp() {
    start.current = null;
    if (turning !== null && client !== null) setRate(client, turning).catch(failed);
    setTurning(null);
  }

  return (
    <>
      <button
        type="button"
        aria-label={`Publish one message from ${node.name}`}
        title="Click: one message. Drag up or down: messages per second."
        className="stage-control nodrag flex size-9 touch-none items-center justify-center rounded-full bg-card transition-transform hover:scale-108 active:scale-92"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          start.current = null;
          setTurning(null);
        }}
        onClick={(event) => {
          event.stopPropagation();
          if (!hasTurned.current) liveStore.playground.publish(client.id, 1).catch(failed);
          hasTurned.current = false;
        }}
      >
        <Face />
      </button>
      {turning !== null && (
        <output className="absolute -top-9 left-0 z-10 rounded-md border bg-popover px-2 py-1 font-semibold text-sm shadow-popup">
          {turning === 0 ? 'stopped' : formatRate(turning)}
        </output>
      )}
    </>
  );
}
