'use client';

import { useEffect, useState } from 'react';

/** The values of a form in a dialog: kept while it is open, whatever fails, and fresh each time it opens. */
export function useDialogForm<Values>(open: boolean, initial: () => Values, onOpen?: () => void) {
  const [values, setValues] = useState(initial);
  const [submitted, setSubmitted] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the initial values count at the moment of opening only.
  useEffect(() => {
    if (!open) return;
    setValues(initial());
    setSubmitted(false);
    onOpen?.();
  }, [open]);

  function set<Key extends keyof Values>(key: Key, value: Values[Key]) {
    setValues((current) => ({ ...current, [key]: value }));
  }

  return { values, set, submitted, setSubmitted };
}
