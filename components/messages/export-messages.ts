import type { PeekedMessage } from '@/lib/contents-api';
import { pathIn, propertiesOf } from '@/lib/message-query';

export const exportFormats = ['json', 'ndjson', 'csv'] as const;

export type ExportFormat = (typeof exportFormats)[number];

export const exportTypes: Readonly<Record<ExportFormat, string>> = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
};

/** The messages as the text of a file. CSV has a column for each of the headers that are shown. */
export function exportMessages(
  messages: readonly PeekedMessage[],
  format: ExportFormat,
  headers: readonly string[],
): string {
  const plain = messages.map(plainOf);
  if (format === 'json') return `${JSON.stringify(plain, null, 2)}\n`;
  if (format === 'ndjson') return plain.map((message) => `${JSON.stringify(message)}\n`).join('');
  const names = ['exchange', 'routing_key', 'payload_bytes', ...headers.map((name) => `header.${name}`), 'payload'];
  const rows = messages.map((message) => [
    message.exchange,
    message.routing_key,
    message.payload_bytes,
    ...headers.map((name) => cellOf(pathIn(propertiesOf(message).headers, name))),
    message.payload,
  ]);
  return [names, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function plainOf(message: PeekedMessage) {
  const { exchange, routing_key, payload, payload_encoding, payload_bytes, redelivered } = message;
  const properties = propertiesOf(message);
  return { exchange, routing_key, redelivered, properties, payload_bytes, payload_encoding, payload };
}

function cellOf(value: unknown): string {
  return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}

/** A cell that begins like a formula is marked as text, so that no spreadsheet runs what a message says. */
function csvCell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
