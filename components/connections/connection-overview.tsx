import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { PlaceFindings } from '@/components/health/place-findings';
import { Facts } from '@/components/ui/facts';
import { Section } from '@/components/ui/section';
import { Stat } from '@/components/ui/stat';
import { formatBytes, formatTime } from '@/lib/format';
import type { Connection } from '@/lib/management-api';
import { ConnectionState, clientLabel } from './connection-columns';

const ConnectionCharts = dynamic(() => import('./connection-charts').then((module) => module.ConnectionCharts), {
  ssr: false,
});

export interface ConnectionOverviewProps {
  readonly connection: Connection;
  readonly actions: ReactNode;
}

export function ConnectionOverview({ connection, actions }: ConnectionOverviewProps) {
  const { timeout, frame_max: frameMax, connected_at: connectedAt } = connection;
  return (
    <div className="flex flex-col gap-5">
      <dl className="grid grid-cols-2 gap-2">
        <Stat
          label="From client"
          value={formatBytes(connection.recv_oct ?? 0)}
          hint={`${formatBytes(connection.recv_oct_details?.rate ?? 0)}/s`}
          markClassName="bg-producer"
        />
        <Stat
          label="To client"
          value={formatBytes(connection.send_oct ?? 0)}
          hint={`${formatBytes(connection.send_oct_details?.rate ?? 0)}/s`}
          markClassName="bg-consumer"
        />
      </dl>
      <div className="flex flex-wrap gap-2">{actions}</div>
      <PlaceFindings place={{ kind: 'connection', name: connection.name }} />
      <ConnectionCharts name={connection.name} />
      <Section title="Connection">
        <Facts
          rows={[
            ['State', <ConnectionState key="state" state={connection.state} />],
            ['User', connection.user],
            ['Virtual host', connection.vhost, 'virtual host'],
            ['Client', clientLabel(connection) || 'not said'],
            ['Protocol', `${connection.protocol}${connection.ssl ? ', TLS' : ''}`],
            ['Authentication', connection.auth_mechanism ?? 'unknown'],
            ['Connected', connectedAt === undefined ? 'unknown' : formatTime(connectedAt)],
            ['Heartbeat', timeout ? `every ${timeout} s` : 'off', 'heartbeat'],
            ['Frame max', frameMax ? formatBytes(frameMax) : 'no limit'],
            ['Channel max', connection.channel_max ? String(connection.channel_max) : 'no limit'],
          ]}
        />
      </Section>
    </div>
  );
}
