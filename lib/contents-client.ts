import { type EntityRef, request } from './api-client';
import type { DeleteReport, MoveReport, MoveWish, Peek, PeekWish, ReturnReport } from './contents-api';

function queuePath({ vhost, name }: EntityRef): string {
  return `/api/queues/${encodeURIComponent(vhost)}/${encodeURIComponent(name)}`;
}

const paths = { ready: 'messages', unacked: 'unacked', scheduled: 'scheduled' } as const;

/** Looks at messages and leaves them as they are. */
export function peekMessages(queue: EntityRef, wish: PeekWish, signal?: AbortSignal): Promise<Peek> {
  const query = new URLSearchParams({
    limit: String(wish.limit),
    truncate: String(wish.truncate),
    within_ms: String(wish.withinMs),
  });
  if (wish.filter !== '') query.set('filter', wish.filter);
  if (wish.after !== null) query.set('after', wish.after);
  return request(`${queuePath(queue)}/${paths[wish.state]}?${query}`, { signal });
}

export function moveMessages(queue: EntityRef, body: MoveWish): Promise<MoveReport> {
  return request(`${queuePath(queue)}/move`, { method: 'POST', body });
}

/** Sends dead letters back to the queue that each of them died in last. */
export function returnDeadLetters(queue: EntityRef, body: Pick<MoveWish, 'orders' | 'count'>): Promise<ReturnReport> {
  return request(`${queuePath(queue)}/return-dead-letters`, { method: 'POST', body });
}

/** Deletes ready messages by their places in the queue. */
export function deleteMessages(queue: EntityRef, orders: readonly number[]): Promise<DeleteReport> {
  return request(`${queuePath(queue)}/delete-messages`, { method: 'POST', body: { orders } });
}

/** Deletes the first so many ready messages. */
export function purgeFirst(queue: EntityRef, count: number): Promise<{ readonly purged: number }> {
  return request(`${queuePath(queue)}/contents?count=${count}`, { method: 'DELETE' });
}

/** A paused queue takes messages and gives none. */
export function setPaused(queue: EntityRef, isPaused: boolean): Promise<null> {
  return request(`${queuePath(queue)}/${isPaused ? 'pause' : 'resume'}`, { method: 'PUT' });
}
