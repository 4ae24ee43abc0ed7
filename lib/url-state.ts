'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { type AnyParam, changedQuery, type Param, type ParamValue, readParam, writeParam } from './url-params';

/** Each change of the address makes the router look at the whole page, and browsers allow only so many of them. */
const BETWEEN_MS = 100;
/** So long after the last key somebody has ended typing. */
const TYPED_MS = 400;
/** By then the router has taken a change of the address, or never will. */
const TAKEN_MS = 2_000;

interface Said {
  readonly text: string | null;
  readonly isSent: boolean;
}

/** What was said and the router does not know yet: it counts at once. */
const said = new Map<string, Said>();
/** The page that it was said on. */
let saidOn = '';
let isPush = false;
let timer: ReturnType<typeof setTimeout> | null = null;
let dueAt = 0;
let sentAt = 0;
const listeners = new Set<() => void>();

function notify() {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function say(changes: ReadonlyMap<string, string | null>, { push, waitMs }: { push: boolean; waitMs: number }) {
  if (saidOn !== window.location.pathname) forget();
  saidOn = window.location.pathname;
  for (const [name, text] of changes) said.set(name, { text, isSent: false });
  isPush ||= push;
  const at = Math.max(performance.now() + waitMs, sentAt + BETWEEN_MS);
  if (timer === null || at < dueAt || waitMs > 0) {
    if (timer !== null) clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(send, at - performance.now());
  }
  notify();
}

/** Changes the address by everything that waits. */
function send() {
  timer = null;
  sentAt = performance.now();
  const { pathname, search, hash } = window.location;
  if (pathname !== saidOn) return forget();
  const changes = new Map([...said].map(([name, { text }]) => [name, text]));
  const query = changedQuery(search, changes);
  const sent = new Map([...said].map(([name, { text }]) => [name, { text, isSent: true }]));
  for (const [name, one] of sent) said.set(name, one);
  const url = `${pathname}${query === '' ? '' : `?${query}`}${hash}`;
  const act = isPush ? 'pushState' : 'replaceState';
  isPush = false;
  window.history[act](null, '', url);
  setTimeout(() => {
    for (const [name, one] of sent) if (said.get(name) === one) said.delete(name);
    notify();
  }, TAKEN_MS);
}

function forget() {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  isPush = false;
  said.clear();
  notify();
}

/** Once on each page: what the router knows need not be remembered here. */
export function useUrlSync() {
  const params = useSearchParams();
  useEffect(() => {
    for (const [name, { text, isSent }] of said) if (isSent && params.get(name) === text) said.delete(name);
  }, [params]);
  useEffect(() => {
    window.addEventListener('popstate', forget);
    return () => window.removeEventListener('popstate', forget);
  }, []);
}

/** The texts of some parameters, as they were last said. */
function useTexts(names: readonly string[]): readonly (string | null)[] {
  const params = useSearchParams();
  const pathname = usePathname();
  const known = (name: string) => params.get(name);
  const latest = (name: string) => {
    const one = pathname === saidOn ? said.get(name) : undefined;
    return one === undefined ? known(name) : one.text;
  };
  const all = useSyncExternalStore(
    subscribe,
    () => JSON.stringify(names.map(latest)),
    () => JSON.stringify(names.map(known)),
  );
  return useMemo(() => JSON.parse(all) as readonly (string | null)[], [all]);
}

export interface SetOptions {
  /** It is being typed: the address follows when that has ended. */
  readonly isTyped?: boolean;
}

type Params = Readonly<Record<string, AnyParam>>;
type Values<P extends Params> = { readonly [Name in keyof P]: ParamValue<P[Name]> };
type Patch<P extends Params> = { readonly [Name in keyof P]?: ParamValue<P[Name]> | null };

/** Several parameters of the address at once. `params` must stay the same. */
export function useUrlParams<P extends Params>(params: P) {
  const texts = useTexts(useMemo(() => Object.keys(params), [params]));
  const values = useMemo(() => {
    const entries = Object.entries(params).map(([name, rules], at) => [name, readParam(rules, texts[at] ?? null)]);
    return Object.fromEntries(entries) as Values<P>;
  }, [params, texts]);
  const set = useCallback(
    (patch: Patch<P>, { isTyped = false }: SetOptions = {}) => {
      const changes = new Map<string, string | null>();
      let push = false;
      for (const [name, rules] of Object.entries(params)) {
        const value = patch[name];
        if (value === undefined) continue;
        changes.set(name, writeParam(rules, value));
        push ||= rules.history === 'push';
      }
      say(changes, { push, waitMs: isTyped ? TYPED_MS : 0 });
    },
    [params],
  );
  return [values, set] as const;
}

/** One parameter of the address, like a state. */
export function useUrlParam<Value, Absent extends null>(name: string, rules: Param<Value, Absent>) {
  const [text = null] = useTexts(useMemo(() => [name], [name]));
  // The rules of a parameter do not change, even where they are written anew for each render.
  const latest = useRef(rules);
  const value = useMemo(() => readParam(latest.current, text), [text]);
  const set = useCallback(
    (next: Value | null, { isTyped = false }: SetOptions = {}) => {
      const { history } = latest.current;
      const changes = new Map([[name, writeParam<Value>(latest.current as Param<Value>, next)]]);
      say(changes, { push: history === 'push', waitMs: isTyped ? TYPED_MS : 0 });
    },
    [name],
  );
  return [value, set] as const;
}
