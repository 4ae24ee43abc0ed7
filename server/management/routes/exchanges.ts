import { z } from 'zod';
import type { Exchange } from '@/server/broker/exchange';
import { cleanName } from '@/server/broker/names';
import type { Publisher } from '@/server/broker/unroutable-log';
import { assertShort } from '@/server/management/body';
import { amqpArguments, boolean, parseBody, textOr } from '@/server/management/body-schema';
import { type Call, exchangeParam, flag, found, type Route, sessionOf, vhostOf } from '@/server/management/call';
import { listReply } from '@/server/management/list';
import { empty, json, putReply } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import { exchangeDetailFields, exchangeFields } from '@/server/management/views/exchange-view';
import { listedVHosts, seesClientsOf } from '@/server/management/visibility';

const exchangeBody = z.object({
  type: textOr('direct'),
  durable: boolean.default(false),
  auto_delete: boolean.default(false),
  internal: boolean.default(false),
  arguments: amqpArguments,
});

export const exchangeRoutes: readonly Route[] = [
  { path: 'exchanges', access: 'management', methods: { GET: listExchanges } },
  { path: 'exchanges/:vhost', access: 'vhost', methods: { GET: listExchanges } },
  {
    path: 'exchanges/:vhost/:exchange',
    access: 'vhost',
    methods: { GET: showExchange, PUT: putExchange, DELETE: deleteExchange },
    bodies: { PUT: exchangeBody },
  },
  { path: 'exchanges/:vhost/:exchange/unroutable', access: 'vhost', methods: { GET: listUnroutable } },
];

/** What found no queue. Whose client published is for those who may see that client. */
function listUnroutable(call: Call) {
  const { unroutable, unroutableLog } = sessionOf(call).readableExchange(exchangeParam(call, 'exchange'));
  const items = (unroutableLog?.entries() ?? []).map(({ routingKey, publisher, firstAt, lastAt, count }) => ({
    routing_key: routingKey,
    count,
    first_at: firstAt,
    last_at: lastAt,
    publisher: publisherView(call, publisher),
  }));
  return json(200, { count: unroutable, items, forgotten_count: unroutableLog?.forgotten ?? 0 });
}

function publisherView(call: Call, publisher: Publisher | null) {
  if (publisher === null) return null;
  if (!seesClientsOf(call, { name: publisher.user })) return undefined;
  return { connection_name: publisher.connectionName, user: publisher.user, name: publisher.name };
}

function exchangeOf(call: Call): Exchange {
  return found(vhostOf(call).exchange(exchangeParam(call, 'exchange')));
}

function listExchanges(call: Call) {
  const things = listedVHosts(call).flatMap((vhost) => [...vhost.exchanges.values()]);
  return listReply(call, { things, fields: exchangeFields, nameOf: (exchange) => exchange.name });
}

function showExchange(call: Call) {
  return showReply(call, exchangeOf(call), exchangeDetailFields);
}

function putExchange(call: Call) {
  const session = sessionOf(call);
  const name = exchangeParam(call, 'exchange');
  assertShort('exchange', name);
  const { auto_delete: autoDelete, ...rest } = parseBody(call, exchangeBody);
  const options = { ...rest, autoDelete };
  const existed = session.vhost.exchange(cleanName(name)) !== undefined;
  session.declareExchange(name, options);
  call.broker.endTurn();
  return putReply(existed);
}

function deleteExchange(call: Call) {
  const { name } = exchangeOf(call);
  sessionOf(call).deleteExchange(name, flag(call, 'if-unused'));
  call.broker.endTurn();
  return empty(204);
}
