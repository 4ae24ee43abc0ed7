import { PlaceFindings } from '@/components/health/place-findings';
import type { ConnectionSummary } from '@/lib/live-events';
import { DetailsLink } from './details-link';
import { Facts, Section } from './stat';

/** The AMQP connection behind a node. */
export function ConnectionFacts({
  vhost,
  connection,
  channels,
}: {
  readonly vhost: string;
  readonly connection: ConnectionSummary | null;
  readonly channels: number;
}) {
  if (connection === null) return null;
  const product = [connection.product, connection.version].filter((part) => part !== null).join(' ');
  return (
    <Section title="Connection" action={<DetailsLink kind="connection" vhost={vhost} name={connection.name} />}>
      <Facts
        facts={[
          [
            'Address',
            <span key="address" className="font-mono text-xs">
              {connection.name}
            </span>,
          ],
          ['User', connection.user],
          ...(connection.providedName === null ? [] : [['Name', connection.providedName] as const]),
          ...(product === '' ? [] : [['Client', product] as const]),
          ...(connection.platform === null ? [] : [['Platform', connection.platform] as const]),
          ...(channels > 1 ? [['Channels drawn here', String(channels)] as const] : []),
        ]}
      />
      <PlaceFindings place={{ kind: 'connection', name: connection.name }} className="mt-4" />
    </Section>
  );
}
