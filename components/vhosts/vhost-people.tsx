'use client';

import { useQuery } from '@tanstack/react-query';
import { PageLink } from '@/components/layout/page-link';
import { permissionsQuery } from '@/components/session/admin-queries';
import { EmptyState } from '@/components/ui/empty-state';

/** Who has permissions in a virtual host. */
export function VHostPeople({ vhost }: { readonly vhost: string }) {
  const { data = [] } = useQuery(permissionsQuery);
  const own = data.filter((permission) => permission.vhost === vhost);
  if (own.length === 0) {
    return (
      <EmptyState compact title="Nobody may enter">
        No user has a permission here. Grant one on the page Users.
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y rounded-md border bg-card">
      {own.map(({ user, configure, write, read }) => (
        <li key={user} className="px-3 py-2">
          <PageLink
            href={`/users?${new URLSearchParams({ selected: user, tab: 'permissions' })}`}
            className="inline-flex min-h-6 items-center font-medium underline decoration-border underline-offset-3 hover:decoration-current"
          >
            {user}
          </PageLink>
          <dl className="grid grid-cols-3 gap-2 text-xs">
            {Object.entries({ configure, write, read }).map(([operation, pattern]) => (
              <div key={operation} className="min-w-0">
                <dt className="text-muted-foreground">{operation}</dt>
                <dd className="truncate font-mono">{pattern === '' ? 'nothing' : pattern}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
