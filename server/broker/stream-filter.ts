import { type FieldTable, type FieldValue, stringOf } from './field-table';

/** Which messages of a stream a consumer wants (RabbitMQ's `x-stream-filter` and `x-stream-match-unfiltered`). */
export class StreamFilter {
  readonly #values: ReadonlySet<string>;
  readonly #matchesUnfiltered: boolean;

  constructor(values: readonly string[], matchesUnfiltered: boolean) {
    this.#values = new Set(values);
    this.#matchesUnfiltered = matchesUnfiltered;
  }

  /** `value` is null for a message without a filter value. */
  wants(value: string | null): boolean {
    return value === null ? this.#matchesUnfiltered : this.#values.has(value);
  }
}

/** Null when the consumer wants everything. */
export function readStreamFilter(args: FieldTable): StreamFilter | null {
  const field = args.get('x-stream-filter');
  if (field === undefined) return null;
  const fields: readonly FieldValue[] = field.type === 'array' ? field.value : [field];
  const values = fields.map(stringOf).filter((value) => value !== undefined);
  const unfiltered = args.get('x-stream-match-unfiltered');
  return new StreamFilter(values, unfiltered?.type === 'bool' && unfiltered.value);
}
