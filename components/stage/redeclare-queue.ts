import { deleteQueue, getQueue, postBinding, putQueue, request } from '@/lib/api-client';
import { plural } from '@/lib/format';
import type { AmqpArguments, QueueDeclaration } from '@/lib/management-api';
import { type Definition, readDefinition } from './stage-operations';

/** Tells of each step when it is done. */
export type StepLog = (text: string) => void;

const DELETE_TRIES = 5;

interface MoveReport {
  readonly moved: number;
  readonly unroutable: number;
  readonly refused: number;
}

/**
 * A queue's arguments cannot be changed: the queue is declared anew, and its messages wait in another queue meanwhile.
 * Between deletion and declaration, which is a few milliseconds, messages routed to it are lost; the dialog says so.
 */
export async function redeclareQueue(vhost: string, name: string, args: AmqpArguments, log: StepLog): Promise<void> {
  const former = await readDefinition('queue', vhost, name);
  await assertNothingHeld(vhost, name);
  const shelter = `${name}.moving.${crypto.randomUUID().slice(0, 8)}`;
  await putQueue({ vhost, name: shelter }, { durable: true, auto_delete: false, arguments: {} });
  log(`Declared ${shelter}`);
  await emptyInto(vhost, name, shelter, log);
  log(`Deleted ${name}`);
  const declaration = former.declaration as QueueDeclaration;
  let refusal: unknown = null;
  try {
    await putQueue({ vhost, name }, { ...declaration, arguments: args });
    log(`Declared ${name} with the new arguments`);
  } catch (failure) {
    refusal = failure;
    await putQueue({ vhost, name }, declaration);
    log(`The broker refused the new arguments: declared ${name} as it was`);
  }
  await bindAgain(former);
  log(`Bound it again: ${plural(former.bindings.length, 'binding')}`);
  const { moved } = await move(vhost, shelter, name);
  log(`Moved ${plural(moved, 'message')} back`);
  await deleteQueue({ vhost, name: shelter }, { ifEmpty: true });
  log(`Deleted ${shelter}`);
  if (refusal !== null) throw refusal;
}

async function assertNothingHeld(vhost: string, name: string): Promise<void> {
  const { messages_unacknowledged: unacked = 0 } = await getQueue({ vhost, name });
  if (unacked === 0) return;
  throw new Error(
    `${plural(unacked, 'message')} of ${name} ${unacked === 1 ? 'is' : 'are'} with consumers and would be lost. Stop them or let them finish first.`,
  );
}

/** Messages may still come in while they are moved: the queue is deleted only when it is empty. */
async function emptyInto(vhost: string, name: string, shelter: string, log: StepLog): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { moved } = await move(vhost, name, shelter);
    if (moved > 0) log(`Moved ${plural(moved, 'message')} to ${shelter}`);
    try {
      await deleteQueue({ vhost, name }, { ifEmpty: true });
      return;
    } catch (failure) {
      if (attempt < DELETE_TRIES) continue;
      await move(vhost, shelter, name);
      await deleteQueue({ vhost, name: shelter }, { ifEmpty: true });
      log(`Messages keep coming in: everything is as it was`);
      throw failure;
    }
  }
}

async function bindAgain({ vhost, bindings }: Definition): Promise<void> {
  await Promise.all(
    bindings.map(({ source, destination, destination_type: destinationType, routing_key, arguments: args }) =>
      postBinding({ vhost, source, destination, destinationType }, { routing_key, arguments: args }),
    ),
  );
}

function move(vhost: string, from: string, to: string): Promise<MoveReport> {
  const path = `/api/queues/${encodeURIComponent(vhost)}/${encodeURIComponent(from)}/move`;
  return request<MoveReport>(path, { method: 'POST', body: { queue: to } });
}
