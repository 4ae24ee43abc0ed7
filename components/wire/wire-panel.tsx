'use client';

import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { formatCount, plural } from '@/lib/format';
import { choiceParam, integerParam, textParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';
import { rowsOf, type WireRow } from '@/lib/wire-log';
import { useWire, type WireState } from './use-wire';
import { WireLine } from './wire-line';
import { WireTools } from './wire-tools';

const directions = ['from-client', 'to-client'] as const;
/** Rows that are drawn at first, and with each press on the button above them. */
const ROWS = 250;

/** The frames of a connection as they go by, each with what it means. */
export function WirePanel({ connection }: { readonly connection: string }) {
  const wire = useWire(connection);
  const [text, setText] = useUrlParam('frames', textParam.withDefault(''));
  const [channel, setChannel] = useUrlParam('channel', integerParam);
  const [direction, setDirection] = useUrlParam('direction', choiceParam(directions));
  const needle = useDeferredValue(text);
  const rows = useMemo(
    () => rowsOf(wire.log.lines, { text: needle, channel, direction }),
    [wire.log.lines, needle, channel, direction],
  );
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted-foreground text-xs">
        AMQP as it goes over this connection. Credentials are left out by the broker; messages are shown to who may read
        them. While nobody looks, nothing is watched.
      </p>
      <WireTools
        wire={wire}
        connection={connection}
        rows={rows}
        text={text}
        onText={(next) => setText(next === '' ? null : next)}
        channel={channel}
        onChannel={(next) => setChannel(next)}
        direction={direction}
        onDirection={(next) => setDirection(next)}
      />
      <WireStatus state={wire.state} isPaused={wire.isPaused} waiting={wire.waiting} log={wire.log} />
      {rows.length === 0 ? (
        <EmptyState compact title={wire.log.lines.length === 0 ? 'No frame yet' : 'No frame matches'}>
          {wire.log.lines.length === 0
            ? 'A frame is the smallest thing that a client and the broker say to each other. They appear as they come.'
            : 'The filter looks at the names of methods and at what they say.'}
        </EmptyState>
      ) : (
        <WireList rows={rows} follows={!wire.isPaused} />
      )}
    </div>
  );
}

interface WireStatusProps extends Pick<ReturnType<typeof useWire>, 'isPaused' | 'waiting' | 'log'> {
  readonly state: WireState;
}

function WireStatus({ state, isPaused, waiting, log }: WireStatusProps) {
  const told = [
    state.kind === 'refused' && state.reason,
    state.kind === 'offline' && 'The server does not answer. What comes now is missed.',
    log.ended,
    isPaused && `Paused: ${plural(waiting, 'frame')} came since.`,
    log.skipped > 0 && `${formatCount(log.skipped)} frames were not shown: there were more than 200 in a second.`,
    log.dropped > 0 && `${formatCount(log.dropped)} older frames were let go.`,
  ].filter((one) => typeof one === 'string');
  return (
    <div role="status" className="flex flex-col gap-0.5 text-xs empty:hidden">
      {told.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

function WireList({ rows, follows }: { readonly rows: readonly WireRow[]; readonly follows: boolean }) {
  const listRef = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [shown, setShown] = useState(ROWS);
  const [open, setOpen] = useState<string | null>(null);
  const first = Math.max(0, rows.length - shown);

  // Whoever has scrolled up, or has opened a frame, wants to read on there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is to happen with every new row.
  useEffect(() => {
    const list = listRef.current;
    if (list && follows && open === null && isAtEnd.current) list.scrollTop = list.scrollHeight;
  }, [rows, follows, open]);

  return (
    <div
      ref={listRef}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the list must be scrollable with the keyboard.
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label="Frames"
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
      className="max-h-[calc(100dvh-22rem)] min-h-64 overflow-y-auto overscroll-contain rounded-md border bg-card"
    >
      {first > 0 && (
        <Button size="sm" variant="ghost" className="w-full" onClick={() => setShown((count) => count + ROWS)}>
          Show {Math.min(first, ROWS)} older frames
        </Button>
      )}
      <ol className="divide-y">
        {rows.slice(first).map((row) => (
          <WireLine key={row.key} row={row} isOpen={open === row.key} onToggle={setOpen} />
        ))}
      </ol>
    </div>
  );
}
