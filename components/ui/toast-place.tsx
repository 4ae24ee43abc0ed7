'use client';

import { useHasToasts } from './toast';
import { whenIdle } from './when-idle';

/** Brought before the first toast, which may be about a broker that is gone: then nothing can be loaded any more. */
const useToaster = whenIdle(() => import('./toaster'));

export function ToastPlace() {
  const { part } = useToaster();
  const hasToasts = useHasToasts();
  return part !== null && hasToasts ? <part.Toaster /> : null;
}
