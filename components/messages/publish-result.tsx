'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, Unlink } from 'lucide-react';
import { useState } from 'react';
import { BindDialog } from '@/components/exchanges/bind-dialog';
import { exchangeBindingsQuery, exchangeQuery } from '@/components/exchanges/exchange-queries';
import { DeclareQueueDialog } from '@/components/queues/declare-queue-dialog';
import { Button } from '@/components/ui/button';
import { exchangeLabel } from '@/lib/amqp-names';
import { formatTime } from '@/lib/format';
import type { AmqpArguments } from '@/lib/management-api';
import { explainUnroutable, knownDestinations } from './explain-route';
import { RouteDestinations } from './route-destinations';

export interface PublishResultProps {
  readonly vhost: string;
  readonly exchange: string;
  readonly routingKey: string;
  readonly headers: AmqpArguments | undefined;
  readonly routed: boolean;
  readonly at: number;
}

/** Says where a published message went, and when it went nowhere, why and what to do. */
export function PublishResult({ vhost, exchange, routingKey, routed, at }: PublishResultProps) {
  const type = useQuery({ ...exchangeQuery({ vhost, name: exchange }), refetchInterval: false }).data?.type;
  const bindings = useQuery({
    ...exchangeBindingsQuery({ vhost, name: exchange }, 'source'),
    enabled: exchange !== '',
    refetchInterval: false,
  }).data;
  const [dialog, setDialog] = useState<'bind' | 'declare' | null>(null);
  const question = { exchange, type: type ?? 'direct', routingKey, bindings: bindings ?? [] };

  if (routed) {
    return (
      <div className="rounded-md bg-success-soft p-3 text-sm">
        <p className="flex items-center gap-2 font-medium">
          <CircleCheck aria-hidden className="size-4 text-success" />
          <span>Routed</span>
          <time className="ml-auto font-normal text-muted-foreground text-xs">{formatTime(at)}</time>
        </p>
        <RouteDestinations vhost={vhost} {...knownDestinations(question)} />
      </div>
    );
  }
  return (
    <div className="rounded-md bg-warning-soft p-3 text-sm">
      <p className="flex items-center gap-2 font-medium">
        <Unlink aria-hidden className="size-4 text-warning" />
        <span>Unroutable: no queue took it</span>
        <time className="ml-auto font-normal text-muted-foreground text-xs">{formatTime(at)}</time>
      </p>
      <p className="mt-1">{explainUnroutable(question)}</p>
      <p className="mt-1 text-muted-foreground text-xs">
        The broker accepted the message and dropped it. A client that publishes with the mandatory flag gets it back.
      </p>
      <div className="mt-2.5">
        {exchange === '' ? (
          <Button size="sm" onClick={() => setDialog('declare')} disabled={routingKey === ''}>
            Declare queue {routingKey}
          </Button>
        ) : (
          <Button size="sm" onClick={() => setDialog('bind')}>
            Bind a queue to {exchangeLabel(exchange)}
          </Button>
        )}
      </div>
      <DeclareQueueDialog
        vhost={vhost}
        defaultName={routingKey}
        open={dialog === 'declare'}
        onOpenChange={(open) => setDialog(open ? 'declare' : null)}
      />
      <BindDialog
        vhost={vhost}
        source={exchange}
        defaultRoutingKey={routingKey}
        open={dialog === 'bind'}
        onOpenChange={(open) => setDialog(open ? 'bind' : null)}
      />
    </div>
  );
}
