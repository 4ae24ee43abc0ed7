import {
  field,
  longString,
  METHOD,
  methodFrame,
  octet,
  type Publish,
  shortString,
  table,
  uint16,
  uint32,
  uint64,
} from './amqp-frames';
import type { Wire } from './amqp-wire';
import { exchangeName, queueName } from './load-messages';
import type { Row, Topology } from './rows';

const DURABLE = 2;
const NO_WAIT = 1;
const RESERVED = uint16(0);
const NO_ARGUMENTS = uint32(0);
const FANOUT_ROUTING_KEY = 'k';
const LEVELS = 10;
const STREAM_BYTES = 1_000_000_000;

/** Bindings from the exchange to the one queue of the row; a fanout has one to each queue. */
const BINDINGS: Partial<Readonly<Record<Topology, number>>> = { topic: 10_000, headers: 1000 };

const QUEUE_ARGUMENTS: Partial<Readonly<Record<Topology, readonly Buffer[]>>> = {
  priority: [field('x-max-priority', 'I', uint32(LEVELS))],
  ttl: [field('x-message-ttl', 'I', uint32(60_000))],
  stream: [field('x-queue-type', 'S', longString('stream')), field('x-max-length-bytes', 'l', uint64(STREAM_BYTES))],
};

const exchangeTypeOf = ({ topology }: Row): string | null =>
  topology === 'fanout' || BINDINGS[topology] !== undefined ? topology : null;

/** A stream is durable, whatever the row says. */
const flagsOf = ({ durable, topology }: Row): number => (durable || topology === 'stream' ? DURABLE : 0);

/** Five digits, so that all keys have one length. */
const numbered = (i: number): string => String(i).padStart(5, '0');

const tenant = (i: number): Buffer => field('tenant', 'S', longString(numbered(i)));

/** What a producer publishes in turn: messages that meet other bindings, or have other priorities, one after the other. */
export function publishesOf(row: Row, prefix: string, producer: number): readonly Publish[] {
  const { topology, bodyBytes, durable: persistent, queues } = row;
  const routingKey = queueName(prefix, producer % queues);
  const plain = { exchange: '', routingKey, bodyBytes, persistent };
  const bindings = BINDINGS[topology] ?? 0;
  const exchange = exchangeName(prefix);
  const each = (count: number, make: (i: number) => Publish) => Array.from({ length: count }, (_, i) => make(i));
  if (topology === 'fanout') return [{ ...plain, exchange, routingKey: FANOUT_ROUTING_KEY }];
  // A stride that shares no factor with the number of bindings meets them all, far apart from each other.
  const met = (i: number): number => (i * 7919) % bindings;
  if (topology === 'topic') {
    return each(bindings, (i) => ({ ...plain, exchange, routingKey: `orders.${numbered(met(i))}.created` }));
  }
  if (topology === 'headers') {
    return each(bindings, (i) => ({ ...plain, exchange, routingKey: '', headers: table(tenant(met(i))) }));
  }
  if (topology === 'priority') return each(LEVELS, (i) => ({ ...plain, priority: (i * 7) % LEVELS }));
  return [plain];
}

/** The encoded arguments of basic.consume. */
export function consumerArguments({ topology }: Row): Buffer {
  return topology === 'stream' ? table(field('x-stream-offset', 'S', longString('first'))) : NO_ARGUMENTS;
}

export async function declareQueue(
  wire: Wire,
  queue: string,
  flags: number,
  args: readonly Buffer[] = [],
): Promise<void> {
  const fields = [RESERVED, shortString(queue), octet(flags), table(...args)];
  await wire.call(methodFrame(1, METHOD.queueDeclare, ...fields), METHOD.queueDeclareOk);
}

/** Answers how many messages the queue still held. */
export async function deleteQueue(wire: Wire, queue: string): Promise<number> {
  const fields = [RESERVED, shortString(queue), octet(0)];
  const answer = await wire.call(methodFrame(1, METHOD.queueDelete, ...fields), METHOD.queueDeleteOk);
  return answer.readUInt32BE(0);
}

export async function declareTopology(wire: Wire, row: Row, prefix: string): Promise<void> {
  const type = exchangeTypeOf(row);
  if (type !== null) {
    const fields = [RESERVED, shortString(exchangeName(prefix)), shortString(type), octet(flagsOf(row)), NO_ARGUMENTS];
    await wire.call(methodFrame(1, METHOD.exchangeDeclare, ...fields), METHOD.exchangeDeclareOk);
  }
  for (let i = 0; i < row.queues; i++) {
    await declareQueue(wire, queueName(prefix, i), flagsOf(row), QUEUE_ARGUMENTS[row.topology]);
    if (type !== null) await bindQueue(wire, row, prefix, i);
  }
}

async function bindQueue(wire: Wire, row: Row, prefix: string, queue: number): Promise<void> {
  const count = BINDINGS[row.topology] ?? 1;
  for (let i = 0; i < count; i++) {
    const isLast = i === count - 1;
    const [key, args] = bindingOf(row, i);
    const names = [shortString(queueName(prefix, queue)), shortString(exchangeName(prefix)), shortString(key)];
    const request = methodFrame(1, METHOD.queueBind, RESERVED, ...names, octet(isLast ? 0 : NO_WAIT), args);
    if (isLast) await wire.call(request, METHOD.queueBindOk);
    else wire.socket.write(request);
  }
}

function bindingOf({ topology }: Row, i: number): readonly [key: string, args: Buffer] {
  if (topology === 'topic') return [`orders.${numbered(i)}.*`, NO_ARGUMENTS];
  if (topology === 'headers') return ['', table(field('x-match', 'S', longString('all')), tenant(i))];
  return [FANOUT_ROUTING_KEY, NO_ARGUMENTS];
}

/** Answers how many messages were left in all queues. */
export async function deleteTopology(wire: Wire, row: Row, prefix: string): Promise<number> {
  let left = 0;
  for (let i = 0; i < row.queues; i++) left += await deleteQueue(wire, queueName(prefix, i));
  if (exchangeTypeOf(row) !== null) {
    const fields = [RESERVED, shortString(exchangeName(prefix)), octet(0)];
    await wire.call(methodFrame(1, METHOD.exchangeDelete, ...fields), METHOD.exchangeDeleteOk);
  }
  return left;
}
