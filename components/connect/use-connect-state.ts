'use client';

import { useEffect } from 'react';
import { choiceParam, integerParam, textParam } from '@/lib/url-params';
import { useUrlParams } from '@/lib/url-state';

export const roles = ['publish', 'consume'] as const;

const parsers = {
  role: choiceParam(roles).withDefault('publish'),
  exchange: textParam.withDefault(''),
  key: textParam,
  queue: textParam,
  prefetch: integerParam.withDefault(10),
  lang: textParam,
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
  const [{ lang, ...values }, setParams] = useUrlParams(parsers);

  useEffect(() => {
    if (lang !== null) return;
    const remembered = read();
    if (remembered !== null) setParams({ lang: remembered });
  }, [lang, setParams]);

  function setLanguage(next: string) {
    try {
      localStorage.setItem(storageKey, next);
    } catch {
      // Storage is forbidden: the URL has it.
    }
    setParams({ lang: next });
  }

  return {
    values: values as ConnectValues,
    set: (patch: Partial<ConnectValues>) => setParams(patch),
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
