import { ArrowUpRight } from 'lucide-react';
import { PageLink } from '@/components/layout/page-link';

const pages = {
  exchange: { path: '/exchanges', parameter: 'selected' },
  queue: { path: '/queues', parameter: 'selected' },
  connection: { path: '/connections', parameter: 'selected' },
  messages: { path: '/messages', parameter: 'queue' },
} as const;

/** Leads from the stage to the page with everything about one object. */
export function DetailsLink({
  kind,
  vhost,
  name,
}: {
  readonly kind: keyof typeof pages;
  readonly vhost: string;
  readonly name: string;
}) {
  const { path, parameter } = pages[kind];
  const query = new URLSearchParams({ vhost, [parameter]: name });
  return (
    <PageLink
      href={`${path}?${query}`}
      className="flex items-center gap-0.5 rounded-sm font-medium text-muted-foreground text-xs hover:text-foreground hover:underline"
    >
      {kind === 'messages' ? 'All of them' : 'Details'} <ArrowUpRight aria-hidden className="size-3.5" />
    </PageLink>
  );
}
