'use client';

import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useEffect } from 'react';

export const roles = ['publish', 'consume'] as const;

const parsers = {
  role: parseAsStringLiteral(roles).withDefault('publish'),
  exchange: parseAsString.withDefault(''),
  key: parseAsString,
  queue: parseAsString,
  prefetch: parseAsInteger.withDefault(10),
  lang: parseAsString,
};

const storageKey = 'warren:language';

export interface ConnectValues {
  readonly role: (typeof roles)[number];
  readonly exchange: string;
  /** Null: the name of the queue, where the default exchange is published to. */
  readonly key: string | null;
  readonly queue: string | null;
  readonly prefetch: number;
}

/** What the form says; it is in the URL, and the language is remembered as well. */
export function useConnectState() {
  const [{ lang, ...values }, setParams] = useQueryStates(parsers);

  useEffect(() => {
    if (lang !== null) return;
    const remembered = read();
    if (remembered !== null) void setParams({ lang: remembered });
  }, [lang, setParams]);

  function setLanguage(next: string) {
    try {
      localStorage.setItem(storageKey, next);
    } catch {
      // Storage is forbidden: the URL has it.
    }
    void setParams({ lang: next });
  }

  return {
    values: values as ConnectValues,
    set: (patch: Partial<ConnectValues>) => void setParams(patch),
    language: lang ?? 'javascript',
    setLanguage,
  };
}

export type ConnectState = ReturnType<typeof useConnectState>;

function read(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
