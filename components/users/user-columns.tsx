import { Badge } from '@/components/ui/badge';
import type { Column } from '@/components/ui/data-table-model';
import { SecondLine } from '@/components/ui/second-line';
import type { User } from '@/lib/admin-api';

/** A user with the vhosts that the user may enter. */
export interface ListedUser extends User {
  readonly vhosts: readonly string[];
}

function Tags({ tags }: { readonly tags: readonly string[] }) {
  if (tags.length === 0) return <span className="text-muted-foreground">none</span>;
  return (
    <span className="flex gap-1 overflow-hidden">
      {tags.map((tag) => (
        <Badge key={tag} tone={tag === 'administrator' ? 'success' : 'neutral'}>
          {tag}
        </Badge>
      ))}
    </span>
  );
}

export const userColumns: readonly Column<ListedUser>[] = [
  {
    id: 'name',
    header: 'Name',
    sortValue: (user) => user.name,
    cell: (user, { isCompact }) => (
      <>
        <span className="block truncate font-medium font-mono">{user.name}</span>
        {isCompact && <SecondLine>{user.tags.join(', ')}</SecondLine>}
      </>
    ),
  },
  {
    id: 'tags',
    header: 'Tags',
    explained: 'tag',
    width: '16rem',
    minTableWidth: 640,
    sortValue: (user) => user.tags.join(),
    cell: (user) => <Tags tags={user.tags} />,
  },
  {
    id: 'vhosts',
    header: 'May enter',
    explained: 'permission',
    width: '16rem',
    compactWidth: '9rem',
    sortValue: (user) => user.vhosts.length,
    cell: ({ vhosts }) =>
      vhosts.length === 0 ? (
        <span className="text-warning">no vhost</span>
      ) : (
        <span className="font-mono text-xs">{vhosts.join(', ')}</span>
      ),
  },
  {
    id: 'password',
    header: 'Password',
    width: '7rem',
    minTableWidth: 820,
    sortValue: (user) => (user.password_hash ? 1 : 0),
    cell: (user) => (user.password_hash ? 'set' : <span className="text-muted-foreground">none</span>),
  },
];
