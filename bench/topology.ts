import { METHOD, methodFrame, octet, shortString, table, uint16, uint32 } from './amqp-frames';
import type { Wire } from './amqp-wire';
import { exchangeName, FANOUT_ROUTING_KEY, queueName } from './load-messages';
import type { Row } from './rows';

const DURABLE = 2;
const RESERVED = uint16(0);
const NO_ARGUMENTS = uint32(0);

export async function declareQueue(wire: Wire, queue: string, flags: number, args: Buffer[] = []): Promise<void> {
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
  const flags = row.durable ? DURABLE : 0;
  const exchange = shortString(exchangeName(prefix));
  if (row.fanout) {
    const fields = [RESERVED, exchange, shortString('fanout'), octet(flags), NO_ARGUMENTS];
    await wire.call(methodFrame(1, METHOD.exchangeDeclare, ...fields), METHOD.exchangeDeclareOk);
  }
  for (let i = 0; i < row.queues; i++) {
    await declareQueue(wire, queueName(prefix, i), flags);
    if (!row.fanout) continue;
    const key = shortString(FANOUT_ROUTING_KEY);
    const fields = [RESERVED, shortString(queueName(prefix, i)), exchange, key, octet(0), NO_ARGUMENTS];
    await wire.call(methodFrame(1, METHOD.queueBind, ...fields), METHOD.queueBindOk);
  }
}

/** Answers how many messages were left in all queues. */
export async function deleteTopology(wire: Wire, row: Row, prefix: string): Promise<number> {
  let left = 0;
  for (let i = 0; i < row.queues; i++) left += await deleteQueue(wire, queueName(prefix, i));
  if (row.fanout) {
    const fields = [RESERVED, shortString(exchangeName(prefix)), octet(0)];
    await wire.call(methodFrame(1, METHOD.exchangeDelete, ...fields), METHOD.exchangeDeleteOk);
  }
  return left;
}
