/** How a value is written into the address and read from it. `Absent` is null where nothing stands for an absent one. */
export interface Param<Value, Absent extends null = null> {
  /** Null: this is not such a value. */
  parse(text: string): Value | null;
  write(value: Value): string;
  /** Stands for an absent parameter, and is itself left out of the address. */
  readonly fallback: Value | Absent;
  readonly history: 'push' | 'replace';
  withDefault(fallback: Value): Param<Value, never>;
  /** `push`: the button Back undoes the change. */
  withHistory(history: 'push'): Param<Value, Absent>;
}

export type AnyParam = Param<unknown>;

export type ParamValue<P> = P extends Param<infer Value, infer Absent> ? Value | Absent : never;

interface Rules<Value> {
  readonly parse: (text: string) => Value | null;
  readonly write: (value: Value) => string;
}

function param<Value>(rules: Rules<Value>): Param<Value> {
  return make(rules, null, 'replace');
}

function make<Value, Absent extends null>(
  rules: Rules<Value>,
  fallback: Value | Absent,
  history: 'push' | 'replace',
): Param<Value, Absent> {
  return {
    ...rules,
    fallback,
    history,
    withDefault: (value) => make<Value, never>(rules, value, history),
    withHistory: (next) => make(rules, fallback, next),
  };
}

export const textParam: Param<string> = param({ parse: (text) => text, write: (value) => value });

export const flagParam: Param<boolean> = param({
  parse: (text) => (text === 'true' ? true : text === 'false' ? false : null),
  write: String,
});

export const integerParam: Param<number> = param({
  parse: (text) => (/^-?\d+$/.test(text) ? Number(text) : null),
  write: String,
});

export const numberParam: Param<number> = param({
  parse: (text) => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : null),
  write: String,
});

/** Texts with commas between them; a comma inside a text is written as %2C. */
export const textsParam: Param<readonly string[]> = param<readonly string[]>({
  parse: (text) => (text === '' ? [] : text.split(',').map((item) => item.replace(/%2C/g, ',').replace(/%25/g, '%'))),
  write: (values) => values.map((item) => item.replace(/%/g, '%25').replace(/,/g, '%2C')).join(','),
});

export function choiceParam<const Choice extends string>(choices: readonly Choice[]): Param<Choice> {
  return param<Choice>({ parse: (text) => choices.find((choice) => choice === text) ?? null, write: String });
}

/** What the text of a parameter means; null when it is absent, or no such value and there is nothing to stand for it. */
export function readParam<Value, Absent extends null>(
  rules: Param<Value, Absent>,
  text: string | null,
): Value | Absent {
  return (text === null ? null : rules.parse(text)) ?? rules.fallback;
}

/** The text of a parameter; null when it is to be left out. */
export function writeParam<Value>(rules: Param<Value>, value: Value | null): string | null {
  if (value === null) return null;
  const text = rules.write(value);
  return rules.fallback !== null && text === rules.write(rules.fallback) ? null : text;
}

/** These mean nothing in a query, and an address reads better with them. */
const readable = /%(?:2F|2C|3A|40)/g;

/** An address's query with some parameters changed; those that are null go. */
export function changedQuery(query: string, changes: ReadonlyMap<string, string | null>): string {
  const params = new URLSearchParams(query);
  for (const [name, text] of changes) {
    if (text === null) params.delete(name);
    else params.set(name, text);
  }
  return params.toString().replace(readable, decodeURIComponent);
}
