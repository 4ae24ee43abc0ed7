import { z } from 'zod';
import type { FieldTable } from '@/server/broker/field-table';
import { stringOf } from '@/server/broker/field-table';
import type { Message } from '@/server/broker/message';
import type { Direction } from '@/server/broker/move';
import { integer, parseBody, shortText } from '@/server/management/body-schema';
import { type Call, param, type Route, sessionOf } from '@/server/management/call';
import { type Chosen, deleteChosen, moveChosen } from '@/server/management/move-queue';
import { addressOf } from '@/server/management/publish-message';
import { empty, json } from '@/server/management/reply';

const MAX_CHOSEN = 1000;

const chosenMessages = {
  count: integer
    .refine((count) => count >= 1, { error: 'count is below 1' })
    .optional()
    .describe('The first so many; all unless given'),
  orders: z
    .array(z.int({ error: 'not_integer' }).min(0), { error: 'not_list' })
    .min(1)
    .max(MAX_CHOSEN, { error: `at most ${MAX_CHOSEN} messages can be chosen at a time` })
    .optional()
    .describe('The order numbers of chosen messages'),
};

const notBoth = ({ count, orders }: Chosen): boolean => count === undefined || orders === undefined;
const NOT_BOTH = { error: 'give either count or orders' };

const moveBody = z
  .object({
    queue: shortText.optional().describe('The queue to move to'),
    exchange: shortText.optional().describe('The exchange to publish to'),
    routing_key: shortText.optional().describe('With an exchange; each message keeps its own unless given'),
    ...chosenMessages,
  })
  .refine(notBoth, NOT_BOTH)
  .refine(({ queue, exchange }) => (queue === undefined) !== (exchange === undefined), {
    error: 'give either queue or exchange as the target',
  })
  .refine(({ queue, routing_key }) => queue === undefined || routing_key === undefined, {
    error: 'routing_key goes with an exchange only',
  });

const deleteBody = z
  .object(chosenMessages)
  .refine(notBoth, NOT_BOTH)
  .refine(({ count, orders }) => count !== undefined || orders !== undefined, {
    error: 'say which: give orders or count. DELETE on contents empties the queue',
  });

const returnBody = z.object(chosenMessages).refine(notBoth, NOT_BOTH);

const PATH = 'queues/:vhost/:queue';

/** What people do with the messages of a queue, and RabbitMQ's API cannot. */
export const contentsRoutes: readonly Route[] = [
  { path: `${PATH}/move`, access: 'vhost', methods: { POST: move }, bodies: { POST: moveBody } },
  {
    path: `${PATH}/return-dead-letters`,
    access: 'vhost',
    methods: { POST: returnDeadLetters },
    bodies: { POST: returnBody },
  },
  {
    path: `${PATH}/delete-messages`,
    access: 'vhost',
    methods: { POST: deleteSome },
    bodies: { POST: deleteBody },
  },
  { path: `${PATH}/pause`, access: 'vhost', methods: { PUT: (call) => pause(call, true) } },
  { path: `${PATH}/resume`, access: 'vhost', methods: { PUT: (call) => pause(call, false) } },
];

async function move(call: Call) {
  const session = sessionOf(call);
  const body = parseBody(call, moveBody);
  const { queue, exchange = '', routing_key: routingKey } = body;
  if (queue !== undefined) session.vhost.getQueue(queue);
  session.vhost.getExchange(exchange === 'amq.default' ? '' : exchange);
  const name = exchange === 'amq.default' ? '' : exchange;
  const fixed = queue ?? routingKey;
  const target = fixed === undefined ? null : addressOf(name, fixed);
  // Nobody shall have to read from counts that they may not publish there at all.
  if (target !== null) session.route(target, null);
  const direction = (message: Message) => target ?? addressOf(name, message.address.routingKey);
  const { undirected: _none, ...report } = await moveChosen(session, param(call, 'queue'), body, direction);
  return json(200, report);
}

async function returnDeadLetters(call: Call) {
  const session = sessionOf(call);
  const body = parseBody(call, returnBody);
  const report = await moveChosen(session, param(call, 'queue'), body, whereItDied);
  const { moved, undirected, ...rest } = report;
  return json(200, { returned: moved, not_dead_lettered: undirected, ...rest });
}

async function deleteSome(call: Call) {
  return json(200, await deleteChosen(sessionOf(call), param(call, 'queue'), parseBody(call, deleteBody)));
}

/** The queue of the latest death, which stands first in `x-death`. */
const whereItDied: Direction = (_message, headers) => {
  const queue = stringOf(latestDeath(headers()).get('queue'));
  return queue === undefined ? null : addressOf('', queue);
};

function latestDeath(headers: FieldTable): FieldTable {
  const deaths = headers.get('x-death');
  const latest = deaths?.type === 'array' ? deaths.value[0] : undefined;
  return latest?.type === 'table' ? latest.value : new Map();
}

function pause(call: Call, isPaused: boolean) {
  sessionOf(call).pauseQueue(param(call, 'queue'), isPaused);
  call.broker.endTurn();
  return empty(204);
}
