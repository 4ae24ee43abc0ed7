import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import type { Properties } from '@/server/broker/properties';

/**
 * Field values in the words of a script: `5`, `true` and `text` for what they look like; or with the wire type named, as
 * in `long:5`, `byte:1`, `str:5`, `double:1.5`, `void:`, `time:0`, `array:a;b` and `table:a~1;b~x`.
 */
export function parseValue(text: string): FieldValue {
  const [, type = '', rest = ''] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
  switch (type) {
    case 'long':
      return { type: 'long', value: BigInt(rest) };
    case 'byte':
    case 'unsignedbyte':
    case 'short':
    case 'unsignedshort':
    case 'unsignedint':
    case 'float':
    case 'double':
      return { type, value: Number(rest) };
    case 'str':
      return { type: 'longstr', value: rest };
    case 'void':
      return { type: 'void' };
    case 'time':
      return { type: 'timestamp', value: BigInt(rest) };
    case 'array':
      return { type: 'array', value: rest === '' ? [] : rest.split(';').map(parseValue) };
    case 'table':
      return { type: 'table', value: parseTable(rest === '' ? [] : rest.split(';'), '~') };
    default:
      if (/^-?\d+$/.test(text)) return { type: 'signedint', value: Number(text) };
      if (text === 'true' || text === 'false') return { type: 'bool', value: text === 'true' };
      return { type: 'longstr', value: text };
  }
}

/** `name=value` words as a table. */
export function parseTable(words: readonly string[], separator = '='): FieldTable {
  return new Map(
    words.map((word) => {
      const at = word.indexOf(separator);
      return [word.slice(0, at), parseValue(word.slice(at + 1))] as const;
    }),
  );
}

const NUMBERS = ['deliveryMode', 'priority', 'timestamp'];

/** `.property=value` words as properties, and `name=value` words as their headers. */
export function parseProperties(words: readonly string[]): Properties {
  const properties: Record<string, unknown> = {};
  for (const word of words.filter((each) => each.startsWith('.'))) {
    const at = word.indexOf('=');
    const name = word.slice(1, at);
    const value = word.slice(at + 1);
    properties[name] = NUMBERS.includes(name) ? Number(value) : value;
  }
  const headers = words.filter((each) => !each.startsWith('.'));
  if (headers.length > 0) properties['headers'] = parseTable(headers);
  return properties as Properties;
}

/** A value as transcripts show it: without the width of integers, tables by the order of their keys. */
export function showValue(field: FieldValue): string {
  switch (field.type) {
    case 'void':
      return 'void';
    case 'timestamp':
      return 'time';
    case 'array':
      return `[${field.value.map(showValue).join(', ')}]`;
    case 'table':
      return showTable(field.value);
    case 'longstr':
      return JSON.stringify(field.value);
    default:
      return String(field.value);
  }
}

function showTable(table: FieldTable): string {
  const pairs = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([key, value]) => `${key}: ${showValue(value)}`).join(', ')}}`;
}

export function showProperties({ headers, ...rest }: Properties): string {
  const pairs = Object.entries(rest).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  if (headers) pairs.push(`headers: ${showTable(headers)}`);
  return pairs.length === 0 ? '' : ` {${pairs.join(', ')}}`;
}
