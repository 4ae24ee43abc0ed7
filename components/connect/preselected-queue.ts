import type { Queue } from '@/lib/management-api';

/** For a virtual host without queues: the program makes this one. */
export const SUGGESTED_QUEUE = 'hello';

/** The queue that a program is written for before somebody has chosen one: the last one, else the first, else a new one. */
export function preselectedQueue(queues: readonly Pick<Queue, 'name' | 'exclusive'>[], last: string | null): string {
  // Only the connection that has made it may use an exclusive queue.
  const open = queues.filter(({ exclusive }) => !exclusive).map(({ name }) => name);
  if (last !== null && (open.includes(last) || open.length === 0)) return last;
  const sorted = open.sort((a, b) => Number(a.startsWith('amq.')) - Number(b.startsWith('amq.')) || (a < b ? -1 : 1));
  return sorted[0] ?? SUGGESTED_QUEUE;
}
