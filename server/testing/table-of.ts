import type { FieldTable, FieldValue } from '@/server/broker/field-table';

/** A field table of plain values, with the wire types that clients use for them. */
export function tableOf(values: Readonly<Record<string, string | number | boolean | readonly string[]>>): FieldTable {
  return new Map(Object.entries(values).map(([key, value]) => [key, fieldOf(value)]));
}

function fieldOf(value: string | number | boolean | readonly string[]): FieldValue {
  if (typeof value === 'string') return { type: 'longstr', value };
  if (typeof value === 'boolean') return { type: 'bool', value };
  if (typeof value !== 'number') return { type: 'array', value: value.map(fieldOf) };
  if (!Number.isInteger(value)) return { type: 'double', value };
  return Math.abs(value) < 2 ** 31 ? { type: 'signedint', value } : { type: 'long', value: BigInt(value) };
}
