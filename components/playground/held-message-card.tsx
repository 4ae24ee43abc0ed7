import { Badge } from '@/components/ui/badge';
import { exchangeLabel } from '@/lib/amqp-names';
import { formatBytes } from '@/lib/format';
import type { HeldMessage } from '@/lib/live-events';
import { SettleButtons } from './settle-buttons';

/** One delivery: where it came from, what it says, and the three ways to settle it. */
export function HeldMessageCard({ client, message }: { readonly client: string; readonly message: HeldMessage }) {
  const isCut = message.bodyBytes > message.preview.length && message.preview.length > 0;
  return (
    <article className="flex flex-col gap-2 text-sm">
      <header className="flex items-center gap-2">
        <span className="font-mono text-muted-foreground text-xs">#{message.deliveryTag}</span>
        <code className="min-w-0 truncate font-mono text-xs" title={message.routingKey}>
          {message.routingKey === '' ? '(empty key)' : message.routingKey}
        </code>
        {message.redelivered && <Badge tone="warning">redelivered</Badge>}
        <span className="ml-auto text-muted-foreground text-xs whitespace-nowrap">
          {formatBytes(message.bodyBytes)}
        </span>
      </header>
      <pre className="max-h-32 overflow-auto rounded-md bg-muted px-2.5 py-2 font-mono text-xs break-all whitespace-pre-wrap">
        {message.preview === '' ? '(empty body)' : message.preview}
        {isCut && '…'}
      </pre>
      <footer className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-muted-foreground text-xs">from {exchangeLabel(message.exchange)}</span>
        <SettleButtons client={client} deliveryTag={message.deliveryTag} subject={`message ${message.deliveryTag}`} />
      </footer>
    </article>
  );
}
