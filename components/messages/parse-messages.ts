import type { MessageProperties, PayloadEncoding } from '@/lib/management-api';

/** A message out of a file, as it can be published. */
export interface FileMessage {
  readonly exchange: string;
  readonly routing_key: string;
  readonly properties: MessageProperties;
  readonly payload: string;
  readonly payload_encoding: PayloadEncoding;
}

/**
 * Messages of a file: a JSON list, or one JSON object a line. Each is one of our own exports, what the management API
 * answers to a get, or any other value, which is then the payload. Throws with the place of what is wrong.
 */
export function parseMessages(text: string): readonly FileMessage[] {
  const trimmed = text.trim();
  if (trimmed === '') throw new Error('The file is empty.');
  const whole = parseJson(trimmed);
  if (Array.isArray(whole)) return whole.map((item, i) => messageOf(item, `Message ${i + 1}`));
  if (whole !== undefined) return [messageOf(whole, 'The message')];
  return trimmed.split(/\r?\n/).flatMap((line, i) => {
    if (line.trim() === '') return [];
    const value = parseJson(line);
    if (value === undefined) throw new Error(`Line ${i + 1} is not JSON. Give a JSON list, or one JSON object a line.`);
    return [messageOf(value, `Line ${i + 1}`)];
  });
}

/** Undefined when it is none: JSON has no undefined. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageOf(value: unknown, place: string): FileMessage {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'payload')) return plain(value);
  const record = value as Readonly<Record<string, unknown>>;
  const { payload, payload_encoding: encoding = 'string', payload_bytes: bytes } = record;
  if (encoding !== 'string' && encoding !== 'base64') {
    throw new Error(`${place}: payload_encoding is string or base64.`);
  }
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  if (encoding === 'string' && typeof bytes === 'number' && new TextEncoder().encode(text).length < bytes) {
    throw new Error(`${place}: the file has only the beginning of its payload.`);
  }
  return {
    exchange: textOf(record['exchange']),
    routing_key: textOf(record['routing_key']),
    properties: propertiesOf(record['properties']),
    payload: text,
    payload_encoding: encoding,
  };
}

function plain(value: unknown): FileMessage {
  const payload = typeof value === 'string' ? value : JSON.stringify(value);
  const properties = typeof value === 'string' ? {} : { content_type: 'application/json' };
  return { exchange: '', routing_key: '', properties, payload, payload_encoding: 'string' };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function propertiesOf(value: unknown): MessageProperties {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as MessageProperties) : {};
}
