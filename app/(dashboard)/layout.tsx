import { type ReactNode, Suspense } from 'react';
import { AppShell } from '@/components/layout/app-shell';
import { Opening } from '@/components/layout/opening';
import { SessionGate } from '@/components/session/session-gate';

export default function DashboardLayout({ children }: { readonly children: ReactNode }) {
  return (
    <Suspense fallback={<Opening />}>
      <SessionGate opening={<Opening />}>
        <AppShell>{children}</AppShell>
      </SessionGate>
    </Suspense>
  );
}
