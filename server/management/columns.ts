import { present, readerAt, type View } from './fields';

type Columns = readonly (readonly string[])[];

const MAX_COLUMNS = 200;

/** The paths of the `columns` parameter, such as `name,message_stats.publish`; null when everything is wanted. */
export function readColumns(query: URLSearchParams): Columns | null {
  const given = query.get('columns');
  if (given === null || given === '') return null;
  return given
    .split(',')
    .slice(0, MAX_COLUMNS)
    .map((path) => path.split('.'));
}

/** The JSON of a thing, or of some of its columns. */
export function presentColumns<Thing>(
  view: View<Thing>,
  thing: Thing,
  columns: Columns | null,
): Record<string, unknown> {
  if (columns === null) return present(view, thing);
  const json: Record<string, unknown> = {};
  for (const path of columns) {
    const value = readerAt(view, path)(thing);
    if (value !== undefined) put(json, path, value);
  }
  return json;
}

/** Columns that begin alike meet in one object. The names are those of a view, so none of them is special. */
function put(json: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = json;
  for (const name of path.slice(0, -1)) {
    const next = Object.hasOwn(at, name) ? at[name] : undefined;
    at[name] = typeof next === 'object' && next !== null ? { ...next } : {};
    at = at[name] as Record<string, unknown>;
  }
  at[path.at(-1) as string] = value;
}
