import { z } from 'zod';
import type { FieldTable } from '@/server/broker/field-table';
import { argumentsOf, type Body, readBody, tagsOf } from './body';
import type { Call } from './call';
import { badRequest } from './http-error';

/** What a request's body may be: it validates the body, and describes it in `/api/openapi.json`. */
export type BodySchema<T = unknown> = z.ZodType<T>;

const SHORT_STRING_BYTES = 255;
const MISSING = 'missing';

/** Half a surrogate pair has no UTF-8 and so no place in AMQP. */
export const text = z.string({ error: 'not_string' }).refine((value) => !/\p{Surrogate}/u.test(value), {
  error: 'not_unicode',
});

/** An AMQP short string. */
export const shortText = text.refine((value) => Buffer.byteLength(value) <= SHORT_STRING_BYTES, {
  error: ({ input }) => `should be less than 255 bytes, actually was ${Buffer.byteLength(String(input))}`,
});

/** A text that may be left out, or be null. */
export function textOr(fallback: string, schema: z.ZodType<string, string> = text) {
  return schema.nullish().transform((value) => value ?? fallback);
}

/** Integers also come as strings of digits (RabbitMQ). */
export const integer = z
  .union([z.int({ error: 'not_integer' }), z.string().regex(/^-?\d{1,15}$/, { error: 'not_integer' })], {
    error: 'not_integer',
  })
  .transform(Number);

/** Booleans also come as the strings `true` and `false` (RabbitMQ). */
export const boolean = z
  .union([z.boolean(), z.enum(['true', 'false'])], { error: 'not_boolean' })
  .transform((value) => value === true || value === 'true');

/** Has to be there; what it is made of is looked at where it is used. `shape` is for those who read the description. */
export function given(shape: Readonly<Record<string, unknown>> = {}, missing = MISSING) {
  return z
    .unknown()
    .refine((value) => value !== undefined, { error: missing })
    .meta(shape);
}

/** Need not be there. */
export function perhaps(shape: Readonly<Record<string, unknown>> = {}) {
  return z.unknown().meta(shape).optional();
}

/** The `arguments` of a declaration or a binding. */
export const amqpArguments = perhaps({ type: 'object', description: 'AMQP arguments' }).transform(
  (value): FieldTable => argumentsOf({ arguments: value }),
);

export const TAGS_SHAPE = {
  anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'string' }],
  description: 'A list, or a text with commas',
};

export const tags = perhaps(TAGS_SHAPE).transform((value): readonly string[] => tagsOf({ tags: value }));

/** The body as its schema makes it. Throws 400 with RabbitMQ's text. */
export function parseBody<T>(call: Call, schema: BodySchema<T>): T {
  const body = readBody(call);
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw badRequest(describeIssues(body, result.error.issues));
}

function describeIssues(body: Body, issues: readonly z.core.$ZodIssue[]): string {
  const missing = issues.filter(({ code, path, message }) => {
    return path.length === 1 && valueAt(body, path) === undefined && (code !== 'custom' || message === MISSING);
  });
  if (missing.length > 0) return `[${missing.map(({ path }) => `{key_missing,${String(path[0])}}`).join(',')}]`;
  const { message, path } = issues[0] as z.core.$ZodIssue;
  const name = path.map(String).join('.');
  if (message.startsWith('should be')) return `${name} ${message}`;
  if (!/^not_\w+$/.test(message)) return message;
  return message === 'not_unicode' ? `${message}: ${name}` : `${message}: ${name} ${shown(valueAt(body, path))}`;
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value;
}

const SHOWN_CHARACTERS = 100;

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, SHOWN_CHARACTERS) ?? '';
}
