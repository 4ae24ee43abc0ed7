import type { MessageProperties } from '@/lib/management-api';
import type { Properties } from '@/server/broker/properties';
import { badRequest } from './http-error';
import { tableFromJson, tableToJson } from './json-fields';

type Kind = 'text' | 'octet' | 'seconds' | 'headers';

const NAMES: readonly (readonly [json: keyof MessageProperties, name: keyof Properties, kind: Kind])[] = [
  ['content_type', 'contentType', 'text'],
  ['content_encoding', 'contentEncoding', 'text'],
  ['headers', 'headers', 'headers'],
  ['delivery_mode', 'deliveryMode', 'octet'],
  ['priority', 'priority', 'octet'],
  ['correlation_id', 'correlationId', 'text'],
  ['reply_to', 'replyTo', 'text'],
  ['expiration', 'expiration', 'text'],
  ['message_id', 'messageId', 'text'],
  ['timestamp', 'timestamp', 'seconds'],
  ['type', 'type', 'text'],
  ['user_id', 'userId', 'text'],
  ['app_id', 'appId', 'text'],
  ['cluster_id', 'clusterId', 'text'],
];

/** RabbitMQ writes an empty list when no property is set. */
export function propertiesToJson(properties: Properties): MessageProperties | readonly [] {
  const entries: [string, unknown][] = [];
  for (const [json, name, kind] of NAMES) {
    const value = properties[name];
    if (value === undefined) continue;
    entries.push([json, kind === 'headers' ? tableToJson(properties.headers ?? new Map()) : value]);
  }
  return entries.length === 0 ? [] : (Object.fromEntries(entries) as MessageProperties);
}

/** Unknown keys are passed over (RabbitMQ). Throws 400 for a value of the wrong type. */
export function propertiesFromJson(value: unknown): Properties {
  if (Array.isArray(value) && value.length === 0) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest('not_object: properties');
  const given = value as Readonly<Record<string, unknown>>;
  const entries: [string, unknown][] = [];
  for (const [json, name, kind] of NAMES) {
    const item = given[json];
    if (item !== undefined && item !== null) entries.push([name, propertyFromJson(json, kind, item)]);
  }
  return Object.fromEntries(entries) as Properties;
}

function propertyFromJson(name: string, kind: Kind, value: unknown): unknown {
  if (kind === 'headers') {
    if (Array.isArray(value) && value.length === 0) return new Map();
    return tableFromJson(name, value);
  }
  if (kind === 'text') {
    if (typeof value !== 'string') throw badRequest(`not_string: ${name}`);
    if (Buffer.byteLength(value, 'utf8') > 255) throw badRequest(`${name} is longer than 255 bytes`);
    return value;
  }
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw badRequest(`not_int: ${name}`);
  if (kind === 'octet' && value > 255) throw badRequest(`${name} is above 255`);
  return value;
}
