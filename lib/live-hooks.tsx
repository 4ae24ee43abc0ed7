'use client';

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { Snapshot } from './live-events';
import { type LiveState, liveStore, primedState } from './live-store';

/** What the server has rendered, and the browser takes over. */
const FirstStateContext = createContext<LiveState>(liveStore.getState());

export interface FirstLiveProps {
  /** What came with the page; null when nothing did. */
  readonly snapshot: Snapshot | null;
  readonly children: ReactNode;
}

/** Who comes back to the stage would see how it was when the page was loaded. */
let isPrimed = false;

/** Lets the first picture of a room be there before the room has been entered. */
export function FirstLive({ snapshot, children }: FirstLiveProps) {
  const [first] = useState(() => {
    if (snapshot === null || isPrimed) return liveStore.getState();
    const state = primedState(snapshot);
    // On the server the store belongs to nobody.
    if (typeof window !== 'undefined') {
      isPrimed = true;
      liveStore.prime(snapshot, state);
    }
    return state;
  });
  return <FirstStateContext value={first}>{children}</FirstStateContext>;
}

/** A part of the live state. The selector must give back values that are the same while nothing changed. */
export function useLive<T>(select: (state: LiveState) => T): T {
  const first = useContext(FirstStateContext);
  return useSyncExternalStore(
    liveStore.subscribe,
    () => select(liveStore.getState()),
    () => select(first),
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
