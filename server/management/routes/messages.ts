import type { GotMessage } from '@/lib/management-api';
import type { Fetched, Session } from '@/server/broker/session';
import { assertShort, type Body, integerOf, readBody, requireKeys, stringOf } from '@/server/management/body';
import { type Call, exchangeParam, param, type Route, sessionOf } from '@/server/management/call';
import { badRequest } from '@/server/management/http-error';
import { propertiesFromJson } from '@/server/management/json-properties';
import { publishMessage } from '@/server/management/publish-message';
import { json } from '@/server/management/reply';
import { payloadView, propertiesView } from '@/server/management/views/message-view';

export const messageRoutes: readonly Route[] = [
  { path: 'exchanges/:vhost/:exchange/publish', access: 'vhost', methods: { POST: publish } },
  { path: 'queues/:vhost/:queue/get', access: 'vhost', methods: { POST: getMessages } },
];

function publish(call: Call) {
  const session = sessionOf(call);
  const exchange = exchangeParam(call, 'exchange');
  assertShort('exchange', exchange);
  const body = readBody(call);
  requireKeys(body, ['routing_key', 'properties', 'payload', 'payload_encoding']);
  const routingKey = stringOf(body, 'routing_key', '');
  assertShort('routing_key', routingKey);
  const properties = propertiesFromJson(body['properties']);
  const payload = payloadOf(body);
  const { maxMessageBytes } = call.options;
  if (payload.length > maxMessageBytes) {
    throw badRequest(`message size ${payload.length} is larger than configured max size ${maxMessageBytes}`);
  }
  // Over AMQP the publisher would wait until the alarm is over; a request has to be answered.
  if (call.broker.alarm !== null) throw badRequest(`publishing is blocked: ${call.broker.alarm}`);
  const routed = publishMessage(session, { exchange, routingKey, properties, body: payload });
  call.broker.endTurn();
  return json(200, { routed });
}

function payloadOf(body: Body): Uint8Array {
  const payload = body['payload'];
  const encoding = body['payload_encoding'];
  if (typeof payload !== 'string') throw badRequest('payload_not_string');
  if (encoding === 'string') return Buffer.from(payload, 'utf8');
  if (encoding !== 'base64') throw badRequest('unsupported_encoding: payload_encoding is either string or base64');
  const packed = payload.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(packed) || packed.length % 4 !== 0) throw badRequest('not_base64: payload');
  return Buffer.from(packed, 'base64');
}

const ACK_MODES = {
  ack_requeue_false: 'no-ack',
  ack_requeue_true: 'requeue',
  reject_requeue_true: 'requeue',
  reject_requeue_false: 'reject',
} as const;

interface Wanted {
  readonly outcome: 'no-ack' | 'requeue' | 'reject';
  /** Below 0 for all that are there (RabbitMQ). */
  readonly count: number;
  readonly encoding: string;
  readonly truncate: number;
}

/** A reply holds at most about so many bytes of payload; it ends early rather than fill the memory. */
const MAX_REPLY_BYTES = 64 * 1024 * 1024;

/** All are taken first and settled after, or a requeued message would come again and again. */
function getMessages(call: Call) {
  const session = sessionOf(call);
  const queue = param(call, 'queue');
  const wanted = readWanted(readBody(call));
  session.findQueue(queue);
  const taken: Fetched[] = [];
  const items: GotMessage[] = [];
  let bytes = 0;
  while (items.length !== wanted.count && bytes < MAX_REPLY_BYTES) {
    const fetched = session.get(queue, wanted.outcome === 'no-ack', null);
    if (!fetched) break;
    taken.push(fetched);
    items.push(itemOf(fetched, wanted, session));
    bytes += Math.min(fetched.message.bodyBytes, wanted.truncate);
  }
  for (const fetched of taken) {
    if (wanted.outcome === 'no-ack') fetched.queue.release(fetched.message);
    else session.settle(fetched, wanted.outcome);
  }
  call.broker.endTurn();
  return json(200, items);
}

function readWanted(body: Body): Wanted {
  requireKeys(body, ['ackmode', 'count', 'encoding']);
  const mode = body['ackmode'];
  if (typeof mode !== 'string' || !Object.hasOwn(ACK_MODES, mode)) {
    throw badRequest(`Invalid ackmode value: ${String(mode).slice(0, 100)}`);
  }
  const encoding = body['encoding'];
  if (encoding !== 'auto' && encoding !== 'base64') {
    throw badRequest('Unsupported encoding. Please use auto or base64.');
  }
  const truncate = body['truncate'] === undefined ? Number.POSITIVE_INFINITY : integerOf(body, 'truncate');
  if (truncate < 0) throw badRequest('truncate is below 0');
  return { outcome: ACK_MODES[mode as keyof typeof ACK_MODES], count: integerOf(body, 'count'), encoding, truncate };
}

function itemOf({ message, redelivered, remaining }: Fetched, wanted: Wanted, { broker }: Session): GotMessage {
  return {
    payload_bytes: message.bodyBytes,
    redelivered,
    exchange: message.address.exchange,
    routing_key: message.address.routingKey,
    message_count: remaining,
    properties: propertiesView(message, broker.ports.codec),
    ...payloadView(message, wanted),
  };
}
