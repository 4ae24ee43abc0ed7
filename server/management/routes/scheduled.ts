import { z } from 'zod';
import { parseBody } from '@/server/management/body-schema';
import { type Call, exchangeParam, type Route, sessionOf } from '@/server/management/call';
import { badRequest } from '@/server/management/http-error';
import { json } from '@/server/management/reply';

const MAX_CHOSEN = 1000;

const actBody = z.object({
  act: z
    .enum(['publish', 'drop'], { error: 'act is either publish or drop' })
    .describe('`publish` routes them now, `drop` deletes them'),
  messages: z
    .array(
      z.object({
        due_at: z.int({ error: 'not_integer' }).describe('As the list of scheduled messages says'),
        kept_as: z.int({ error: 'not_integer' }).describe('As the list of scheduled messages says'),
      }),
      { error: 'not_list' },
    )
    .min(1, { error: 'name at least one message' })
    .max(MAX_CHOSEN, { error: `at most ${MAX_CHOSEN} messages can be chosen at a time` }),
});

/** What people do with the messages that an exchange delays. */
export const scheduledRoutes: readonly Route[] = [
  {
    path: 'exchanges/:vhost/:exchange/act-on-scheduled',
    access: 'vhost',
    methods: { POST: actOnScheduled },
    bodies: { POST: actBody },
  },
];

function actOnScheduled(call: Call) {
  const { act, messages } = parseBody(call, actBody);
  // A message that is let go is published again, which an alarm forbids.
  if (act === 'publish' && call.broker.alarm !== null) throw badRequest(`publishing is blocked: ${call.broker.alarm}`);
  const delayed = sessionOf(call).delayedIn(exchangeParam(call, 'exchange'), act);
  let done = 0;
  for (const { due_at: dueAt, kept_as: keptAs } of messages) {
    if (delayed?.end(dueAt, keptAs, act === 'publish')) done += 1;
  }
  call.broker.endTurn();
  const missing = messages.length - done;
  return json(200, act === 'publish' ? { published: done, missing } : { dropped: done, missing });
}
