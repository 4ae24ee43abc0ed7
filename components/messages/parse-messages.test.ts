import { expect, test } from 'vitest';
import type { PeekedMessage } from '@/lib/contents-api';
import { exportMessages } from './export-messages';
import { parseMessages } from './parse-messages';

const seen: readonly PeekedMessage[] = [
  {
    state: 'ready',
    order: 0,
    redelivered: false,
    exchange: 'shop',
    routing_key: 'order.new',
    properties: { headers: { tenant: 'acme' }, delivery_mode: 2 },
    payload_bytes: 7,
    payload: '{"n":1}',
    payload_encoding: 'string',
  },
  {
    state: 'ready',
    order: 1,
    exchange: '',
    routing_key: 'q',
    properties: [],
    payload_bytes: 2,
    payload: '/wA=',
    payload_encoding: 'base64',
  },
];
const expected = [
  {
    exchange: 'shop',
    routing_key: 'order.new',
    properties: { headers: { tenant: 'acme' }, delivery_mode: 2 },
    payload: '{"n":1}',
    payload_encoding: 'string',
  },
  { exchange: '', routing_key: 'q', properties: {}, payload: '/wA=', payload_encoding: 'base64' },
];

test.each(['json', 'ndjson'] as const)('what was exported as %s comes back', (format) => {
  expect(parseMessages(exportMessages(seen, format, []))).toEqual(expected);
});

test('any other value is a payload', () => {
  expect(parseMessages('{"n":1}\n\n"text"\n[1]').map(({ payload }) => payload)).toEqual(['{"n":1}', 'text', '[1]']);
  expect(parseMessages('[{"payload":{"a":1}}]')[0]).toMatchObject({ payload: '{"a":1}', payload_encoding: 'string' });
});

test.each([
  ['', 'The file is empty.'],
  ['{"n":1}\nno', 'Line 2 is not JSON. Give a JSON list, or one JSON object a line.'],
  ['[{"payload":"x","payload_encoding":"zip"}]', 'Message 1: payload_encoding is string or base64.'],
  ['[1,{"payload":"x","payload_bytes":9}]', 'Message 2: the file has only the beginning of its payload.'],
])('%j is refused', (text, reason) => {
  expect(() => parseMessages(text)).toThrow(reason);
});
