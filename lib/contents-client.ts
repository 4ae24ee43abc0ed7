import { type EntityRef, request } from './api-client';
import type {
  DeleteReport,
  MoveReport,
  MoveWish,
  Peek,
  PeekedMessage,
  PeekWish,
  ReturnReport,
  ScheduledReport,
  TakenBack,
} from './contents-api';

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

function exchangePath({ vhost, name }: EntityRef): string {
  return `/api/exchanges/${encodeURIComponent(vhost)}/${encodeURIComponent(name)}`;
}

/** The first messages that an exchange keeps until their time, the next one first. */
export function peekScheduled(
  exchange: EntityRef,
  limit: number,
  truncate: number,
  signal?: AbortSignal,
): Promise<Peek> {
  return request(`${exchangePath(exchange)}/scheduled?limit=${limit}&truncate=${truncate}`, { signal });
}

/** Ends the waiting of messages that an exchange keeps: they are routed now, or deleted. */
export function actOnScheduled(
  exchange: EntityRef,
  act: 'publish' | 'drop',
  messages: readonly Pick<PeekedMessage, 'due_at' | 'kept_as'>[],
): Promise<ScheduledReport> {
  const body = { act, messages: messages.map(({ due_at, kept_as }) => ({ due_at, kept_as })) };
  return request(`${exchangePath(exchange)}/act-on-scheduled`, { method: 'POST', body });
}

export function moveMessages(queue: EntityRef, body: MoveWish & { readonly undoable?: boolean }): Promise<MoveReport> {
  return request(`${queuePath(queue)}/move`, { method: 'POST', body });
}

/** Takes back what was moved, copied or deleted with its queue. */
export function undoAct(vhost: string, act: string): Promise<TakenBack> {
  return request(`/api/undo/${encodeURIComponent(vhost)}/${encodeURIComponent(act)}`, { method: 'POST' });
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
