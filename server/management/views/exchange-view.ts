import type { Exchange as ExchangeJson } from '@/lib/management-api';
import type { Exchange } from '@/server/broker/exchange';
import { exchangeMeter } from '@/server/management/counters';
import type { Fields, FieldsOf } from '@/server/management/fields';
import { tableToJson } from '@/server/management/json-fields';
import { messageStats } from './stats';

export const exchangeFields: FieldsOf<Exchange, ExchangeJson> = {
  name: (exchange) => exchange.name,
  vhost: (exchange) => exchange.vhost,
  type: (exchange) => exchange.type.name,
  durable: (exchange) => exchange.durable,
  auto_delete: (exchange) => exchange.autoDelete,
  user_who_performed_action: (exchange) => exchange.createdBy,
  internal: (exchange) => exchange.internal,
  arguments: (exchange) => tableToJson(exchange.arguments),
  // Keys of policies are there when a policy applies (RabbitMQ).
  policy: ({ policy }) => policy?.name,
  operator_policy: ({ operatorPolicy }) => operatorPolicy?.name,
  effective_policy_definition: (exchange) =>
    exchange.policy === null && exchange.operatorPolicy === null ? undefined : exchange.effectivePolicy,
  messages_delayed: ({ delayed }) => delayed?.size,
  messages_unroutable: ({ unroutable }) => (unroutable === 0 ? undefined : unroutable),
  message_stats: (exchange, { meters, ranges }, only) =>
    messageStats({ meter: exchangeMeter, rates: meters.exchanges, range: ranges.messageRates }, exchange, only),
};

/** What a single exchange shows beyond a list's. Which channel published what is not counted (rates_mode is basic). */
export const exchangeDetailFields: Fields<Exchange> = {
  ...exchangeFields,
  incoming: () => [],
  outgoing: () => [],
};
