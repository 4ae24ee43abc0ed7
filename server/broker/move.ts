import { copyBlock } from './block';
import { BrokerError } from './errors';
import type { Content } from './exchange-types/exchange-type';
import { dryContent } from './explanation';
import { EMPTY_TABLE, type FieldTable } from './field-table';
import type { Address, Message } from './message';
import type { MessageMemory } from './message-memory';
import type { Queue } from './queue';
import { assertPurgeable } from './queue-refusals';
import type { ReadyMessage } from './ready-list';
import { type Route, resolve } from './route';
import type { Session } from './session';
import type { KeptAct } from './set-aside';
import type { VHost } from './vhost';

/** What became of messages that were to be moved. All but the moved ones stay where they were. */
export interface MoveCounts {
  moved: number;
  /** No queue would get them. */
  unroutable: number;
  /** The user may not publish them there, or the queues there take no more. */
  refused: number;
  /** They do not say where to. */
  undirected: number;
}

export interface MoveOptions {
  /** The messages stay where they are, too. */
  readonly isCopy?: boolean;
  /** Remembers what was done, so that it can be taken back. */
  readonly kept?: KeptAct | null;
}

/** Where a message is to go; null when that cannot be told. */
export type Direction = (message: Message, headers: () => FieldTable) => Address | null;

/**
 * Publishes ready messages anew, as they are, and takes those out of their queue that another queue has taken. Nothing comes
 * between the two, so that no message is lost and none is there twice. Read the queue by `Session.readableQueue`.
 */
export function moveMessages(
  session: Session,
  queue: Queue,
  messages: readonly ReadyMessage[],
  direction: Direction,
  { isCopy = false, kept = null }: MoveOptions = {},
): MoveCounts {
  assertPurgeable(queue);
  const counts: MoveCounts = { moved: 0, unroutable: 0, refused: 0, undirected: 0 };
  const routes = new Map<string, Route | 'refused' | 'unroutable'>();
  const routeTo = (address: Address): Route | 'refused' | 'unroutable' => {
    const key = JSON.stringify([address.exchange, address.routingKey]);
    const route = routes.get(key) ?? findRoute(session, address);
    routes.set(key, route);
    return route;
  };
  const moved = new Set<number>();
  for (const ready of messages) {
    const outcome = moveOne(session, ready.message, direction, routeTo, (copy, queues) =>
      kept?.addSent({ original: isCopy ? null : ready, copy, queues }),
    );
    counts[outcome] += 1;
    if (outcome === 'moved') moved.add(ready.order);
  }
  if (!isCopy) queue.drop(moved);
  return counts;
}

/** Takes ready messages out of their queue for good and says how many. Read the queue by `Session.readableQueue`. */
export function deleteMessages(queue: Queue, messages: readonly ReadyMessage[]): number {
  assertPurgeable(queue);
  return queue.drop(new Set(messages.map(({ order }) => order)));
}

function findRoute(session: Session, address: Address): Route | 'refused' | 'unroutable' {
  try {
    return session.route(address, null);
  } catch (failure) {
    if (!(failure instanceof BrokerError)) throw failure;
    return failure.reason === 'not-found' ? 'unroutable' : 'refused';
  }
}

function moveOne(
  { vhost, broker }: Session,
  message: Message,
  direction: Direction,
  routeTo: (address: Address) => Route | 'refused' | 'unroutable',
  sent: (copy: Message, queues: readonly Queue[]) => void,
): keyof MoveCounts {
  let decoded: FieldTable | undefined;
  const headers = (): FieldTable => {
    decoded ??= broker.ports.codec.decodeHeaders(message.properties());
    return decoded;
  };
  const address = direction(message, headers);
  if (address === null) return 'undirected';
  const route = routeTo(address);
  if (typeof route === 'string') return route;
  // Asked beforehand, so that what goes nowhere does not count as published.
  const { queues } = route.isDynamic ? resolve(route, dryRunOf(message, address, vhost), vhost) : route;
  if (queues.length === 0) return 'unroutable';
  const copy = copyMessage(vhost.memory, message, address);
  if (vhost.publish(route, copy, null) === 0) {
    vhost.memory.free(copy);
    return 'refused';
  }
  // Where one of several queues refuses, the message is rather there twice than lost.
  if (vhost.hasRefused) return 'refused';
  sent(copy, queues);
  return 'moved';
}

function dryRunOf(message: Message, { routingKey }: Address, { broker }: VHost): Content {
  const properties = broker.ports.codec.decode(message.properties());
  return dryContent({ routingKey, headers: properties.headers ?? EMPTY_TABLE, properties }, []);
}

/** With the same bytes under another address. */
export function copyMessage(memory: MessageMemory, message: Message, address: Address): Message {
  const copy = memory.allocate(address, message.propertiesBytes, message.bodyBytes);
  // Looked up only now: making room may have moved the message.
  const { slab, offset, propertiesBytes, bodyBytes } = message;
  copyBlock(slab, offset, offset + propertiesBytes + bodyBytes, copy.slab, copy.offset);
  return copy;
}
