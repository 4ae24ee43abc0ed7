'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type ReactNode, useDeferredValue, useEffect } from 'react';
import { ApiError } from '@/lib/api-client';
import { ErrorState } from './error-state';
import { useSession } from './use-session';

export interface SessionGateProps {
  /** Stands in place of the page until it is known who looks at it. */
  readonly opening: ReactNode;
  readonly children: ReactNode;
}

/** Shows the children to a signed-in user and sends everybody else to the sign-in page. */
export function SessionGate({ opening, children }: SessionGateProps) {
  const session = useSession();
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const isSignedOut = session.error instanceof ApiError && session.error.status === 401;

  const hasExpired = isSignedOut && session.data !== undefined;

  useEffect(() => {
    if (!isSignedOut) return;
    const here = search === '' ? pathname : `${pathname}?${search}`;
    const signInPage = here === '/' ? '/login' : `/login?next=${encodeURIComponent(here)}`;
    if (hasExpired) window.location.replace(signInPage);
    else router.replace(signInPage);
  }, [isSignedOut, hasExpired, pathname, search, router]);

  const isSignedIn = session.data !== undefined && !isSignedOut;
  // What comes from the cache is rendered in one piece; a whole page behind it would hold the browser up.
  const isOpen = useDeferredValue(isSignedIn);

  if (isSignedIn && isOpen) return children;
  if (session.error && !isSignedOut) {
    return (
      <main className="flex min-h-dvh items-center justify-center">
        <ErrorState error={session.error} onRetry={() => void session.refetch()} retrying={session.isFetching} />
      </main>
    );
  }
  return opening;
}
