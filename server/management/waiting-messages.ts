import { copyKeys } from '@/server/broker/admission';
import type { Exchange } from '@/server/broker/exchange';
import { dryRun } from '@/server/broker/explanation';
import type { Message } from '@/server/broker/message';
import type { Queue } from '@/server/broker/queue';
import type { VHost } from '@/server/broker/vhost';
import type { WaitingMessage } from '@/server/broker/waiting-message';
import { readCursor, type Source } from './message-scan';
import { forEachPaced, sortPaced } from './paced';

/** A message that waits for its time, while it is there. */
export interface WaitingItem {
  readonly message: Message;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
  /** How many of those due at the same time stand before it. */
  readonly place: number;
  /** Where it stands in the list. */
  readonly index: number;
  /** The exchange that keeps it; null when its queue does. */
  readonly exchange: Exchange | null;
  /** Its place in its queue; null when an exchange keeps it. */
  readonly order: number | null;
  /** By which its exchange knows it; null when its queue keeps it. */
  readonly keptAs: number | null;
}

interface Ticket {
  readonly waiting: WaitingMessage;
  readonly exchange: Exchange | null;
  place: number;
}

const CHUNK = 256;

export interface WaitingSource {
  readonly source: Source<WaitingItem>;
  /** Messages that may have to be looked at. */
  readonly total: number;
}

/** What a queue keeps itself, and what exchanges keep for it or for others. */
export function waitingFor(queue: Queue, vhost: VHost, cursor: string | null): Promise<WaitingSource> {
  const delaying = [...vhost.exchanges.values()].filter(({ delayed }) => delayed !== null && delayed.size > 0);
  const kept = [...queue.delayed()].map((waiting): Ticket => ({ waiting, exchange: null, place: 0 }));
  return inOrder([kept, ...delaying.map(ticketsOf)], cursor);
}

/** What an exchange keeps. */
export function waitingIn(exchange: Exchange, cursor: string | null): Promise<WaitingSource> {
  return inOrder([ticketsOf(exchange)], cursor);
}

function* ticketsOf(exchange: Exchange): Generator<Ticket> {
  for (const waiting of exchange.delayed?.waiting() ?? []) yield { waiting, exchange, place: 0 };
}

/** Whether a message that waits will come to a queue, as things are bound now. */
export function isDueFor(queue: Queue, { exchange, message }: WaitingItem, vhost: VHost): boolean {
  if (exchange === null) return true;
  const properties = vhost.broker.ports.codec.decode(message.properties());
  const { routingKey } = message.address;
  const headers = properties.headers ?? new Map();
  return dryRun(exchange, { routingKey, headers, properties }, vhost, copyKeys(properties)).includes(queue);
}

async function inOrder(lists: readonly Iterable<Ticket>[], cursor: string | null): Promise<WaitingSource> {
  const start = cursor === null ? null : readCursor(cursor, /^(\d{1,16})\.(\d{1,9})$/);
  const gathered: Ticket[] = [];
  for (const list of lists) await forEachPaced(list, (ticket) => void gathered.push(ticket));
  const tickets = await sortPaced(gathered, (a, b) => a.waiting.dueAt - b.waiting.dueAt);
  let first = 0;
  let before: Ticket | null = null;
  await forEachPaced(tickets, (ticket) => {
    ticket.place = before?.waiting.dueAt === ticket.waiting.dueAt ? before.place + 1 : 0;
    before = ticket;
    if (start !== null && !isBehind(ticket, start)) first += 1;
  });
  return {
    total: tickets.length,
    source: {
      after: (last) => someFrom(tickets, last === null ? first : last.index + 1),
      cursorOf: ({ dueAt, place }) => `${dueAt}.${place}`,
    },
  };
}

/** Those that still wait; none at the end. */
function someFrom(tickets: readonly Ticket[], from: number): WaitingItem[] {
  const found: WaitingItem[] = [];
  for (let index = from; index < tickets.length && found.length < CHUNK; index++) {
    const { waiting, exchange, place } = tickets[index] as Ticket;
    const seen = waiting.look();
    if (seen !== null) {
      found.push({ ...seen, dueAt: waiting.dueAt, keptAs: waiting.keptAs, place, index, exchange });
    }
  }
  return found;
}

function isBehind({ waiting: { dueAt }, place }: Ticket, [startAt, startPlace]: readonly [number, number]): boolean {
  return dueAt > startAt || (dueAt === startAt && place > startPlace);
}
