import type { Saved } from '@/components/layout/saved-list';

export interface Folder<Value> {
  /** Empty for what is in none. */
  readonly path: string;
  readonly items: readonly Saved<Value>[];
}

/** A name without its folder. */
export function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1) || name;
}

/** A name for another one like it, in the same folder, that none of them has. */
export function copyName(name: string, taken: readonly { readonly name: string }[]): string {
  for (let number = 1; ; number += 1) {
    const copy = `${name} copy${number === 1 ? '' : ` ${number}`}`;
    if (!taken.some((item) => item.name === copy)) return copy;
  }
}

function folderOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf('/'), 0));
}

/** Saved things by the folders in their names, those in none first. */
export function foldersOf<Value>(items: readonly Saved<Value>[]): Folder<Value>[] {
  const folders = new Map<string, Saved<Value>[]>();
  for (const item of items) {
    const path = folderOf(item.name);
    folders.set(path, [...(folders.get(path) ?? []), item]);
  }
  return [...folders].map(([path, list]) => ({ path, items: list })).sort((a, b) => (a.path < b.path ? -1 : 1));
}
