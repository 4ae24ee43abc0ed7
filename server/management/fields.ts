import type { PropertiesCodec } from '@/server/broker/ports';
import type { Meters } from './meters';
import type { SampleRanges } from './sample-range';

/** What a view needs beside the thing that it shows. */
export interface ViewContext {
  readonly nodeName: string;
  readonly meters: Meters;
  readonly ranges: SampleRanges;
  readonly codec: PropertiesCodec;
}

/** `only` is the key that alone is wanted of an object, when it is known; the rest may then be left out. */
export type Field<Thing> = (thing: Thing, context: ViewContext, only?: string) => unknown;

/**
 * A view: how each key of a thing's JSON is found. A list can so be sorted by one key, or cut down to a few columns,
 * without making the whole JSON of every thing. A key whose value is undefined is left out.
 */
export type Fields<Thing> = Readonly<Record<string, Field<Thing>>>;

/** A view that has at least the keys of a type of the wire, with its types. */
export type FieldsOf<Thing, Json> = Fields<Thing> & {
  readonly [Key in keyof Json]-?: (thing: Thing, context: ViewContext, only?: string) => Json[Key] | undefined;
};

/** The fields to show, and where they find what they need. */
export interface View<Thing> {
  readonly fields: Fields<Thing>;
  readonly context: ViewContext;
}

export function present<Thing>({ fields, context }: View<Thing>, thing: Thing): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const name in fields) {
    const value = (fields[name] as Field<Thing>)(thing, context);
    if (value !== undefined) json[name] = value;
  }
  return json;
}

/** Finds the value at a path such as `message_stats`, `publish_details`, `rate`. */
export function readerAt<Thing>({ fields, context }: View<Thing>, path: readonly string[]): (thing: Thing) => unknown {
  const [root, only, ...rest] = path;
  if (root === undefined || !Object.hasOwn(fields, root)) return () => undefined;
  const field = fields[root] as Field<Thing>;
  if (only === undefined) return (thing) => field(thing, context);
  if (rest.length === 0) return (thing) => valueIn(field(thing, context, only), only);
  return (thing) => rest.reduce(valueIn, valueIn(field(thing, context, only), only));
}

function valueIn(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
