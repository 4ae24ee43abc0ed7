'use client';

import { create } from 'zustand';
import { ApiError } from '@/lib/api-client';

export interface Reachability {
  readonly isReachable: boolean;
  /** When the broker last answered, in milliseconds since the epoch. */
  readonly answeredAt: number | null;
}

export const useReachability = create<Reachability>(() => ({ isReachable: true, answeredAt: null }));

export function noteAnswer(): void {
  useReachability.setState({ isReachable: true, answeredAt: Date.now() });
}

export function noteFailure(error: unknown): void {
  if (!(error instanceof ApiError)) return;
  if (error.status === 0 || error.status === 502 || error.status === 504) {
    useReachability.setState({ isReachable: false });
  } else {
    noteAnswer();
  }
}
