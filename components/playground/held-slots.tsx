'use client';

import { cn } from '@/components/ui/cn';
import { Popover } from '@/components/ui/popover';
import type { HeldMessage, PlaygroundClient } from '@/lib/live-events';
import { HeldMessageCard } from './held-message-card';
import { SettleButtons } from './settle-buttons';

const SHOWN = 5;
const PLACE_PX = 38;

/**
 * The messages in the hands of a consumer: each slot opens its message, the oldest can be settled at once. Everything
 * is 34 px high, so that on a stage zoomed out to 0.71 it is still 24 px.
 */
export function HeldSlots({ client }: { readonly client: PlaygroundClient }) {
  const { held } = client;
  const limit = client.spec.kind === 'consumer' ? client.spec.prefetchCount : 0;
  const empty = Math.max(0, Math.min(limit === 0 ? SHOWN : limit, SHOWN) - held.length);
  const [oldest] = held;
  return (
    <>
      <div className="flex h-8.5 items-center gap-1">
        {held.slice(0, SHOWN).map((message) => (
          <Slot key={message.deliveryTag} client={client.id} message={message} />
        ))}
        <span
          aria-hidden
          className="h-8.5 bg-[repeating-linear-gradient(90deg,var(--card)_0_34px,transparent_34px_38px)]"
          style={{ width: empty * PLACE_PX }}
        />
        <span className="ml-auto text-[11px] text-muted-foreground whitespace-nowrap">
          <b className="font-semibold text-foreground">{held.length}</b>
          {limit === 0 ? ' held' : ` / ${limit}`}
        </span>
      </div>
      <div className="flex h-8.5 items-center">
        {oldest === undefined ? (
          <span className="text-[11px] text-muted-foreground">waits for a message</span>
        ) : (
          <SettleButtons
            client={client.id}
            deliveryTag={oldest.deliveryTag}
            subject={`the oldest message, ${oldest.deliveryTag}`}
            size="lg"
          />
        )}
      </div>
    </>
  );
}

function Slot({ client, message }: { readonly client: string; readonly message: HeldMessage }) {
  return (
    <Popover
      title={`Message ${message.deliveryTag}`}
      hideTitle
      className="w-80 p-3"
      trigger={
        <button
          type="button"
          aria-label={`Message ${message.deliveryTag}${message.redelivered ? ', redelivered' : ''}`}
          onClick={(event) => event.stopPropagation()}
          className={cn(
            'nodrag flex size-8.5 items-center justify-center rounded-md bg-unacked font-mono text-xs text-card transition-transform hover:scale-110',
            message.redelivered && 'ring-2 ring-warning',
          )}
        >
          {message.deliveryTag % 1000}
        </button>
      }
    >
      <HeldMessageCard client={client} message={message} />
    </Popover>
  );
}
