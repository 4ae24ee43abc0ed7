import { type Call, exchangeParam, param, type Route, sessionOf } from '@/server/management/call';
import { badRequest } from '@/server/management/http-error';
import { readFilter } from '@/server/management/message-filter';
import {
  type HeldMessage,
  heldFrom,
  readyIn,
  type Scan,
  type ScanWish,
  scanMessages,
} from '@/server/management/message-scan';
import { json } from '@/server/management/reply';
import { ageOf, heldView, readyView, waitingView } from '@/server/management/views/contents-view';
import type { PayloadWish } from '@/server/management/views/message-view';
import { isDueFor, type WaitingItem, waitingFor, waitingIn } from '@/server/management/waiting-messages';
import { wholeOf, windowOf } from '@/server/management/window';

const DEFAULT_TRUNCATE_BYTES = 50_000;
const PATH = 'queues/:vhost/:queue';

/** Looks at messages that leave them as they are. */
export const lookRoutes: readonly Route[] = [
  { path: `${PATH}/messages`, access: 'vhost', methods: { GET: listReady } },
  { path: `${PATH}/unacked`, access: 'vhost', methods: { GET: listUnacked } },
  { path: `${PATH}/scheduled`, access: 'vhost', methods: { GET: listScheduled } },
  { path: 'exchanges/:vhost/:exchange/scheduled', access: 'vhost', methods: { GET: listKept } },
];

function scanWishOf({ query, broker }: Call): ScanWish {
  return {
    ...windowOf(query),
    withinMs: wholeOf(query, 'within_ms', { fallback: Number.POSITIVE_INFINITY, from: 1, to: 60_000 }),
    accepts: readFilter(query, broker.ports),
  };
}

/** Where to go on, as an earlier answer has said. */
function cursorOf({ query }: Call): string | null {
  return query.get('after') || null;
}

function payloadWishOf({ query }: Call): PayloadWish {
  const encoding = query.get('encoding') || 'auto';
  if (encoding !== 'auto' && encoding !== 'base64') {
    throw badRequest('Unsupported encoding. Please use auto or base64.');
  }
  const bounds = { fallback: DEFAULT_TRUNCATE_BYTES, from: 0, to: Number.MAX_SAFE_INTEGER };
  return { encoding, truncate: wholeOf(query, 'truncate', bounds) };
}

async function listReady(call: Call) {
  const queue = sessionOf(call).readableQueue(param(call, 'queue'));
  const wish = payloadWishOf(call);
  const scan = await scanMessages(readyIn(queue, cursorOf(call)), scanWishOf(call), {
    view: (item) => readyView(call, item, wish),
    circumstances: ({ redelivered }) => ({ redelivered }),
  });
  return scanReply(scan, queue.readyCount);
}

async function listUnacked(call: Call) {
  const session = sessionOf(call);
  const queue = session.readableQueue(param(call, 'queue'));
  const wish = payloadWishOf(call);
  const scan = await scanMessages(heldFrom(queue, session.vhost, cursorOf(call)), scanWishOf(call), {
    view: (item) => heldView(call, item, wish),
    circumstances: (held: HeldMessage) => ({ age_ms: ageOf(call, held) }),
  });
  return scanReply(scan, queue.unackedCount);
}

/** What will come to a queue when its time has come: after a delayed retry, or out of an exchange that delays. */
async function listScheduled(call: Call) {
  const session = sessionOf(call);
  const queue = session.readableQueue(param(call, 'queue'));
  const { source, total } = await waitingFor(queue, session.vhost, cursorOf(call));
  const scan = await scanMessages(source, scanWishOf(call), {
    ...waitingViews(call),
    belongs: (item) => isDueFor(queue, item, session.vhost),
  });
  return scanReply(scan, total);
}

/** What an exchange keeps until its time has come. */
async function listKept(call: Call) {
  const exchange = sessionOf(call).readableExchange(exchangeParam(call, 'exchange'));
  const { source, total } = await waitingIn(exchange, cursorOf(call));
  return scanReply(await scanMessages(source, scanWishOf(call), waitingViews(call)), total);
}

function waitingViews(call: Call) {
  const wish = payloadWishOf(call);
  const now = call.broker.ports.clock.now();
  return {
    view: (item: WaitingItem) => waitingView(call, item, wish),
    circumstances: ({ dueAt, exchange }: WaitingItem) => ({
      due_in_ms: Math.max(dueAt - now, 0),
      redelivered: exchange === null,
    }),
  };
}

function scanReply({ views, scanned, next }: Scan, total: number) {
  return json(200, {
    items: views,
    item_count: views.length,
    scanned_count: scanned,
    total_count: total,
    next,
  });
}
