import { Badge } from '@/components/ui/badge';
import type { Column } from '@/components/ui/data-table-model';
import { SecondLine } from '@/components/ui/second-line';
import { formatBytes, plural } from '@/lib/format';
import type { Connection } from '@/lib/management-api';

const received = (connection: Connection) => connection.recv_oct_details?.rate ?? 0;
const sent = (connection: Connection) => connection.send_oct_details?.rate ?? 0;

export function connectionTitle({ name, user_provided_name, client_properties }: Connection): string {
  const given = user_provided_name ?? client_properties?.['connection_name'];
  return typeof given === 'string' && given !== '' ? given : name;
}

export function clientLabel({ client_properties }: Connection): string {
  const { product, version } = client_properties ?? {};
  return [product, version].filter((part) => typeof part === 'string').join(' ');
}

export function ConnectionState({ state }: { readonly state: string }) {
  const tone = state === 'running' ? 'success' : state === 'blocked' || state === 'blocking' ? 'warning' : 'neutral';
  return <Badge tone={tone}>{state}</Badge>;
}

function ByteRate({ value }: { readonly value: number }) {
  return <span className={value < 1 ? 'text-muted-foreground' : undefined}>{`${formatBytes(value)}/s`}</span>;
}

export const connectionColumns: readonly Column<Connection>[] = [
  {
    id: 'name',
    header: 'Name',
    sortValue: connectionTitle,
    cell: (connection, { isCompact }) => {
      const title = connectionTitle(connection);
      return (
        <>
          <span className="block truncate font-medium font-mono">{title}</span>
          {isCompact && (
            <SecondLine>
              {connection.user}, {plural(connection.channels ?? 0, 'channel')}
            </SecondLine>
          )}
        </>
      );
    },
  },
  {
    id: 'client',
    header: 'Client',
    explained: 'client',
    width: '12rem',
    minTableWidth: 820,
    sortValue: clientLabel,
    cell: (connection) => clientLabel(connection) || <span className="text-muted-foreground">not said</span>,
  },
  {
    id: 'user',
    header: 'User',
    width: '7rem',
    minTableWidth: 560,
    sortValue: (connection) => connection.user,
    cell: (connection) => connection.user,
  },
  {
    id: 'state',
    header: 'State',
    explained: 'connection state',
    width: '6.5rem',
    sortValue: (connection) => connection.state,
    cell: (connection) => <ConnectionState state={connection.state} />,
  },
  {
    id: 'channels',
    header: 'Channels',
    explained: 'channel',
    width: '6.5rem',
    align: 'end',
    minTableWidth: 640,
    sortValue: (connection) => connection.channels ?? 0,
    cell: (connection) => connection.channels ?? 0,
  },
  {
    id: 'received',
    header: 'From client',
    width: '7.5rem',
    align: 'end',
    minTableWidth: 1000,
    sortValue: received,
    cell: (connection) => <ByteRate value={received(connection)} />,
  },
  {
    id: 'sent',
    header: 'To client',
    width: '7.5rem',
    align: 'end',
    minTableWidth: 1000,
    sortValue: sent,
    cell: (connection) => <ByteRate value={sent(connection)} />,
  },
];
