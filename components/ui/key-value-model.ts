export type ValueKind = 'string' | 'number' | 'boolean' | 'json';

export interface KeyValueEntry {
  readonly id: number;
  readonly name: string;
  readonly kind: ValueKind;
  readonly value: string;
}

let lastId = 0;

export function emptyEntry(): KeyValueEntry {
  return newEntry('', 'string', '');
}

export function newEntry(name: string, kind: ValueKind, value: string): KeyValueEntry {
  lastId += 1;
  return { id: lastId, name, kind, value };
}

export function entriesOf(values: Readonly<Record<string, unknown>>): readonly KeyValueEntry[] {
  return Object.entries(values).map(([name, value]) => {
    if (typeof value === 'string') return newEntry(name, 'string', value);
    if (typeof value === 'number') return newEntry(name, 'number', String(value));
    if (typeof value === 'boolean') return newEntry(name, 'boolean', String(value));
    return newEntry(name, 'json', JSON.stringify(value));
  });
}

function isBlank(entry: KeyValueEntry): boolean {
  return entry.name === '' && entry.value.trim() === '';
}

export function entryProblem(entry: KeyValueEntry, entries: readonly KeyValueEntry[]): string | null {
  if (isBlank(entry)) return null;
  if (entry.name === '') return 'This value needs a name.';
  if (entries.some((other) => other !== entry && other.name === entry.name)) return `"${entry.name}" is here twice.`;
  if (entry.kind === 'number' && !isNumber(entry.value)) return 'This is not a number.';
  if (entry.kind === 'json' && parseJson(entry.value) === undefined) return 'This is not valid JSON.';
  return null;
}

export function hasProblem(entries: readonly KeyValueEntry[]): boolean {
  return entries.some((entry) => entryProblem(entry, entries) !== null);
}

/** The entries as one object; blank rows are left out. Call it when nothing has a problem. */
export function toRecord(entries: readonly KeyValueEntry[]): Record<string, unknown> {
  return Object.fromEntries(entries.filter((entry) => !isBlank(entry)).map((entry) => [entry.name, typedValue(entry)]));
}

function typedValue({ kind, value }: KeyValueEntry): unknown {
  switch (kind) {
    case 'string':
      return value;
    case 'number':
      return Number(value);
    case 'boolean':
      return value !== 'false';
    case 'json':
      return parseJson(value);
  }
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
