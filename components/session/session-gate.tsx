'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { ApiError } from '@/lib/api-client';
import { signInPath } from './sign-in-path';
import { useSession } from './use-session';

/** Pages are rendered for who is signed in; when the session has ended since, it leads to the sign-in page. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const { error } = useSession();
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const isSignedOut = error instanceof ApiError && error.status === 401;

  useEffect(() => {
    if (isSignedOut) window.location.replace(signInPath(search === '' ? pathname : `${pathname}?${search}`));
  }, [isSignedOut, pathname, search]);

  return isSignedOut ? null : children;
}
