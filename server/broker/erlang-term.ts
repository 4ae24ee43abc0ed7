import { describeField, type FieldValue } from './field-table';

const MAX_CHARACTERS = 200;

/** A JSON value as RabbitMQ's texts show it: `<<"x">>` is a string, `#{<<"a">> => 1}` an object. */
export function erlangTerm(value: unknown): string {
  const text = term(value);
  return text.length <= MAX_CHARACTERS ? text : `${text.slice(0, MAX_CHARACTERS)}...`;
}

/** The value of a field, the same way. */
export function erlangField(field: FieldValue): string {
  return field.type === 'longstr' ? erlangTerm(field.value) : describeField(field);
}

/** Pairs of names and values, as RabbitMQ shows what it did not expect. */
export function erlangPairs(pairs: readonly (readonly [name: string, value: unknown])[]): string {
  return `[${pairs.map(([name, value]) => `{${erlangTerm(name)},${erlangTerm(value)}}`).join(',')}]`;
}

function term(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '<<>>' : `<<${JSON.stringify(value)}>>`;
  if (Array.isArray(value)) return `[${value.map(term).join(',')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `#{${Object.entries(value)
    .map(([name, inner]) => `${term(name)} => ${term(inner)}`)
    .join(',')}}`;
}
