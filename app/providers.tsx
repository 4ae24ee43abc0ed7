'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { useThemeSync } from '@/components/layout/use-theme';
import { getQueryClient } from '@/components/session/query-client';
import { LiveRegion } from '@/components/ui/live-region';
import { Toaster } from '@/components/ui/toaster';
import { TooltipProvider } from '@/components/ui/tooltip';

export function Providers({ children }: { readonly children: ReactNode }) {
  useThemeSync();
  return (
    <QueryClientProvider client={getQueryClient()}>
      <NuqsAdapter>
        <TooltipProvider delay={450}>{children}</TooltipProvider>
      </NuqsAdapter>
      <LiveRegion />
      <Toaster />
    </QueryClientProvider>
  );
}
