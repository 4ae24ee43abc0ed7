import { describeField, type FieldValue, integerOf } from './field-table';
import { readAge } from './queue-arguments';

/** Where a consumer of a stream begins to read. */
export type StreamStart =
  | { readonly kind: 'first' | 'last' | 'next' }
  | { readonly kind: 'offset'; readonly offset: number }
  /** Milliseconds since the epoch. */
  | { readonly kind: 'time'; readonly time: number };

/** Reads `x-stream-offset`; undefined when it is none. Without one a consumer gets what comes from now on. */
export function readStreamStart(field: FieldValue | undefined, now: number): StreamStart | undefined {
  if (field === undefined) return { kind: 'next' };
  const offset = integerOf(field);
  if (offset !== undefined) return { kind: 'offset', offset };
  if (field.type === 'timestamp') return { kind: 'time', time: Number(field.value) * 1000 };
  if (field.type !== 'longstr') return undefined;
  const { value } = field;
  if (value === 'first' || value === 'last' || value === 'next') return { kind: value };
  const age = readAge(value);
  return age === undefined ? undefined : { kind: 'time', time: now - age };
}

/** RabbitMQ's text for an offset that is none. */
export function wrongStreamOffset(field: FieldValue): string {
  const value = field.type === 'longstr' ? `<<${JSON.stringify(field.value)}>>` : describeField(field);
  return `{invalid_stream_offset_arg,{${field.type},${value}}}`;
}
