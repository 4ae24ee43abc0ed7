'use client';

import { useCallback, useSyncExternalStore } from 'react';

/** Something that a person gave a name. */
export interface Saved<Value> {
  readonly name: string;
  readonly value: Value;
}

const empty: readonly Saved<never>[] = [];
const listeners = new Set<() => void>();
const cache = new Map<string, { readonly text: string | null; readonly list: readonly Saved<unknown>[] }>();

function read<Value>(key: string, isValue: (value: unknown) => value is Value): readonly Saved<Value>[] {
  let text: string | null = null;
  try {
    text = localStorage.getItem(key);
  } catch {
    return empty;
  }
  const cached = cache.get(key);
  if (cached?.text === text) return cached.list as readonly Saved<Value>[];
  const list = parse(text, isValue);
  cache.set(key, { text, list });
  return list;
}

/** What is not as it was written (another version, another hand) is left out. */
function parse<Value>(text: string | null, isValue: (value: unknown) => value is Value): readonly Saved<Value>[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(list)) return empty;
    return list.filter((item: unknown): item is Saved<Value> => {
      const { name, value } = (item ?? {}) as Partial<Saved<unknown>>;
      return typeof name === 'string' && isValue(value);
    });
  } catch {
    return empty;
  }
}

function subscribe(onChange: () => void) {
  listeners.add(onChange);
  window.addEventListener('storage', onChange);
  return () => {
    listeners.delete(onChange);
    window.removeEventListener('storage', onChange);
  };
}

function sorted<Value>(list: readonly Saved<Value>[]): Saved<Value>[] {
  return [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function renamed<Value>(list: readonly Saved<Value>[], name: string, next: string): Saved<Value>[] {
  return list.filter((item) => item.name === name).map(({ value }) => ({ name: next, value }));
}

/** A list of named things that this browser keeps. A name stands for one of them. */
export function useSavedList<Value>(key: string, isValue: (value: unknown) => value is Value) {
  const list = useSyncExternalStore(
    subscribe,
    () => read(key, isValue),
    () => empty as readonly Saved<Value>[],
  );
  const write = useCallback(
    (next: readonly Saved<Value>[]) => {
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Storage is forbidden: nothing can be kept.
      }
      for (const listener of listeners) listener();
    },
    [key],
  );
  const save = (name: string, value: Value) =>
    write(sorted([...list.filter((item) => item.name !== name), { name, value }]));
  const remove = (name: string) => write(list.filter((item) => item.name !== name));
  const rename = (name: string, next: string) =>
    write(sorted([...list.filter((item) => item.name !== name && item.name !== next), ...renamed(list, name, next)]));
  /** Those of the same names are written over. */
  const saveAll = (items: readonly Saved<Value>[]) => {
    const names = new Set(items.map(({ name }) => name));
    write(sorted([...list.filter(({ name }) => !names.has(name)), ...items]));
  };
  return { list, save, remove, rename, saveAll };
}
