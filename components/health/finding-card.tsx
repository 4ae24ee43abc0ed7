'use client';

import { useState } from 'react';
import { EntityLink } from '@/components/layout/entity-link';
import { PageLink } from '@/components/layout/page-link';
import { useVHost } from '@/components/layout/use-vhost';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { Finding } from '@/lib/diagnosis';
import { formatCount, plural } from '@/lib/format';
import { GuideLink, severityLooks } from './severity-looks';

/** Places that are shown before somebody asks for the others. */
const FEW = 3;

/** What a rule found: where, with which numbers, and what to do about it. The chosen vhost's places come first. */
export function FindingCard({ finding }: { readonly finding: Finding }) {
  const { severity, title, remedy, guide, count, places } = finding;
  const [isOpen, setOpen] = useState(false);
  const { Icon, tone, badge, word } = severityLooks[severity];
  const [vhost] = useVHost();
  const nearFirst = [...places].sort((a, b) => Number(b.vhost === vhost) - Number(a.vhost === vhost));
  const shown = isOpen ? nearFirst : nearFirst.slice(0, FEW);
  return (
    <li className="flex gap-3 rounded-lg border bg-card px-4 py-3">
      <Icon aria-hidden className={`mt-0.5 size-4.5 shrink-0 ${tone}`} />
      <div className="flex min-w-0 flex-1 flex-col items-start gap-1.5">
        <div className="flex flex-wrap items-center gap-2">
          <p className="font-medium text-sm">{title}</p>
          <Badge tone={badge}>{count === 1 ? word : `${word}, ${plural(count, 'place')}`}</Badge>
        </div>
        <ul aria-label={`Places of: ${title}`} className="flex flex-col gap-1 text-sm">
          {shown.map((place) => (
            <li key={`${place.vhost} ${place.kind} ${place.name}`} className="flex flex-wrap items-center gap-x-2">
              <PlaceLink place={place} />
              <span className="min-w-0 text-muted-foreground [overflow-wrap:anywhere]">{place.detail}</span>
            </li>
          ))}
        </ul>
        {places.length > FEW && (
          <Button variant="ghost" size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Show fewer' : `Show ${formatCount(places.length - FEW)} more`}
          </Button>
        )}
        {isOpen && count > places.length && (
          <p className="text-muted-foreground text-xs">and {plural(count - places.length, 'place')} more</p>
        )}
        <p className="text-sm">
          {remedy} <GuideLink href={guide} about={title} />
        </p>
      </div>
    </li>
  );
}

function PlaceLink({ place: { kind, vhost, name } }: { readonly place: Finding['places'][number] }) {
  if (vhost === null) return <span className="font-mono text-[0.8125rem]">{name}</span>;
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-2">
      {kind === 'queue' || kind === 'exchange' ? (
        <EntityLink vhost={vhost} kind={kind} name={name} />
      ) : (
        <PageLink
          href={`/connections?${new URLSearchParams({ vhost, selected: connectionOf(name), ...(kind === 'channel' && { tab: 'channels' }) })}`}
          className="inline-flex min-h-6 min-w-0 items-center rounded-sm font-mono text-[0.8125rem] underline decoration-border underline-offset-3 hover:decoration-current"
        >
          <span className="truncate">{name}</span>
        </PageLink>
      )}
      <Badge tone="outline" title={`Virtual host ${vhost}`} mono>
        {vhost}
      </Badge>
    </span>
  );
}

/** A channel is named after its connection, with its number behind. */
function connectionOf(name: string): string {
  return name.replace(/ \(\d+\)$/, '');
}
