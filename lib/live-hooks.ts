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

/** Components of this page that want to be in the room. */
let guests = 0;

/** Joins the room of a vhost for as long as the component is mounted, or another one that wants to be there. */
export function useLiveRoom(vhost: string): void {
  useEffect(() => {
    guests += 1;
    if (guests === 1) liveStore.enter(vhost);
    return () => {
      guests -= 1;
      if (guests === 0) liveStore.leave();
    };
  }, [vhost]);
}
