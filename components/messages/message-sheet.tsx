'use client';

import { ChevronDown, ChevronUp, Diff, Mail, Send, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { useShortcuts } from '@/components/layout/shortcuts';
import { useDetailTab } from '@/components/layout/use-detail-tab';
import { useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { IconButton } from '@/components/ui/icon-button';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Tabs } from '@/components/ui/tabs';
import type { PeekedMessage } from '@/lib/contents-api';
import { propertiesOf } from '@/lib/message-query';
import { DeathTimeline } from './death-timeline';
import { deathsOf } from './deaths';
import { MessageFacts } from './message-facts';
import { messageKey } from './message-key';
import { isCut } from './payload-formats';
import { PayloadView } from './payload-view';
import { publishValuesOf } from './publish-values';
import type { MessagesShown } from './use-messages-state';

const DeleteMessagesDialog = dynamic(
  () => import('./delete-messages-dialog').then((module) => module.DeleteMessagesDialog),
  { ssr: false },
);
const CopyMenu = dynamic(() => import('./copy-menu').then((module) => module.CopyMenu), { ssr: false });
const DiffDialog = dynamic(() => import('./diff-dialog').then((module) => module.DiffDialog), { ssr: false });
const PublishDialog = dynamic(() => import('./publish-dialog').then((module) => module.PublishDialog), { ssr: false });

export interface MessageSheetProps {
  readonly vhost: string;
  readonly queue: string | null;
  readonly open: boolean;
  /** Which of the queue's messages the list shows. */
  readonly view: MessagesShown;
  /** Undefined when the message is not there any more, or looked for. */
  readonly message: PeekedMessage | undefined;
  readonly isSearched: boolean;
  /** In the order of the list, for the way to the next one. */
  readonly messages: readonly PeekedMessage[];
  readonly onSelect: (key: string | null) => void;
  /** The message was deleted from here. */
  readonly onDeleted: () => void;
}

export function MessageSheet(props: MessageSheetProps) {
  const { vhost, queue, view, open, message, messages, onSelect } = props;
  const at = message ? messages.indexOf(message) : -1;
  const next = messages[at + 1];
  const previous = at > 0 ? messages[at - 1] : undefined;
  const shortcuts = useMemo(
    () =>
      open
        ? [
            {
              keys: 'j',
              label: 'Next message',
              group: 'Messages',
              isOfSheet: true,
              run: () => next && onSelect(messageKey(next)),
            },
            {
              keys: 'k',
              label: 'Message before',
              group: 'Messages',
              isOfSheet: true,
              run: () => previous && onSelect(messageKey(previous)),
            },
          ]
        : [],
    [open, next, previous, onSelect],
  );
  useShortcuts(shortcuts);
  return (
    <Sheet
      open={open}
      onOpenChange={(isOpen) => !isOpen && onSelect(null)}
      icon={<Mail aria-hidden className="size-5 text-queue" />}
      title={<span className="font-mono">{message?.routing_key || 'Message'}</span>}
      description={`Message of queue ${queue}`}
      actions={
        <span className="flex">
          <IconButton
            size="sm"
            label="Message before"
            disabled={!previous}
            onClick={() => previous && onSelect(messageKey(previous))}
          >
            <ChevronUp aria-hidden />
          </IconButton>
          <IconButton
            size="sm"
            label="Next message"
            disabled={!next}
            onClick={() => next && onSelect(messageKey(next))}
          >
            <ChevronDown aria-hidden />
          </IconButton>
        </span>
      }
    >
      {message ? (
        <MessageTabs
          key={messageKey(message)}
          {...{ vhost, queue: queue ?? '', view, message, previous, onDeleted: props.onDeleted }}
        />
      ) : props.isSearched ? (
        <SkeletonRows label="Looking for the message" />
      ) : (
        <EmptyState title="This message is not here">
          A consumer took it, it expired, or it was moved. Look again to see what is there now.
        </EmptyState>
      )}
    </Sheet>
  );
}

const tabNames = ['payload', 'properties', 'deaths'] as const;

interface MessageTabsProps {
  readonly vhost: string;
  readonly queue: string;
  readonly view: MessagesShown;
  readonly message: PeekedMessage;
  readonly previous: PeekedMessage | undefined;
  readonly onDeleted: () => void;
}

function MessageTabs(props: MessageTabsProps) {
  const { vhost, queue, view, message } = props;
  const [tab, setTab] = useDetailTab(tabNames);
  const deaths = deathsOf(message);
  const shown = tab === 'deaths' && deaths.length === 0 ? 'payload' : tab;
  return (
    <Tabs
      aria-label="Message"
      value={shown}
      onValueChange={setTab}
      tabs={[
        {
          value: 'payload',
          label: 'Payload',
          content: (
            <div className="flex flex-col gap-4">
              <div className="flex flex-wrap items-center gap-2">
                <PublishAgain vhost={vhost} message={message} />
                <MessageActs {...props} />
                <span className="ml-auto">
                  <CopyMenu {...{ vhost, queue, view, message }} />
                </span>
              </div>
              <div className="rounded-md border bg-card">
                <PayloadView
                  payload={message.payload}
                  encoding={message.payload_encoding}
                  payloadBytes={message.payload_bytes}
                />
              </div>
            </div>
          ),
        },
        { value: 'properties', label: 'Properties', content: <MessageFacts message={message} /> },
        ...(deaths.length > 0
          ? [
              {
                value: 'deaths' as const,
                label: 'Deaths',
                count: deaths.length,
                content: <DeathTimeline vhost={vhost} deaths={deaths} />,
              },
            ]
          : []),
      ]}
    />
  );
}

const onlyReady = {
  unacked: 'A consumer holds it: only ready messages can be deleted.',
  scheduled: 'It waits for its time: only ready messages can be deleted.',
} as const;

/** What can be done with this one message, beside publishing it. */
function MessageActs({ vhost, queue, message, previous, onDeleted }: MessageTabsProps) {
  const [act, setAct] = useState<'compare' | 'delete' | null>(null);
  const rights = useRights(vhost);
  const held = message.state === 'ready' ? null : onlyReady[message.state];
  const close = () => setAct(null);
  return (
    <>
      <Button size="sm" disabled={!previous} onClick={() => setAct('compare')}>
        <Diff aria-hidden className="size-3.5" />
        Compare with the one before
      </Button>
      <Button
        size="sm"
        variant="destructive-ghost"
        refusal={held ?? rights.disturb(queue)}
        onClick={() => setAct('delete')}
      >
        <Trash2 aria-hidden className="size-3.5" />
        Delete
      </Button>
      {act === 'compare' && previous && <DiffDialog before={previous} after={message} onClose={close} />}
      {act === 'delete' && (
        <DeleteMessagesDialog
          {...{ vhost, queue }}
          orders={[message.order]}
          onClose={close}
          onDone={() => {
            close();
            onDeleted();
          }}
        />
      )}
    </>
  );
}

function PublishAgain({ vhost, message }: { readonly vhost: string; readonly message: PeekedMessage }) {
  const [isOpen, setOpen] = useState(false);
  const { write } = useRights(vhost);
  return (
    <>
      <Button
        size="sm"
        onClick={() => setOpen(true)}
        refusal={write() ?? (isCut(message) ? 'The payload is too long: only the beginning of it is here.' : null)}
      >
        <Send aria-hidden className="size-3.5" />
        Publish again…
      </Button>
      {isOpen && (
        <PublishDialog
          open
          onOpenChange={setOpen}
          vhost={vhost}
          isCopy
          initialValues={publishValuesOf({ ...message, properties: propertiesOf(message) })}
        />
      )}
    </>
  );
}
