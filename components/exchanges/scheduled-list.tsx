'use client';

import { queryOptions, useQuery } from '@tanstack/react-query';
import { Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { EntityBody } from '@/components/layout/entity-body';
import { ErrorNotice } from '@/components/session/error-notice';
import { pollMs } from '@/components/session/polling';
import { useChange } from '@/components/session/use-change';
import { useRights } from '@/components/session/use-rights';
import { vhostKey } from '@/components/session/vhost-queries';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { IconButton } from '@/components/ui/icon-button';
import { toast } from '@/components/ui/toast';
import type { EntityRef } from '@/lib/api-client';
import type { PeekedMessage } from '@/lib/contents-api';
import { actOnScheduled, peekScheduled } from '@/lib/contents-client';
import { formatBytes, formatClock, formatCount, formatDuration, plural } from '@/lib/format';

/** As many of them are shown. */
const SHOWN = 100;
/** The time that is left is read anew with them; where many wait the broker has to sort them, and is asked less often. */
const REFRESH_MS = 1_000;
const MANY = 1_000;
const PREVIEW_BYTES = 200;

function scheduledQuery({ vhost, name }: EntityRef) {
  return queryOptions({
    queryKey: [...vhostKey(vhost), 'scheduled', name],
    queryFn: ({ signal }) => peekScheduled({ vhost, name }, SHOWN, PREVIEW_BYTES, signal),
    refetchInterval: ({ state }) => {
      const total = state.data?.total_count ?? 0;
      return total > MANY ? pollMs(total) : REFRESH_MS;
    },
  });
}

export interface ScheduledListProps {
  readonly vhost: string;
  readonly exchange: string;
}

/** What an exchange keeps until its time has come, the next one first; it can go at once, or not at all. */
export function ScheduledList({ vhost, exchange }: ScheduledListProps) {
  const query = useQuery(scheduledQuery({ vhost, name: exchange }));
  const rights = useRights(vhost);
  const [dropping, setDropping] = useState<PeekedMessage | null>(null);
  const act = useChange({
    vhost,
    change: ({ what, message }: { what: 'publish' | 'drop'; message: PeekedMessage }) =>
      actOnScheduled({ vhost, name: exchange }, what, [message]),
  });

  function run(what: 'publish' | 'drop', message: PeekedMessage) {
    act.mutate(
      { what, message },
      {
        onSuccess: ({ missing }) => {
          setDropping(null);
          if (missing > 0) toast.warning('Its time had come already.');
          else toast.success(what === 'publish' ? 'Published now' : 'Dropped');
        },
      },
    );
  }

  return (
    <EntityBody query={query} noun="exchange">
      {({ items, total_count: total }) =>
        items.length === 0 ? (
          <EmptyState compact title="Nothing waits here">
            A message with the header x-delay (milliseconds) waits in this exchange for so long before it is routed.
          </EmptyState>
        ) : (
          <div className="flex flex-col gap-3">
            <p className="text-muted-foreground text-sm">
              {plural(total, 'message waits', 'messages wait')} for {total === 1 ? 'its' : 'their'} time, and then{' '}
              {total === 1 ? 'goes' : 'go'} to the queues that are bound by then.
            </p>
            <ol aria-label="Scheduled messages" className="divide-y rounded-md border bg-card">
              {items.map((message) => (
                <ScheduledMessage
                  key={`${message.due_at} ${message.kept_as}`}
                  message={message}
                  isPending={act.isPending}
                  publishRefusal={rights.write(exchange)}
                  dropRefusal={rights.configure(exchange)}
                  onPublish={() => run('publish', message)}
                  onDrop={() => setDropping(message)}
                />
              ))}
            </ol>
            {total > SHOWN && (
              <p className="text-muted-foreground text-xs">
                These are the next {SHOWN} of {formatCount(total)}.
              </p>
            )}
            {dropping === null && <ErrorNotice error={act.error} />}
            {dropping && (
              <ConfirmDialog
                open
                onOpenChange={(open) => !open && setDropping(null)}
                title="Drop this message?"
                description={`It was to be routed with the key ${keyText(dropping)} at ${formatClock(dropping.due_at ?? 0)}. It will reach no queue.`}
                confirmLabel="Drop 1 message"
                pending={act.isPending}
                error={<ErrorNotice error={act.error} />}
                onConfirm={() => run('drop', dropping)}
              />
            )}
          </div>
        )
      }
    </EntityBody>
  );
}

function keyText({ routing_key: key }: PeekedMessage): string {
  return key === '' ? '(empty key)' : key;
}

interface ScheduledMessageProps {
  readonly message: PeekedMessage;
  readonly isPending: boolean;
  readonly publishRefusal: string | null;
  readonly dropRefusal: string | null;
  readonly onPublish: () => void;
  readonly onDrop: () => void;
}

function ScheduledMessage(props: ScheduledMessageProps) {
  const { message, isPending, publishRefusal, dropRefusal, onPublish, onDrop } = props;
  const {
    due_at: dueAt = 0,
    due_in_ms: dueIn = 0,
    payload,
    payload_encoding: encoding,
    payload_bytes: bytes,
  } = message;
  const key = keyText(message);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-3 py-2 text-sm">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="break-all font-medium font-mono">{key}</span>
          <span className="text-muted-foreground text-xs tabular-nums" title={`Due at ${formatClock(dueAt)}`}>
            in {formatDuration(dueIn)}, {formatBytes(bytes)}
          </span>
        </p>
        <p className="truncate font-mono text-muted-foreground text-xs">
          {encoding === 'base64' ? 'bytes' : payload === '' ? '(empty payload)' : payload}
        </p>
      </div>
      <div className="flex items-center gap-1">
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Publish ${key} now`}
          disabled={isPending}
          refusal={publishRefusal}
          onClick={onPublish}
        >
          <Send aria-hidden className="size-3.5" />
          Publish now
        </Button>
        <IconButton size="sm" label={`Drop ${key}`} disabled={isPending} refusal={dropRefusal} onClick={onDrop}>
          <Trash2 aria-hidden />
        </IconButton>
      </div>
    </li>
  );
}
