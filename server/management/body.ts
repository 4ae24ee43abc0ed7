import type { FieldTable } from '@/server/broker/field-table';
import type { Call } from './call';
import { badRequest } from './http-error';
import { tableFromJson } from './json-fields';

export type Body = Readonly<Record<string, unknown>>;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The JSON object of a request; no body at all, or `null`, is an empty one (RabbitMQ). */
export function readBody(call: Call): Body {
  let value: unknown;
  try {
    const text = utf8.decode(call.request.body).trim();
    value = text === '' ? null : JSON.parse(text);
  } catch {
    throw badRequest('not_json');
  }
  if (value === null) return {};
  if (typeof value === 'string') {
    throw badRequest('invalid payload: the request body JSON-decoded to a string. Is the input doubly-JSON-encoded?');
  }
  if (typeof value !== 'object' || Array.isArray(value)) throw badRequest('not_json');
  return value as Body;
}

/** Throws with RabbitMQ's text unless all keys are there. */
export function requireKeys(body: Body, keys: readonly string[]): void {
  const missing = keys.filter((key) => body[key] === undefined);
  if (missing.length > 0) throw badRequest(`[${missing.map((key) => `{key_missing,${key}}`).join(',')}]`);
}

/** Booleans also come as the strings `true` and `false`. */
export function booleanOf(body: Body, key: string): boolean {
  const value = body[key];
  if (value === undefined || value === false || value === 'false') return false;
  if (value === true || value === 'true') return true;
  throw badRequest(`not_boolean: ${key} ${shown(value)}`);
}

export function stringOf(body: Body, key: string, fallback: string): string {
  const value = body[key] ?? fallback;
  if (typeof value !== 'string') throw badRequest(`not_string: ${key} ${shown(value)}`);
  // Half a surrogate pair has no UTF-8 and so no place in AMQP.
  if (/\p{Surrogate}/u.test(value)) throw badRequest(`not_unicode: ${key}`);
  return value;
}

/** A list, or a text with commas. */
export function tagsOf(body: Body): readonly string[] {
  const given = body['tags'] ?? '';
  const list: unknown = typeof given === 'string' ? given.split(',') : given;
  if (!Array.isArray(list) || !list.every((tag) => typeof tag === 'string')) throw badRequest('not_list: tags');
  return list.map((tag: string) => tag.trim()).filter((tag) => tag !== '');
}

/** An empty list stands for an empty table (RabbitMQ's clients in PHP send it). */
export function argumentsOf(body: Body): FieldTable {
  const value = body['arguments'] ?? {};
  if (Array.isArray(value) && value.length === 0) return new Map();
  return tableFromJson('arguments', value);
}

const SHOWN_CHARACTERS = 100;

function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, SHOWN_CHARACTERS);
}

/** Names are AMQP short strings. RabbitMQ's text. */
export function assertShort(what: string, name: string): void {
  const length = Buffer.byteLength(name, 'utf8');
  if (length > 255) throw badRequest(`${what} should be less than 255 bytes, actually was ${length}`);
}
