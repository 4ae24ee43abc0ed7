'use client';

import { ArrowRightLeft, Diff, Download, Send, Trash2, Undo2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { BulkBar } from '@/components/layout/bulk-bar';
import type { TableState } from '@/components/layout/use-table-state';
import { useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { saveFile } from '@/components/ui/save-file';
import type { PeekedMessage, PeekState } from '@/lib/contents-api';
import { plural } from '@/lib/format';
import { propertiesOf } from '@/lib/message-query';
import { type ExportFormat, exportFormats, exportMessages, exportTypes } from './export-messages';
import { messageKey } from './message-key';
import { isCut } from './payload-formats';

const MoveDialog = dynamic(() => import('./move-dialog').then((module) => module.MoveDialog), { ssr: false });
const DeleteMessagesDialog = dynamic(
  () => import('./delete-messages-dialog').then((module) => module.DeleteMessagesDialog),
  { ssr: false },
);
const DiffDialog = dynamic(() => import('./diff-dialog').then((module) => module.DiffDialog), { ssr: false });
const PublishManyDialog = dynamic(() => import('./publish-many-dialog').then((module) => module.PublishManyDialog), {
  ssr: false,
});
const ReturnDialog = dynamic(() => import('./return-dialog').then((module) => module.ReturnDialog), { ssr: false });

export interface MessagesBulkProps {
  readonly vhost: string;
  readonly queue: string;
  readonly state: PeekState;
  readonly headers: readonly string[];
  readonly messages: readonly PeekedMessage[];
  readonly table: TableState;
  readonly onChanged: () => void;
}

const onlyReady = {
  unacked: 'Consumers hold these messages: only ready ones can be moved.',
  scheduled: 'These messages wait for their time: only ready ones can be moved.',
} as const;

/** What can be done to the messages that are chosen. */
export function MessagesBulk(props: MessagesBulkProps) {
  const { vhost, queue, state, headers, messages, table, onChanged } = props;
  const rights = useRights(vhost);
  const [act, setAct] = useState<'move' | 'return' | 'delete' | 'resend' | 'diff' | null>(null);
  const chosen = table.checked.size === 0 ? [] : messages.filter((message) => table.checked.has(messageKey(message)));
  if (chosen.length === 0) return null;
  const held = state === 'ready' ? null : onlyReady[state];
  const refusal = held ?? rights.disturb(queue);
  const dead = chosen.filter((message) => propertiesOf(message).headers?.['x-death'] !== undefined);
  const [first, second] = chosen;
  const close = () => setAct(null);
  const orders = chosen.map(({ order }) => order);

  function done() {
    table.setChecked(new Set());
    setAct(null);
    onChanged();
  }

  return (
    <>
      <BulkBar text={plural(chosen.length, 'message')} onClear={() => table.setChecked(new Set())}>
        <Button size="sm" variant="ghost" onClick={() => setAct('move')} refusal={refusal}>
          <ArrowRightLeft aria-hidden className="size-3.5" />
          Move
        </Button>
        <Button
          size="sm"
          variant="ghost"
          onClick={() => setAct('return')}
          refusal={refusal ?? (dead.length === 0 ? 'None of them is a dead letter.' : null)}
        >
          <Undo2 aria-hidden className="size-3.5" />
          Return
        </Button>
        <Button
          size="sm"
          variant="ghost"
          onClick={() => setAct('resend')}
          refusal={rights.write() ?? (chosen.some(isCut) ? 'Of some of them only the beginning is here.' : null)}
        >
          <Send aria-hidden className="size-3.5" />
          Publish again
        </Button>
        {first && second && chosen.length === 2 && (
          <Button size="sm" variant="ghost" onClick={() => setAct('diff')}>
            <Diff aria-hidden className="size-3.5" />
            Compare
          </Button>
        )}
        <ExportMenu messages={chosen} queue={queue} headers={headers} />
        <Button size="sm" variant="destructive-ghost" onClick={() => setAct('delete')} refusal={refusal}>
          <Trash2 aria-hidden className="size-3.5" />
          Delete
        </Button>
      </BulkBar>
      {act === 'move' && <MoveDialog {...{ vhost, queue, orders }} onDone={done} onClose={close} />}
      {act === 'delete' && <DeleteMessagesDialog {...{ vhost, queue, orders }} onDone={done} onClose={close} />}
      {act === 'diff' && first && second && <DiffDialog before={first} after={second} onClose={close} />}
      {act === 'resend' && (
        <PublishManyDialog
          {...{ vhost, queue }}
          title={`Publish ${plural(chosen.length, 'message')} again`}
          messages={chosen.map((message) => ({ ...message, properties: propertiesOf(message) }))}
          onDone={done}
          onClose={close}
        />
      )}
      {act === 'return' && (
        <ReturnDialog {...{ vhost, queue, messages: dead }} onDone={done} onClose={() => setAct(null)} />
      )}
    </>
  );
}

interface ExportMenuProps {
  readonly messages: readonly PeekedMessage[];
  readonly queue: string;
  readonly headers: readonly string[];
}

function ExportMenu({ messages, queue, headers }: ExportMenuProps) {
  function save(format: ExportFormat) {
    saveFile(`${queue}.${format}`, exportTypes[format], exportMessages(messages, format, headers));
  }
  return (
    <Menu
      align="end"
      side="top"
      trigger={
        <Button size="sm" variant="ghost">
          <Download aria-hidden className="size-3.5" />
          Export
        </Button>
      }
    >
      {exportFormats.map((format) => (
        <MenuItem key={format} onClick={() => save(format)}>
          {format.toUpperCase()}
        </MenuItem>
      ))}
    </Menu>
  );
}
