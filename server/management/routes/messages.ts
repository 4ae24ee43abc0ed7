import { z } from 'zod';
import type { GotMessage } from '@/lib/management-api';
import type { Fetched, Session } from '@/server/broker/session';
import { assertShort } from '@/server/management/body';
import { given, integer, parseBody, shortText } from '@/server/management/body-schema';
import { type Call, exchangeParam, param, type Route, sessionOf } from '@/server/management/call';
import { badRequest } from '@/server/management/http-error';
import { propertiesFromJson } from '@/server/management/json-properties';
import { publishMessage } from '@/server/management/publish-message';
import { json } from '@/server/management/reply';
import { payloadView, propertiesView } from '@/server/management/views/message-view';

const publishBody = z.object({
  routing_key: shortText,
  properties: given({ type: 'object' }).transform(propertiesFromJson),
  payload: z.string({ error: 'payload_not_string' }),
  payload_encoding: z.enum(['string', 'base64'], {
    error: 'unsupported_encoding: payload_encoding is either string or base64',
  }),
});

const ACK_MODES = {
  ack_requeue_false: 'no-ack',
  ack_requeue_true: 'requeue',
  reject_requeue_true: 'requeue',
  reject_requeue_false: 'reject',
} as const;

type AckMode = keyof typeof ACK_MODES;

const getBody = z
  .object({
    ackmode: z.enum(Object.keys(ACK_MODES) as AckMode[], {
      error: ({ input }) => `Invalid ackmode value: ${String(input).slice(0, 100)}`,
    }),
    count: integer.describe('Below 0 for all'),
    encoding: z.enum(['auto', 'base64'], { error: 'Unsupported encoding. Please use auto or base64.' }),
    truncate: integer
      .refine((bytes) => bytes >= 0, { error: 'truncate is below 0' })
      .optional()
      .describe('Bytes of payload to show'),
  })
  .transform(({ ackmode, truncate = Number.POSITIVE_INFINITY, ...rest }) => {
    return { ...rest, outcome: ACK_MODES[ackmode], truncate };
  });

type Wanted = z.output<typeof getBody>;

export const messageRoutes: readonly Route[] = [
  {
    path: 'exchanges/:vhost/:exchange/publish',
    access: 'vhost',
    methods: { POST: publish },
    bodies: { POST: publishBody },
  },
  { path: 'queues/:vhost/:queue/get', access: 'vhost', methods: { POST: getMessages }, bodies: { POST: getBody } },
];

function publish(call: Call) {
  const session = sessionOf(call);
  const exchange = exchangeParam(call, 'exchange');
  assertShort('exchange', exchange);
  const body = parseBody(call, publishBody);
  const { routing_key: routingKey, properties } = body;
  const payload = payloadOf(body);
  const { maxMessageBytes } = call.options;
  if (payload.length > maxMessageBytes) {
    throw badRequest(`message size ${payload.length} is larger than configured max size ${maxMessageBytes}`);
  }
  // Over AMQP the publisher would wait until the alarm is over; a request has to be answered.
  if (call.broker.alarm !== null) throw badRequest(`publishing is blocked: ${call.broker.alarm}`);
  const outcome = publishMessage(session, { exchange, routingKey, properties, body: payload });
  call.broker.endTurn();
  if (outcome === 'refused') throw badRequest('rejected Unable to publish message. Check queue limits.');
  return json(200, { routed: outcome === 'routed' });
}

function payloadOf({ payload, payload_encoding: encoding }: z.output<typeof publishBody>): Uint8Array {
  if (encoding === 'string') return Buffer.from(payload, 'utf8');
  const packed = payload.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(packed) || packed.length % 4 !== 0) throw badRequest('not_base64: payload');
  return Buffer.from(packed, 'base64');
}

/** A reply holds at most about so many bytes of payload; it ends early rather than fill the memory. */
const MAX_REPLY_BYTES = 64 * 1024 * 1024;

/** All are taken first and settled after, or a requeued message would come again and again. */
function getMessages(call: Call) {
  const session = sessionOf(call);
  const queue = param(call, 'queue');
  const wanted = parseBody(call, getBody);
  session.findQueue(queue);
  const taken: Fetched[] = [];
  const items: GotMessage[] = [];
  let bytes = 0;
  while (items.length !== wanted.count && bytes < MAX_REPLY_BYTES) {
    const fetched = session.get(queue, wanted.outcome === 'no-ack', null);
    if (!fetched) break;
    taken.push(fetched);
    items.push(itemOf(fetched, wanted, session));
    fetched.queue.forget(fetched.message, fetched.content);
    bytes += Math.min(fetched.message.bodyBytes, wanted.truncate);
  }
  for (const fetched of taken) {
    if (wanted.outcome === 'no-ack') fetched.queue.release(fetched.message);
    else session.settle(fetched, wanted.outcome);
  }
  call.broker.endTurn();
  return json(200, items);
}

function itemOf(
  { content: message, redelivered, remaining }: Fetched,
  wanted: Wanted,
  { broker }: Session,
): GotMessage {
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
