'use client';

import { useQuery } from '@tanstack/react-query';
import { cn } from '@/components/ui/cn';
import { getDiagnosisOf } from '@/lib/admin-client';
import type { DiagnosedPlace } from '@/lib/diagnosis';
import { GuideLink, severityLooks } from './severity-looks';

export interface PlaceFindingsProps {
  readonly place: DiagnosedPlace;
  readonly className?: string;
}

/** What the diagnosis says of one queue, exchange or connection, where that is looked at. Nothing when all is well. */
export function PlaceFindings({ place, className }: PlaceFindingsProps) {
  const { data } = useQuery({
    queryKey: ['diagnosis', place],
    queryFn: ({ signal }) => getDiagnosisOf(place, signal),
    refetchInterval: 10_000,
    retry: false,
  });
  const findings = data?.findings ?? [];
  if (findings.length === 0) return null;
  return (
    <ul aria-label="Findings" className={cn('flex flex-col gap-2', className)}>
      {findings.map(({ rule, severity, title, remedy, guide, places }) => {
        const { Icon, tone, word } = severityLooks[severity];
        return (
          <li key={rule} className="flex gap-2.5 rounded-md border bg-card px-3 py-2 text-sm">
            <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${tone}`} />
            <div className="min-w-0 flex-1">
              <p className="font-medium">
                <span className="sr-only">{word}: </span>
                {title}
              </p>
              <p className="text-muted-foreground [overflow-wrap:anywhere]">{places[0]?.detail}</p>
              <p>
                {remedy} <GuideLink href={guide} about={title} />
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
