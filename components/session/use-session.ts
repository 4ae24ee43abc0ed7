'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { signIn, signOut } from '@/lib/api-client';
import { sessionQuery } from './session-queries';

export function useSession() {
  return useQuery(sessionQuery);
}

/** Signs in, then goes to `next`, a path of this origin. */
export function useSignIn(next: string) {
  const router = useRouter();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: signIn,
    onSuccess: () => {
      queryClient.clear();
      router.replace(next);
    },
  });
}

/** Signs out and loads the sign-in page anew, so that nothing of the session stays in the tab. */
export function useSignOut() {
  return useMutation({ mutationFn: signOut, onSuccess: () => window.location.assign('/login') });
}
