'use client';

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { alarmsQuery } from '@/components/health/health-queries';
import { PageLink } from './page-link';

/** Tells on every page that publishers are blocked, and why. */
export function AlarmBanner() {
  const { data } = useQuery(alarmsQuery);
  const alarms = data?.alarms ?? [];
  if (alarms.length === 0) return null;
  const resources = [...new Set(alarms.map(({ resource }) => resource))].join(' and ');
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-warning-soft px-4 py-1.5 text-sm"
    >
      <TriangleAlert aria-hidden className="size-4 text-warning" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">The broker is low on {resources}.</span>{' '}
        <span className="text-muted-foreground">Publishers wait until it is over; consumers go on.</span>
      </p>
      <PageLink href="/health" className="underline underline-offset-2">
        Health
      </PageLink>
    </div>
  );
}
