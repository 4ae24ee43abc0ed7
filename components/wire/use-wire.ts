'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { ask, liveSocket } from '@/lib/socket';
import type { WireBatch } from '@/lib/wire-events';
import { addBatch, EMPTY_LOG } from '@/lib/wire-log';

let watches = 0;

export type WireState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'watching' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Watches the frames of a connection for as long as the component is mounted. */
export function useWire(connection: string) {
  const [log, setLog] = useState(EMPTY_LOG);
  const [state, setState] = useState<WireState>({ kind: 'connecting' });
  /** While the view stands still: what it shows. */
  const [frozen, setFrozen] = useState<typeof EMPTY_LOG | null>(null);
  const methods = useRef(new Map<string, string>());

  useEffect(() => {
    const socket = liveSocket();
    let watch = 0;
    function begin(): void {
      watches += 1;
      watch = watches;
      methods.current.clear();
      setLog(EMPTY_LOG);
      ask<null>((ack) => socket.emit('wire:watch', { watch, connection }, ack)).then(
        () => setState({ kind: 'watching' }),
        (failure: Error) => setState({ kind: 'refused', reason: failure.message }),
      );
    }
    function onFrames(batch: WireBatch): void {
      if (batch.watch === watch) setLog((current) => addBatch(current, batch, methods.current));
    }
    const onGone = (): void => setState({ kind: 'offline' });
    socket.on('connect', begin);
    socket.on('disconnect', onGone);
    socket.on('wire:frames', onFrames);
    if (socket.connected) begin();
    else socket.connect();
    return () => {
      socket.off('connect', begin);
      socket.off('disconnect', onGone);
      socket.off('wire:frames', onFrames);
      if (socket.connected) socket.emit('wire:leave');
    };
  }, [connection]);

  const clear = useCallback(() => {
    setLog((current) => ({ ...EMPTY_LOG, ended: current.ended }));
    setFrozen((current) => (current === null ? null : EMPTY_LOG));
  }, []);
  const pause = useCallback((isPaused: boolean) => setFrozen(isPaused ? log : null), [log]);
  const shown = frozen ?? log;
  const waiting = frozen === null ? 0 : log.lines.length + log.dropped - frozen.lines.length - frozen.dropped;
  return { state, log: shown, isPaused: frozen !== null, waiting: Math.max(0, waiting), pause, clear };
}
