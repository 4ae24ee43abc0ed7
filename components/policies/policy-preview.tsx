'use client';

import { useQuery } from '@tanstack/react-query';
import { exchangesQuery } from '@/components/exchanges/exchange-queries';
import { EntityLink } from '@/components/layout/entity-link';
import { queuesQuery } from '@/components/queues/queue-queries';
import { Section } from '@/components/ui/section';
import type { Policy } from '@/lib/admin-api';
import { plural } from '@/lib/format';
import { type PolicyDraft, type PreviewRow, previewPolicy } from '@/lib/policy-preview';

export interface PolicyPreviewProps {
  readonly vhost: string;
  readonly draft: PolicyDraft;
  readonly policies: readonly Policy[];
}

const shownCount = 60;

/** What the policy would match as things are now, while it is being written. */
export function PolicyPreview({ vhost, draft, policies }: PolicyPreviewProps) {
  const { data: queues = [] } = useQuery(queuesQuery(vhost));
  const { data: exchanges = [] } = useQuery(exchangesQuery(vhost));
  const rows = draft.pattern === '' ? [] : previewPolicy(draft, { queues, exchanges, policies });
  const more = rows.length - shownCount;
  return (
    <Section title="Matches now" count={rows.length} className="rounded-md bg-muted/60 p-3">
      {rows.length === 0 ? (
        <p className="text-muted-foreground text-sm">
          {draft.pattern === ''
            ? 'Write a pattern to see what it matches.'
            : 'Nothing that is there now. It will apply to what is declared later.'}
        </p>
      ) : (
        <ul aria-label="Matches" className="flex max-h-60 flex-col overflow-y-auto">
          {rows.slice(0, shownCount).map((row) => (
            <li key={`${row.kind} ${row.name}`} className="flex min-h-7 items-center gap-2">
              <EntityLink vhost={vhost} kind={row.kind} name={row.name} />
              <span className="ml-auto shrink-0 text-muted-foreground text-xs">{outcome(row)}</span>
            </li>
          ))}
          {more > 0 && <li className="text-muted-foreground text-xs">and {plural(more, 'other')}</li>}
        </ul>
      )}
    </Section>
  );
}

function outcome({ outrankedBy, replaces }: PreviewRow): string {
  if (outrankedBy !== null) return `keeps ${outrankedBy}, which outranks this`;
  return replaces === null ? 'gets it' : `gets it instead of ${replaces}`;
}
