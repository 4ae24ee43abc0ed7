'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { type LiveState, liveStore } from './live-store';

const serverState = liveStore.getState();

/** A part of the live state. The selector must give back values that are the same while nothing changed. */
export function useLive<T>(select: (state: LiveState) => T): T {
  return useSyncExternalStore(
    liveStore.subscribe,
    () => select(liveStore.getState()),
    () => select(serverState),
  );
}

/** Joins the room of a vhost for as long as the component is mounted. */
export function useLiveRoom(vhost: string): void {
  useEffect(() => {
    liveStore.enter(vhost);
    return () => liveStore.leave();
  }, [vhost]);
}
