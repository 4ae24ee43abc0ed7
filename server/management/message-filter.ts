import { cheapFirst, matchesQuery, parseMessageQuery } from '@/lib/message-query';
import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import { describeField } from '@/server/broker/field-table';
import type { Message } from '@/server/broker/message';
import type { BrokerPorts, PropertiesCodec } from '@/server/broker/ports';
import { badRequest } from './http-error';
import { type Circumstances, SearchedMessage } from './searched-message';

type FilterPorts = Pick<BrokerPorts, 'codec' | 'clock'>;

/** `of` tells what is known of the message apart from itself; it is asked only when a filter wants to know. */
export type MessageFilter = (message: Message, of: () => Circumstances) => boolean;

/**
 * What the query asks of a message: `routing_key` and `payload` are texts that it contains, `header` is the name of a header
 * or `name=value`, `filter` is in the language of `lib/message-query.ts`. All of them have to be true.
 */
export function readFilter(query: URLSearchParams, ports: FilterPorts): MessageFilter | null {
  const { codec } = ports;
  const filters: MessageFilter[] = [];
  const routingKey = query.get('routing_key');
  if (routingKey) filters.push(({ address }) => address.routingKey.includes(routingKey));
  for (const header of query.getAll('header')) filters.push(headerFilter(header, codec));
  const payload = query.get('payload');
  if (payload) filters.push(payloadFilter(payload));
  const language = query.get('filter');
  if (language) filters.push(languageFilter(language, ports));
  return filters.length === 0 ? null : (message, of) => filters.every((accepts) => accepts(message, of));
}

function languageFilter(text: string, { codec, clock }: FilterPorts): MessageFilter {
  const parsed = cheapFirst(parseMessageQuery(text));
  if (parsed.problem !== null) throw badRequest(parsed.problem);
  return (message, of) => matchesQuery(parsed, new SearchedMessage(message, codec, of()), clock.now());
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

/** But for the keys that a publisher has hidden, which an exchange that delays keeps there. */
function headersOf(message: Message, codec: PropertiesCodec): FieldTable {
  const headers = new Map(codec.decodeHeaders(message.properties()));
  headers.delete('BCC');
  return headers;
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
