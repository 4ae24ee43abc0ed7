import type { ConnectionSummary, PlaygroundClient } from '@/lib/live-events';

/** Who is behind a producer or a consumer: a client of ours and its state, or a foreign library and its version. */
export function ClientLine({
  connection,
  client,
  isBlocked = false,
}: {
  readonly connection: ConnectionSummary | null;
  readonly client: PlaygroundClient | null;
  readonly isBlocked?: boolean;
}) {
  if (client !== null) {
    if (client.state === 'running') return null;
    const isFailed = client.state === 'failed';
    return (
      <div
        className={
          isFailed
            ? 'stage-warning truncate text-destructive'
            : 'stage-detail truncate text-[11px] text-muted-foreground'
        }
      >
        {isFailed ? (client.error ?? 'failed') : client.state}
      </div>
    );
  }
  if (connection === null) return null;
  if (isBlocked) return <div className="stage-warning truncate text-warning">blocked by an alarm</div>;
  const text = [connection.product, connection.version].filter((part) => part !== null).join(' ');
  return (
    <div className="stage-detail truncate text-[11px] text-muted-foreground" title={connection.name}>
      {text === '' ? connection.name : text}
    </div>
  );
}
