import { useRef } from 'react';

/**
 * Where the focus goes when something closes: to what had it before, also where that was before the first time, when the
 * thing is mounted open. A person who has gone elsewhere in the meantime is left there.
 */
export function useOpener(open: boolean): () => HTMLElement | boolean {
  const opener = useRef<Element | null>(null);
  const wasOpen = useRef(false);
  if (open && !wasOpen.current && typeof document !== 'undefined') opener.current = document.activeElement;
  wasOpen.current = open;
  return () => {
    const { activeElement: active, body } = document;
    const isElsewhere =
      active !== null && active !== body && active.closest('[role=dialog], [role=alertdialog]') === null;
    if (isElsewhere) return false;
    const { current } = opener;
    return current instanceof HTMLElement && current !== body && current.isConnected ? current : true;
  };
}
