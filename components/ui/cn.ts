import { type ClassValue, clsx } from 'clsx';
import { conflictsOf, groupOf } from './class-groups';

const CACHE_SIZE = 1_000;
const cache = new Map<string, string>();

/** Joins class names; of two that say the same thing the later one stays. */
export function cn(...values: ClassValue[]): string {
  const names = clsx(values);
  const known = cache.get(names);
  if (known !== undefined) return known;
  const merged = merge(names);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(names, merged);
  return merged;
}

function merge(names: string): string {
  const taken = new Set<string>();
  const kept: string[] = [];
  for (const name of names.split(/\s+/).reverse()) {
    const { where, base } = parted(name);
    const group = groupOf(base);
    if (group !== undefined) {
      if (taken.has(where + group)) continue;
      taken.add(where + group);
      for (const other of conflictsOf(group, base)) taken.add(where + other);
    }
    kept.push(name);
  }
  return kept.reverse().join(' ');
}

/** `hover:bg-muted!` is `bg-muted`, where `hover:` and `!` hold; a colon in brackets belongs to the class. */
function parted(name: string): { readonly where: string; readonly base: string } {
  let depth = 0;
  let start = 0;
  for (let at = 0; at < name.length; at += 1) {
    const letter = name[at];
    if (letter === '[' || letter === '(') depth += 1;
    else if (letter === ']' || letter === ')') depth -= 1;
    else if (letter === ':' && depth === 0) start = at + 1;
  }
  const isImportant = name.endsWith('!');
  const base = name.slice(start, isImportant ? -1 : undefined);
  return { where: name.slice(0, start) + (isImportant ? '!' : ''), base: base.startsWith('-') ? base.slice(1) : base };
}
