/**
 * Field tables (spec section 4.2.5.5) with the wire type of each value kept, because RabbitMQ's error texts name it and
 * because an argument must come back as it went in. Type names are RabbitMQ's.
 */
export type FieldValue =
  | { readonly type: 'bool'; readonly value: boolean }
  | {
      readonly type: 'byte' | 'unsignedbyte' | 'short' | 'unsignedshort' | 'signedint' | 'unsignedint';
      readonly value: number;
    }
  | { readonly type: 'long'; readonly value: bigint }
  /** Seconds since the epoch. */
  | { readonly type: 'timestamp'; readonly value: bigint }
  | { readonly type: 'float' | 'double'; readonly value: number }
  | { readonly type: 'decimal'; readonly scale: number; readonly value: number }
  | { readonly type: 'longstr'; readonly value: string }
  | { readonly type: 'binary'; readonly value: Uint8Array }
  | { readonly type: 'array'; readonly value: readonly FieldValue[] }
  | { readonly type: 'table'; readonly value: FieldTable }
  | { readonly type: 'void' };

export type FieldTable = ReadonlyMap<string, FieldValue>;

export const EMPTY_TABLE: FieldTable = new Map();

/** The integer of a field of any integer type, or undefined. */
export function integerOf(field: FieldValue | undefined): number | undefined {
  switch (field?.type) {
    case 'byte':
    case 'unsignedbyte':
    case 'short':
    case 'unsignedshort':
    case 'signedint':
    case 'unsignedint':
      return field.value;
    case 'long':
      return Number(field.value);
    default:
      return undefined;
  }
}

export function stringOf(field: FieldValue | undefined): string | undefined {
  return field?.type === 'longstr' ? field.value : undefined;
}

/** The value as RabbitMQ writes it in an error text. */
export function describeField(field: FieldValue): string {
  switch (field.type) {
    case 'void':
      return 'undefined';
    case 'array':
      return `[${field.value.map(describeField).join(',')}]`;
    case 'table':
      return `[${[...field.value].map(([key, value]) => `{${key},${describeField(value)}}`).join(',')}]`;
    default:
      return String(field.value);
  }
}

/** Equal by value; integers compare across their wire types, as RabbitMQ compares arguments. */
export function fieldsEqual(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const left = integerOf(a);
  const right = integerOf(b);
  if (left !== undefined && right !== undefined) return left === right;
  if (a.type !== b.type) return false;
  if (a.type === 'table' && b.type === 'table') return tablesEqual(a.value, b.value);
  if (a.type === 'array' && b.type === 'array') {
    return a.value.length === b.value.length && a.value.every((value, i) => fieldsEqual(value, b.value[i]));
  }
  return describeField(a) === describeField(b);
}

export function tablesEqual(a: FieldTable, b: FieldTable): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (!fieldsEqual(value, b.get(key))) return false;
  return true;
}

/** A text that is the same for equal tables whatever the order of their keys. */
export function canonicalTable(table: FieldTable): string {
  if (table.size === 0) return '';
  const keys = [...table.keys()].sort();
  return keys.map((key) => `${JSON.stringify(key)}:${canonicalField(table.get(key) as FieldValue)}`).join(',');
}

/** A text that is the same for fields that are equal by value. */
export function canonicalField(field: FieldValue): string {
  const integer = integerOf(field);
  if (integer !== undefined) return `integer:${integer}`;
  if (field.type === 'table') return `{${canonicalTable(field.value)}}`;
  if (field.type === 'array') return `[${field.value.map(canonicalField).join(',')}]`;
  return `${field.type}:${JSON.stringify(describeField(field))}`;
}
