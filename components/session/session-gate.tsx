'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { ApiError } from '@/lib/api-client';
import { ErrorState } from './error-state';
import { useSession } from './use-session';

/** Shows the children to a signed-in user, and sends to the sign-in page whose session has ended. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const isSignedOut = session.error instanceof ApiError && session.error.status === 401;

  useEffect(() => {
    if (!isSignedOut) return;
    const here = search === '' ? pathname : `${pathname}?${search}`;
    window.location.replace(here === '/' ? '/login' : `/login?next=${encodeURIComponent(here)}`);
  }, [isSignedOut, pathname, search]);

  if (session.data !== undefined && !isSignedOut) return children;
  if (!session.error || isSignedOut) return null;
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <ErrorState error={session.error} onRetry={() => void session.refetch()} retrying={session.isFetching} />
    </main>
  );
}
