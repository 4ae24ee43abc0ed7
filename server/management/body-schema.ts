import { z } from 'zod';
import { type Body, readBody } from './body';
import type { Call } from './call';
import { badRequest } from './http-error';

/** What a request's body may be: it validates the body and describes it in `/api/openapi.json`. */
export type BodySchema<T = unknown> = z.ZodType<T>;

const SHORT_STRING_BYTES = 255;

/** Half a surrogate pair has no UTF-8 and so no place in AMQP. */
export const text = z.string({ error: 'not_string' }).refine((value) => !/\p{Surrogate}/u.test(value), {
  error: 'not_unicode',
});

/** An AMQP short string. */
export const shortText = text.refine((value) => Buffer.byteLength(value) <= SHORT_STRING_BYTES, {
  error: ({ input }) => `should be less than 255 bytes, actually was ${Buffer.byteLength(String(input))}`,
});

/** Integers also come as strings of digits (RabbitMQ). */
export const integer = z.union([z.int(), z.string().regex(/^-?\d{1,15}$/)], { error: 'not_integer' }).transform(Number);

/** The body as its schema makes it. Throws 400 with RabbitMQ's text. */
export function parseBody<T>(call: Call, schema: BodySchema<T>): T {
  const body = readBody(call);
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw badRequest(describeIssues(body, result.error.issues));
}

function describeIssues(body: Body, issues: readonly z.core.$ZodIssue[]): string {
  const missing = issues.filter(({ code, path }) => {
    return code !== 'custom' && path.length === 1 && body[String(path[0])] === undefined;
  });
  if (missing.length > 0) return `[${missing.map(({ path }) => `{key_missing,${String(path[0])}}`).join(',')}]`;
  const { message, path } = issues[0] as z.core.$ZodIssue;
  const name = path.map(String).join('.');
  if (message.startsWith('should be')) return `${name} ${message}`;
  if (!/^not_\w+$/.test(message)) return message;
  return message === 'not_unicode' ? `${message}: ${name}` : `${message}: ${name} ${shown(valueAt(body, path))}`;
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key],
    body,
  );
}

const SHOWN_CHARACTERS = 100;

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, SHOWN_CHARACTERS) ?? '';
}
