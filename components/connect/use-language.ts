'use client';

import { useEffect } from 'react';
import { textParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';
import { remember, remembered } from './remembered';

/** The language of the code: in the URL, and the last one otherwise. */
export function useLanguage(): readonly [id: string, setLanguage: (id: string) => void] {
  const [lang, setLang] = useUrlParam('lang', textParam);
  useEffect(() => {
    if (lang !== null) return;
    const last = remembered('language');
    if (last !== null) setLang(last);
  }, [lang, setLang]);
  return [
    lang ?? 'javascript',
    (next) => {
      remember('language', next);
      setLang(next);
    },
  ];
}
