'use client';

import type { ReactNode } from 'react';
import { useLastInput } from './last-input';
import { whenIdle } from './when-idle';

const useParts = whenIdle(() => import('./tooltip-popup'));

/** Around everything: draws the one tooltip that is shown. What draws it comes after the first picture of the page. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  const { part } = useParts();
  useLastInput();
  return (
    <>
      {children}
      {part !== null && <part.TooltipPopup />}
    </>
  );
}
