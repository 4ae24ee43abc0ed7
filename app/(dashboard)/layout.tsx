import { type ReactNode, Suspense } from 'react';
import { AppShell } from '@/components/layout/app-shell';
import { SessionGate } from '@/components/session/session-gate';

export default function DashboardLayout({ children }: { readonly children: ReactNode }) {
  return (
    <Suspense>
      <SessionGate>
        <AppShell>{children}</AppShell>
      </SessionGate>
    </Suspense>
  );
}
