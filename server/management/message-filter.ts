import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import { describeField } from '@/server/broker/field-table';
import type { Message } from '@/server/broker/message';
import type { PropertiesCodec } from '@/server/broker/ports';
import { badRequest } from './http-error';

export type MessageFilter = (message: Message) => boolean;

/**
 * What the query asks of a message: `routing_key` and `payload` are texts that it contains, `header` is the name of a header
 * or `name=value`. All of them have to be true.
 */
export function readFilter(query: URLSearchParams, codec: PropertiesCodec): MessageFilter | null {
  const filters: MessageFilter[] = [];
  const routingKey = query.get('routing_key');
  if (routingKey) filters.push(({ address }) => address.routingKey.includes(routingKey));
  for (const header of query.getAll('header')) filters.push(headerFilter(header, codec));
  const payload = query.get('payload');
  if (payload) filters.push(payloadFilter(payload));
  return filters.length === 0 ? null : (message) => filters.every((accepts) => accepts(message));
}

function headerFilter(wish: string, codec: PropertiesCodec): MessageFilter {
  const equals = wish.indexOf('=');
  const name = equals === -1 ? wish : wish.slice(0, equals);
  if (name === '') throw badRequest('header is not of the form name or name=value');
  const value = equals === -1 ? null : wish.slice(equals + 1);
  return (message) => {
    const field = headersOf(message, codec).get(name);
    return field !== undefined && (value === null || textOf(field) === value);
  };
}

function headersOf(message: Message, codec: PropertiesCodec): FieldTable {
  return codec.decodeHeaders(message.properties());
}

function textOf(field: FieldValue): string {
  return field.type === 'void' ? '' : describeField(field);
}

/** Looks at the bytes, so that what is not text is searched too and nothing is copied. */
function payloadFilter(wanted: string): MessageFilter {
  const needle = Buffer.from(wanted);
  return (message) => {
    const body = message.body();
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes(needle);
  };
}
