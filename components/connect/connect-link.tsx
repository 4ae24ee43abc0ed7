import { PlugZap } from 'lucide-react';
import { PageLink } from '@/components/layout/page-link';
import { buttonClassName } from '@/components/ui/button-class';

export interface ConnectLinkProps {
  readonly vhost: string;
  /** What the program publishes to or consumes from, where that is known. */
  readonly to?: { readonly queue: string } | { readonly exchange: string };
}

/** Leads to code for a program of one's own. */
export function ConnectLink({ vhost, to }: ConnectLinkProps) {
  const query = new URLSearchParams({
    vhost,
    ...to,
    ...(to !== undefined && 'queue' in to ? { role: 'consume' } : {}),
  });
  return (
    <PageLink href={`/connect?${query}`} className={buttonClassName('secondary', 'sm')}>
      <PlugZap aria-hidden className="size-3.5" />
      Connect your app
    </PageLink>
  );
}
