import { expect, test } from 'vitest';
import type { PeekedMessage } from '@/lib/contents-api';
import { exportMessages } from './export-messages';

const message: PeekedMessage = {
  state: 'ready',
  order: 4,
  redelivered: false,
  exchange: '',
  routing_key: 'orders',
  properties: { headers: { tenant: 'acme', deep: { a: 1 } } },
  payload_bytes: 9,
  payload: '=1+1,"x"\n',
  payload_encoding: 'string',
};

test('JSON and NDJSON can be read back', () => {
  expect(JSON.parse(exportMessages([message], 'json', []))).toMatchObject([
    { routing_key: 'orders', payload: message.payload },
  ]);
  const lines = exportMessages([message, message], 'ndjson', []).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).payload)).toEqual([message.payload, message.payload]);
});

test('CSV quotes what needs it, has the headers as columns, and no cell is a formula', () => {
  expect(exportMessages([message], 'csv', ['tenant', 'deep.a', 'none'])).toBe(
    'exchange,routing_key,payload_bytes,header.tenant,header.deep.a,header.none,payload\r\n' +
      `,orders,9,acme,1,,"'=1+1,""x""\n"\r\n`,
  );
});
