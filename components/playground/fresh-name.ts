import { liveStore } from '@/lib/live-store';

/** `producer 1`, `producer 2`, ...: the first name that no client on the stage has. */
export function freshName(kind: 'producer' | 'consumer'): string {
  const taken = new Set([...liveStore.getState().clients.values()].map(({ spec }) => spec.name));
  let number = 1;
  while (taken.has(`${kind} ${number}`)) number += 1;
  return `${kind} ${number}`;
}
