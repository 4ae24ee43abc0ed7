import type { KeptAct } from '@/server/broker/set-aside';
import { fillAgain, takeBackSent } from '@/server/broker/take-back';
import { type Call, param, type Route, sessionOf } from '@/server/management/call';
import { HttpError } from '@/server/management/http-error';
import { json } from '@/server/management/reply';

/** Takes back what was done to messages a moment ago, by the name that its answer gave. */
export const undoRoutes: readonly Route[] = [{ path: 'undo/:vhost/:act', access: 'vhost', methods: { POST: undo } }];

/** Keeps an act and tells by which name it can be taken back; null when it cannot. */
export function keepAct({ broker }: Call, act: KeptAct): string | null {
  const id = broker.ports.randomName();
  return broker.shelf.put(id, act) ? id : null;
}

function undo(call: Call) {
  const session = sessionOf(call);
  const { broker } = call;
  const id = param(call, 'act');
  const act = broker.shelf.find(id, session.user.name);
  if (act === undefined || act.queue.host !== session.vhost) {
    throw new HttpError(
      404,
      'not_found',
      'there is nothing to undo under this name: an act can be undone for ten seconds',
    );
  }
  const queue = session.readableQueue(act.queue.name);
  const isRefill = act.lost.length > 0;
  if (!isRefill && queue !== act.queue) {
    throw new HttpError(404, 'not_found', `the queue '${queue.name}' is another one than that of the messages`);
  }
  broker.shelf.take(id);
  const taken = isRefill ? fillAgain(session.vhost, queue, act) : takeBackSent(session.vhost, act);
  act.end(broker.memory);
  broker.endTurn();
  return json(200, taken);
}
