import { entriesOf, hasProblem, type KeyValueEntry, toRecord } from '@/components/ui/key-value-model';
import { routingKeyProblem } from '@/lib/amqp-names';
import type { MessageProperties, PayloadEncoding, PublishBody } from '@/lib/management-api';

/** The text properties of basic.properties, as a person fills them in. */
export interface PropertyTexts {
  readonly contentType: string;
  readonly contentEncoding: string;
  readonly priority: string;
  readonly correlationId: string;
  readonly replyTo: string;
  readonly expiration: string;
  readonly messageId: string;
  readonly timestamp: string;
  readonly type: string;
  readonly userId: string;
  readonly appId: string;
}

export interface PublishValues {
  readonly exchange: string | null;
  readonly routingKey: string;
  readonly payload: string;
  readonly payloadEncoding: PayloadEncoding;
  readonly persistent: boolean;
  readonly properties: PropertyTexts;
  readonly headers: readonly KeyValueEntry[];
}

export function initialPublishValues(exchange: string | null, routingKey: string): PublishValues {
  return {
    exchange,
    routingKey,
    payload: '',
    payloadEncoding: 'string',
    persistent: true,
    properties: {
      contentType: '',
      contentEncoding: '',
      priority: '',
      correlationId: '',
      replyTo: '',
      expiration: '',
      messageId: '',
      timestamp: '',
      type: '',
      userId: '',
      appId: '',
    },
    headers: [],
  };
}

export interface SeenMessage {
  readonly exchange: string;
  readonly routing_key: string;
  readonly properties: MessageProperties;
  readonly payload: string;
  readonly payload_encoding: PayloadEncoding;
}

/** Headers that the broker writes; a message that is published anew begins without them. */
const brokerHeaders = /^x-(death|first-death-|last-death-|delivery-count)/;

/** The properties as a publisher would give them. */
export function withoutBrokerHeaders({ headers = {}, ...properties }: MessageProperties): MessageProperties {
  const own = Object.entries(headers).filter(([name]) => !brokerHeaders.test(name));
  return own.length === 0 ? properties : { ...properties, headers: Object.fromEntries(own) };
}

/** A message as the form would make it again. */
export function publishValuesOf(message: SeenMessage): PublishValues {
  const { properties } = message;
  const { headers = {} } = withoutBrokerHeaders(properties);
  const text = (value: string | number | undefined): string => (value === undefined ? '' : String(value));
  return {
    exchange: message.exchange,
    routingKey: message.routing_key,
    payload: message.payload,
    payloadEncoding: message.payload_encoding,
    persistent: properties.delivery_mode === 2,
    properties: {
      contentType: text(properties.content_type),
      contentEncoding: text(properties.content_encoding),
      priority: text(properties.priority),
      correlationId: text(properties.correlation_id),
      replyTo: text(properties.reply_to),
      expiration: text(properties.expiration),
      messageId: text(properties.message_id),
      timestamp: text(properties.timestamp),
      type: text(properties.type),
      userId: text(properties.user_id),
      appId: text(properties.app_id),
    },
    headers: entriesOf(headers),
  };
}

export interface PublishProblems {
  readonly exchange: string | null;
  readonly routingKey: string | null;
  readonly payload: string | null;
  readonly priority: string | null;
  readonly expiration: string | null;
  readonly timestamp: string | null;
}

export function publishProblems(values: PublishValues): PublishProblems {
  const { priority, expiration, timestamp } = values.properties;
  return {
    exchange: values.exchange === null ? 'Choose the exchange.' : null,
    routingKey: routingKeyProblem(values.routingKey),
    payload: values.payloadEncoding === 'base64' && !isBase64(values.payload) ? 'This is not base64.' : null,
    priority: priority === '' || (isWhole(priority) && Number(priority) <= 255) ? null : 'A number from 0 to 255.',
    expiration: expiration === '' || isWhole(expiration) ? null : 'Milliseconds, as a whole number.',
    timestamp: timestamp === '' || isWhole(timestamp) ? null : 'Seconds since 1970, as a whole number.',
  };
}

export function isPublishable(values: PublishValues): boolean {
  return Object.values(publishProblems(values)).every((problem) => problem === null) && !hasProblem(values.headers);
}

export function publishBody(values: PublishValues): PublishBody {
  return {
    routing_key: values.routingKey,
    properties: toProperties(values),
    payload: values.payload,
    payload_encoding: values.payloadEncoding,
  };
}

function toProperties({ properties: texts, headers, persistent }: PublishValues): MessageProperties {
  const headerRecord = toRecord(headers);
  const all = {
    delivery_mode: persistent ? 2 : 1,
    content_type: texts.contentType,
    content_encoding: texts.contentEncoding,
    priority: texts.priority === '' ? '' : Number(texts.priority),
    correlation_id: texts.correlationId,
    reply_to: texts.replyTo,
    expiration: texts.expiration,
    message_id: texts.messageId,
    timestamp: texts.timestamp === '' ? '' : Number(texts.timestamp),
    type: texts.type,
    user_id: texts.userId,
    app_id: texts.appId,
    headers: Object.keys(headerRecord).length === 0 ? '' : headerRecord,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')) as MessageProperties;
}

function isWhole(text: string): boolean {
  return /^\d+$/.test(text);
}

function isBase64(text: string): boolean {
  const compact = text.replace(/\s/g, '');
  return compact.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(compact);
}
