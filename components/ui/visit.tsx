'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';

/** What the server knows of the window before the window tells itself: it was used for the first picture of the page. */
export interface Visit {
  /** `https://host:port` */
  readonly origin: string;
  readonly isPhone: boolean;
}

const VisitContext = createContext<Visit>({ origin: '', isPhone: false });

export function VisitProvider({ visit, children }: { readonly visit: Visit; readonly children: ReactNode }) {
  return <VisitContext value={visit}>{children}</VisitContext>;
}

export function useVisit(): Visit {
  return useContext(VisitContext);
}

const never = () => () => {};

/** `https://host:port` of this page. */
export function useOrigin(): string {
  const { origin } = useVisit();
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => origin,
  );
}

/** Whether scripts run: false in what the server has rendered, until React has taken it over. */
export function useIsAlive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
