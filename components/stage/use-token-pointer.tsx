'use client';

import {
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useRef,
  useState,
} from 'react';
import { exchangeLabel } from '@/lib/amqp-names';
import { liveStore } from '@/lib/live-store';
import type { Point } from '@/lib/stage-layout';
import { useStageTools } from './stage-context';
import { useStageUi } from './stage-ui';

interface Held {
  readonly message: number;
  readonly at: Point;
}

export interface TokenPointer {
  readonly events: {
    onPointerMove(event: PointerEvent): void;
    onPointerLeave(): void;
    onClickCapture(event: MouseEvent): void;
  };
  /** Whether the click that is under way was on a message. */
  wasHit(): boolean;
  readonly tip: ReactNode;
}

/** A message under the pointer stands still, together with all others, and a click tells its life. */
export function useTokenPointer(wrapper: RefObject<HTMLElement | null>): TokenPointer {
  const { engine } = useStageTools();
  const [held, setHeld] = useState<Held | null>(null);
  const hit = useRef(false);

  const messageAt = useCallback(
    (event: { clientX: number; clientY: number }) => {
      const box = wrapper.current?.getBoundingClientRect();
      return box === undefined ? null : engine.messageAt(event.clientX - box.x, event.clientY - box.y);
    },
    [engine, wrapper],
  );

  const onPointerMove = useCallback(
    (event: PointerEvent) => {
      if (event.buttons !== 0 || event.pointerType === 'touch') return;
      const message = messageAt(event);
      engine.hold(message !== null);
      const box = wrapper.current?.getBoundingClientRect();
      setHeld((current) => {
        if (message === null || box === undefined) return null;
        if (current?.message === message) return current;
        return { message, at: { x: event.clientX - box.x, y: event.clientY - box.y } };
      });
    },
    [engine, messageAt, wrapper],
  );

  const onPointerLeave = useCallback(() => {
    engine.hold(false);
    setHeld(null);
  }, [engine]);

  const onClickCapture = useCallback(
    (event: MouseEvent) => {
      const isOnCanvas = event.target instanceof Element && event.target.closest('.canvas') !== null;
      const message = isOnCanvas ? messageAt(event) : null;
      hit.current = message !== null;
      if (message === null) return;
      event.stopPropagation();
      useStageUi.getState().follow(message);
    },
    [messageAt],
  );

  const wasHit = useCallback(() => hit.current, []);
  return {
    events: { onPointerMove, onPointerLeave, onClickCapture },
    wasHit,
    tip: held === null ? null : <TokenTip {...held} />,
  };
}

function TokenTip({ message, at }: Held) {
  const published = liveStore.recorder.lifeline(message).find(({ type }) => type === 'published');
  return (
    <div
      role="tooltip"
      className="pointer-events-none absolute z-20 max-w-64 -translate-x-1/2 rounded-md border bg-popover px-2 py-1 text-xs shadow-popup"
      style={{ left: at.x, top: at.y + 14 }}
    >
      {published?.type === 'published' ? (
        <>
          <code className="font-mono">{published.routingKey === '' ? '(empty key)' : published.routingKey}</code>
          <span className="text-muted-foreground"> to {exchangeLabel(published.exchange)}. Click: its life.</span>
        </>
      ) : (
        <span className="text-muted-foreground">Click: its life so far.</span>
      )}
    </div>
  );
}
