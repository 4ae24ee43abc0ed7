'use client';

import { create } from 'zustand';
import { ApiError } from '@/lib/api-client';

export interface Reachability {
  readonly isReachable: boolean;
  /** How far a broker is that has been started again and brings back its messages; null when it is not that. */
  readonly recovery: string | null;
  /** When the broker last answered, in milliseconds since the epoch. */
  readonly answeredAt: number | null;
  /** Somebody wanted another page, and no server could bring it. */
  readonly isHeld: boolean;
}

export const useReachability = create<Reachability>(() => ({
  isReachable: true,
  recovery: null,
  answeredAt: null,
  isHeld: false,
}));

export function noteAnswer(): void {
  useReachability.setState({ isReachable: true, recovery: null, answeredAt: Date.now(), isHeld: false });
}

export function noteFailure(error: unknown): void {
  if (!(error instanceof ApiError)) return;
  if (error.status === 0 || error.status === 502 || error.status === 504) {
    useReachability.setState({ isReachable: false, recovery: null });
  } else if (error.error === 'recovering') {
    useReachability.setState({ isReachable: false, recovery: error.reason });
  } else {
    noteAnswer();
  }
}
