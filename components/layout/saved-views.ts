'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useSyncExternalStore } from 'react';

export interface SavedView {
  readonly name: string;
  /** The part of the URL that says what is shown: filter, sort, columns. */
  readonly search: string;
}

/** What belongs to the moment and not to a view. */
const transient = ['vhost', 'selected', 'tab', 'new', 'range', 'from', 'to', 'frames', 'channel', 'direction'];
const empty: readonly SavedView[] = [];
const listeners = new Set<() => void>();
const cache = new Map<string, { readonly text: string | null; readonly views: readonly SavedView[] }>();

function storageKey(page: string): string {
  return `warren:views:${page}`;
}

function isView(value: unknown): value is SavedView {
  const { name, search } = (value ?? {}) as Partial<SavedView>;
  return typeof name === 'string' && typeof search === 'string';
}

function read(page: string): readonly SavedView[] {
  let text: string | null = null;
  try {
    text = localStorage.getItem(storageKey(page));
  } catch {
    return empty;
  }
  const cached = cache.get(page);
  if (cached?.text === text) return cached.views;
  const views = parse(text);
  cache.set(page, { text, views });
  return views;
}

function parse(text: string | null): readonly SavedView[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter(isView) : empty;
  } catch {
    return empty;
  }
}

function write(page: string, views: readonly SavedView[]) {
  try {
    localStorage.setItem(storageKey(page), JSON.stringify(views));
  } catch {
    // Storage is forbidden: views cannot be kept.
  }
  for (const listener of listeners) listener();
}

function subscribe(onChange: () => void) {
  listeners.add(onChange);
  window.addEventListener('storage', onChange);
  return () => {
    listeners.delete(onChange);
    window.removeEventListener('storage', onChange);
  };
}

/** Filters, sorts and columns of the page at hand that a person gave a name; kept in this browser. */
export function useSavedViews() {
  const page = usePathname();
  const params = useSearchParams();
  const router = useRouter();
  const views = useSyncExternalStore(
    subscribe,
    () => read(page),
    () => empty,
  );
  const current = new URLSearchParams(params);
  for (const name of transient) current.delete(name);
  const search = current.toString();

  const apply = useCallback(
    (view: SavedView) => {
      const next = new URLSearchParams(view.search);
      const vhost = params.get('vhost');
      if (vhost !== null) next.set('vhost', vhost);
      router.push(next.size === 0 ? page : `${page}?${next}`);
    },
    [page, params, router],
  );
  const save = (name: string) => write(page, [...views.filter((view) => view.name !== name), { name, search }]);
  const remove = (name: string) =>
    write(
      page,
      views.filter((view) => view.name !== name),
    );
  return { views, search, apply, save, remove };
}
