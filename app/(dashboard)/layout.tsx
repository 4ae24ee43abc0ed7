import { HydrationBoundary } from '@tanstack/react-query';
import { redirect } from 'next/navigation';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { AppShell } from '@/components/layout/app-shell';
import { SessionGate } from '@/components/session/session-gate';
import { signInPath } from '@/components/session/sign-in-path';
import { VisitProvider } from '@/components/ui/visit';
import { pageRequest } from '@/lib/page-request';
import { askFirst } from './first-queries';

/** Every page comes with what it shows first, so that it can be read before its scripts are there. */
export default async function DashboardLayout({ children }: { readonly children: ReactNode }) {
  await connection();
  const request = pageRequest();
  if (request === undefined) throw new Error('Pages are rendered by Warren’s own server: npm start.');
  const known = await askFirst(request);
  if (request.user === null) redirect(signInPath(request.url));
  return (
    <VisitProvider visit={{ origin: request.origin, isPhone: request.isPhone }}>
      {request.leftOut.map((path) => (
        <link key={path} rel="preload" as="fetch" crossOrigin="anonymous" href={path} />
      ))}
      <HydrationBoundary state={known}>
        <SessionGate>
          <AppShell>{children}</AppShell>
        </SessionGate>
      </HydrationBoundary>
    </VisitProvider>
  );
}
