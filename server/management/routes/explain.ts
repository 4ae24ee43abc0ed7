import { z } from 'zod';
import type { Binding } from '@/server/broker/binding';
import type { Exchange } from '@/server/broker/exchange';
import type { ExplainedBinding, ExplainedExchange } from '@/server/broker/explanation';
import { parseBody, shortText } from '@/server/management/body-schema';
import { type Call, exchangeParam, type Route, sessionOf } from '@/server/management/call';
import { tableToJson } from '@/server/management/json-fields';
import { propertiesFromJson } from '@/server/management/json-properties';
import { propertiesKey } from '@/server/management/properties-key';
import { json } from '@/server/management/reply';

/** Bindings shown of one exchange. */
const MAX_BINDINGS = 1000;

const explainBody = z.object({
  routing_key: shortText.default(''),
  properties: z
    .looseObject({}, { error: 'not_object: properties' })
    .default({})
    .describe('With headers, as for publish'),
});

/** A dry run of publishing: nothing is published, and nothing counts. */
export const explainRoutes: readonly Route[] = [
  {
    path: 'exchanges/:vhost/:exchange/explain',
    access: 'vhost',
    methods: { POST: explain },
    bodies: { POST: explainBody },
  },
];

function explain(call: Call) {
  const session = sessionOf(call);
  const { routing_key: routingKey, properties } = parseBody(call, explainBody);
  const { headers = new Map() } = propertiesFromJson(properties);
  const { exchanges, queues } = session.explainRoute(exchangeParam(call, 'exchange'), { routingKey, headers });
  return json(200, {
    routed: queues.length > 0,
    queues: queues.map(({ name }) => name),
    exchanges: exchanges.map(exchangeView),
  });
}

function exchangeView({ exchange, reachedBy, bindings, named, alternate }: ExplainedExchange) {
  return {
    exchange: exchange.name,
    type: exchange.type.name,
    reached_by: reachedByView(reachedBy),
    queue: named?.name ?? null,
    alternate_exchange: alternate,
    binding_count: bindings.length,
    bindings: bindings.slice(0, MAX_BINDINGS).map(bindingView),
  };
}

function reachedByView(reachedBy: Binding | Exchange | null) {
  if (reachedBy === null) return { kind: 'publisher' };
  if ('type' in reachedBy) return { kind: 'alternate_exchange', of: reachedBy.name };
  return { kind: 'binding', source: reachedBy.source.name, routing_key: reachedBy.bindingKey };
}

function bindingView({ binding, isMatched, why }: ExplainedBinding) {
  return {
    destination: binding.destination.name,
    destination_type: binding.destination.kind,
    routing_key: binding.bindingKey,
    arguments: tableToJson(binding.arguments),
    properties_key: propertiesKey(binding.bindingKey, binding.arguments),
    matched: isMatched,
    why,
  };
}
