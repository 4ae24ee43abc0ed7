'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { useEarlyActs } from '@/components/layout/early-acts';
import { useThemeSync } from '@/components/layout/use-theme';
import { getQueryClient } from '@/components/session/query-client';
import { LiveRegion } from '@/components/ui/live-region';
import { ToastPlace } from '@/components/ui/toast-place';
import { TooltipProvider } from '@/components/ui/tooltip-layer';
import { useUrlSync } from '@/lib/url-state';

export function Providers({ children }: { readonly children: ReactNode }) {
  useThemeSync();
  useEarlyActs();
  return (
    <QueryClientProvider client={getQueryClient()}>
      <Suspense>
        <UrlSync />
      </Suspense>
      <TooltipProvider>{children}</TooltipProvider>
      <LiveRegion />
      <ToastPlace />
    </QueryClientProvider>
  );
}

function UrlSync() {
  useUrlSync();
  return null;
}
