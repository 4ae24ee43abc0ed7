/** How a language writes the values that a header can have. */
export interface Grammar {
  readonly text: (value: string) => string;
  /** Of at most 64 bits, in decimal digits. */
  readonly integer: (digits: string) => string;
  /** With a point, and with an exponent when it is far from 1. */
  readonly real: (digits: string) => string;
  readonly truth: (value: boolean) => string;
  readonly nothing: string;
  readonly list: (items: readonly string[]) => string;
  readonly table: (entries: readonly Entry[]) => string;
}

/** The name of a header, and its value as the language writes it. */
export type Entry = readonly [name: string, value: string];

const INTEGER_LIMIT = 2 ** 63;

/** A value of JSON in another language. */
export function literal(value: unknown, grammar: Grammar): string {
  if (value === null || value === undefined) return grammar.nothing;
  if (typeof value === 'string') return grammar.text(value);
  if (typeof value === 'boolean') return grammar.truth(value);
  if (typeof value === 'number') return number(value, grammar);
  if (Array.isArray(value)) return grammar.list(value.map((item) => literal(item, grammar)));
  return grammar.table(entriesIn(value, grammar));
}

export function entriesIn(table: object, grammar: Grammar): Entry[] {
  return Object.entries(table).map(([name, value]) => [name, literal(value, grammar)]);
}

function number(value: number, { integer, real }: Grammar): string {
  const isInteger = Number.isInteger(value) && value >= -INTEGER_LIMIT && value < INTEGER_LIMIT;
  if (isInteger) return integer(BigInt(value).toString());
  const digits = String(value);
  const [mantissa = '', exponent] = (/[.e]/.test(digits) ? digits : value.toExponential()).split('e');
  return real(`${mantissa.includes('.') ? mantissa : `${mantissa}.0`}${exponent === undefined ? '' : `e${exponent}`}`);
}

/** A number that is not below 0 as a whole one and the places behind its point; null when a decimal of AMQP cannot hold it. */
export function decimalOf(digits: string): { readonly unscaled: string; readonly scale: number } | null {
  const parts = /^(\d+)\.(\d+)$/.exec(digits);
  if (!parts) return null;
  const [, whole = '', fraction = ''] = parts;
  const unscaled = Number(whole + fraction);
  return unscaled < 2 ** 31 ? { unscaled: String(unscaled), scale: fraction.length } : null;
}

/** Written the same in most languages. */
export const plainNumbers: Pick<Grammar, 'integer' | 'real' | 'truth'> = {
  integer: (digits) => digits,
  real: (digits) => digits,
  truth: String,
};
