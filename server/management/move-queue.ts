import { type Direction, deleteMessages, type MoveCounts, type MoveOptions, moveMessages } from '@/server/broker/move';
import type { Queue } from '@/server/broker/queue';
import type { ReadyMessage } from '@/server/broker/ready-list';
import type { Session } from '@/server/broker/session';
import { badRequest } from './http-error';
import { nextTurn } from './paced';

/** Which ready messages: the first so many, or those with these order numbers; all when neither is given. */
export interface Chosen {
  readonly count?: number | undefined;
  readonly orders?: readonly number[] | undefined;
}

export interface MoveReport extends MoveCounts {
  /** Chosen messages that were not there any more. */
  missing: number;
}

const SLICE = 512;
const SLICE_BYTES = 4 * 1024 * 1024;

/**
 * Moves messages in slices between which other messages flow. Those that come while it goes on are not moved, even if the
 * queue itself is where they go.
 */
export async function moveChosen(
  session: Session,
  queueName: string,
  chosen: Chosen,
  direction: Direction,
  options: MoveOptions = {},
): Promise<MoveReport> {
  const queue = session.readableQueue(queueName);
  const report: MoveReport = { moved: 0, unroutable: 0, refused: 0, undirected: 0, missing: 0 };
  report.missing = await inSlices(session, queue, { ...chosen, isCopy: options.isCopy === true }, (messages) => {
    add(report, moveMessages(session, queue, messages, direction, options));
  });
  return report;
}

export interface DeleteReport {
  deleted: number;
  /** Chosen messages that were not there any more. */
  missing: number;
}

/** Deletes messages in slices, as `moveChosen` moves them. */
export async function deleteChosen(session: Session, queueName: string, chosen: Chosen): Promise<DeleteReport> {
  const queue = session.readableQueue(queueName);
  const report: DeleteReport = { deleted: 0, missing: 0 };
  report.missing = await inSlices(session, queue, chosen, (messages) => {
    report.deleted += deleteMessages(queue, messages);
  });
  return report;
}

/** Acts upon the chosen messages that are there now; answers how many of those with order numbers are not. */
async function inSlices(
  { broker }: Session,
  queue: Queue,
  chosen: Chosen & { readonly isCopy?: boolean },
  act: (messages: readonly ReadyMessage[]) => void,
): Promise<number> {
  const wasThere = queue.orderMark();
  const wanted = chosen.orders ? new Set(chosen.orders) : null;
  if (!chosen.isCopy) for (const order of wanted ?? []) assertReachable(queue, order);
  let left = wanted ? wanted.size : (chosen.count ?? Number.POSITIVE_INFINITY);
  for (let last = -1; left > 0 && !queue.isDeleted; ) {
    const most = wanted ? SLICE : Math.min(SLICE, left);
    const found = chosen.isCopy ? queue.lookAfter(last, most) : queue.readyAfter(last, most);
    const slice = withinBytes(found.filter(({ order }) => wasThere(order)));
    if (slice.length === 0) break;
    last = (slice.at(-1) as ReadyMessage).order;
    const messages = wanted ? slice.filter(({ order }) => wanted.has(order)) : slice;
    left -= messages.length;
    act(messages);
    broker.endTurn();
    if (left > 0) await nextTurn();
  }
  return wanted ? left : 0;
}

/** What stays in the store, because too many stand before it, can be looked at and copied, and not taken out. */
function assertReachable(queue: Queue, order: number): void {
  if (!queue.isOutOfReach(order)) return;
  throw badRequest(
    `the message with the order number ${order} lies on disk behind too many others to be taken out. Copy it, or give count to act upon the first ones`,
  );
}

/** At least one. */
function withinBytes(messages: readonly ReadyMessage[]): readonly ReadyMessage[] {
  let bytes = 0;
  const end = messages.findIndex(({ message }) => {
    bytes += message.bodyBytes;
    return bytes > SLICE_BYTES;
  });
  return end === -1 ? messages : messages.slice(0, Math.max(1, end));
}

function add(report: MoveReport, counts: MoveCounts): void {
  for (const name of Object.keys(counts) as (keyof MoveCounts)[]) report[name] += counts[name];
}
