'use client';

import { useQuery } from '@tanstack/react-query';
import { Section } from '@/components/ui/section';
import type { Diagnosis } from '@/lib/diagnosis';
import { plural } from '@/lib/format';
import { FindingCard } from './finding-card';
import { diagnosisQuery } from './health-queries';

/** What rules of experience find at queues, exchanges and clients, the worst first. */
export function DiagnosisSection() {
  const { data, error } = useQuery(diagnosisQuery);
  const findings = data?.findings ?? [];
  return (
    <Section title="Diagnosis" count={findings.length === 0 ? undefined : findings.length}>
      {findings.length > 0 && (
        <ul aria-label="Findings" className="mb-2 flex flex-col gap-2">
          {findings.map((finding) => (
            <FindingCard key={finding.rule} finding={finding} />
          ))}
        </ul>
      )}
      <p className="text-muted-foreground text-sm">{data ? summary(data) : (error?.message ?? 'Looking.')}</p>
    </Section>
  );
}

function summary({ findings, rules, looked_at }: Diagnosis): string {
  const scope = `${plural(rules, 'rule')}, ${plural(looked_at, 'thing')} looked at`;
  return findings.length === 0 ? `Nothing to improve: ${scope}.` : `${scope}. Rates are those of the last minute.`;
}
