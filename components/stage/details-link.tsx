import { ArrowUpRight } from 'lucide-react';
import { PageLink } from '@/components/layout/page-link';

const pages = { exchange: '/exchanges', queue: '/queues', connection: '/connections' } as const;

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
  const query = new URLSearchParams({ vhost, selected: name });
  return (
    <PageLink
      href={`${pages[kind]}?${query}`}
      className="flex items-center gap-0.5 rounded-sm font-medium text-muted-foreground text-xs hover:text-foreground hover:underline"
    >
      Details <ArrowUpRight aria-hidden className="size-3.5" />
    </PageLink>
  );
}
