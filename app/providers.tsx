'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { useThemeSync } from '@/components/layout/use-theme';
import { getQueryClient } from '@/components/session/query-client';
import { LiveRegion } from '@/components/ui/live-region';
import { TooltipProvider } from '@/components/ui/tooltip-layer';

const Toaster = dynamic(() => import('@/components/ui/toaster').then((module) => module.Toaster), { ssr: false });

export function Providers({ children }: { readonly children: ReactNode }) {
  useThemeSync();
  return (
    <QueryClientProvider client={getQueryClient()}>
      <NuqsAdapter>
        <TooltipProvider>{children}</TooltipProvider>
      </NuqsAdapter>
      <LiveRegion />
      <Toaster />
    </QueryClientProvider>
  );
}
