import { RotateCcw } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Facts } from '@/components/ui/facts';
import { exchangeLabel } from '@/lib/amqp-names';
import { formatArgument, formatBytes, formatTime } from '@/lib/format';
import type { GotMessage, MessageProperties } from '@/lib/management-api';
import { ArgumentsFacts } from './arguments-facts';
import { PayloadView } from './payload-view';

export function MessageCard({ message, number }: { readonly message: GotMessage; readonly number: number }) {
  const properties: MessageProperties = Array.isArray(message.properties)
    ? {}
    : (message.properties as MessageProperties);
  const { headers = {}, ...rest } = properties;
  return (
    <article aria-label={`Message ${number}`} className="rounded-md border bg-card">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b px-3 py-2 text-xs">
        <span className="text-muted-foreground">{number}</span>
        <span className="min-w-0 truncate font-mono">
          {exchangeLabel(message.exchange)}
          <span className="text-muted-foreground"> / </span>
          {message.routing_key === '' ? <span className="text-muted-foreground">no key</span> : message.routing_key}
        </span>
        <span className="ml-auto flex items-center gap-1.5">
          {message.redelivered && (
            <Badge tone="unacked" icon={<RotateCcw aria-hidden />}>
              redelivered
            </Badge>
          )}
          {properties.delivery_mode === 2 && <Badge>persistent</Badge>}
          <span className="text-muted-foreground">{formatBytes(message.payload_bytes)}</span>
        </span>
      </header>
      <PayloadView payload={message.payload} encoding={message.payload_encoding} payloadBytes={message.payload_bytes} />
      {Object.keys(headers).length > 0 && (
        <div className="border-t px-3 py-2">
          <h3 className="mb-1 font-medium text-xs">Headers</h3>
          <ArgumentsFacts values={headers} />
        </div>
      )}
      {Object.keys(rest).length > 0 && (
        <div className="border-t px-3 py-2">
          <h3 className="mb-1 font-medium text-xs">Properties</h3>
          <Facts
            mono
            rows={Object.entries(rest).map(([name, value]) => [name, formatProperty(name, value)] as const)}
          />
        </div>
      )}
    </article>
  );
}

/** A property in words, where its number alone says little. */
export function formatProperty(name: string, value: unknown): string {
  if (name === 'timestamp' && typeof value === 'number') return `${value} (${formatTime(value * 1000)})`;
  if (name === 'expiration') return `${formatArgument(value)} ms`;
  return formatArgument(value);
}
