import { useRef } from 'react';

/**
 * Gives the focus back to what had it before something opened, once that has left the page: for the `onOpenChangeComplete`
 * of a dialog. The library does so by itself, but not where the thing was mounted open: then the page around it may still
 * be inert. A person who has gone elsewhere in the meantime is left there.
 */
export function useOpener(open: boolean): (isOpen: boolean) => void {
  const opener = useRef<Element | null>(null);
  const wasOpen = useRef(false);
  if (open && !wasOpen.current && typeof document !== 'undefined') opener.current = document.activeElement;
  wasOpen.current = open;
  return (isOpen) => {
    const { current } = opener;
    if (isOpen || !(current instanceof HTMLElement)) return;
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) current.focus({ preventScroll: true });
    });
  };
}
