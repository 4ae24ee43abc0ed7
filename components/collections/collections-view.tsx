'use client';

import { Download, FileUp, Pencil, Send, Workflow } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { type Saved, useSavedList } from '@/components/layout/saved-list';
import { ScrollPage } from '@/components/layout/scroll-page';
import { useVHost } from '@/components/layout/use-vhost';
import { isSavedMessage, MESSAGES_KEY, type SavedMessage, valuesOfSaved } from '@/components/messages/saved-message';
import { isProducerSpec, PRODUCERS_KEY } from '@/components/playground/saved-producer';
import { useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { saveFile } from '@/components/ui/save-file';
import { toast } from '@/components/ui/toast';
import { exchangeLabel } from '@/lib/amqp-names';
import { plural } from '@/lib/format';
import type { ProducerSpec } from '@/lib/live-events';
import { type Collection, readCollection, writeCollection } from './collection-file';
import { SavedSection } from './saved-section';

const PublishDialog = dynamic(
  () => import('@/components/messages/publish-dialog').then((module) => module.PublishDialog),
  { ssr: false },
);
const EditProducerDialog = dynamic(() => import('./edit-producer-dialog').then((module) => module.EditProducerDialog), {
  ssr: false,
});
const PlaceProducerDialog = dynamic(
  () => import('./place-producer-dialog').then((module) => module.PlaceProducerDialog),
  { ssr: false },
);
const ImportDialog = dynamic(() => import('./import-dialog').then((module) => module.ImportDialog), { ssr: false });

/** The messages and producers that this browser keeps. */
export function CollectionsView() {
  const [vhost] = useVHost();
  const rights = useRights(vhost);
  const messages = useSavedList(MESSAGES_KEY, isSavedMessage);
  const producers = useSavedList(PRODUCERS_KEY, isProducerSpec);
  const [publishing, setPublishing] = useState<Saved<SavedMessage> | null>(null);
  const [placing, setPlacing] = useState<Saved<ProducerSpec> | null>(null);
  const [editing, setEditing] = useState<Saved<ProducerSpec> | null>(null);
  const [incoming, setIncoming] = useState<Collection | null>(null);
  const all: Collection = { messages: messages.list, producers: producers.list };
  const isEmpty = messages.list.length + producers.list.length === 0;

  return (
    <ScrollPage
      title="Saved"
      intro={
        <p>
          Kept in this browser, for every virtual host. In keys and payloads {'{{n}}'} counts up, {'{{uuid}}'} is a new
          id, {'{{now}}'} the time, and {'{{pick:a,b}}'} one of several texts.
        </p>
      }
    >
      <div className="-mt-3 flex flex-wrap gap-2">
        <ImportButton onRead={setIncoming} />
        <Button
          size="sm"
          disabled={isEmpty}
          onClick={() => saveFile('warren-saved.json', 'application/json', writeCollection(all))}
        >
          <Download aria-hidden className="size-3.5" />
          Export all
        </Button>
      </div>
      <SavedSection
        title="Messages"
        noun="message"
        saved={messages}
        describe={messageText}
        actions={(item) => (
          <Button size="sm" variant="ghost" refusal={rights.write()} onClick={() => setPublishing(item)}>
            <Send aria-hidden className="size-3.5" />
            Publish…
          </Button>
        )}
        empty="Wherever a message is published, “Saved messages” keeps it under a name."
      />
      <SavedSection
        title="Producers"
        noun="producer"
        saved={producers}
        describe={producerText}
        actions={(item) => (
          <>
            <Button size="sm" variant="ghost" refusal={rights.write()} onClick={() => setPlacing(item)}>
              <Workflow aria-hidden className="size-3.5" />
              Place…
            </Button>
            <IconButton size="sm" label={`Edit ${item.name}`} onClick={() => setEditing(item)}>
              <Pencil aria-hidden />
            </IconButton>
          </>
        )}
        empty="The form of a producer on the stage has “Saved producers”: what it publishes, and how fast, is kept under a name and can be placed again."
      />
      {publishing && (
        <PublishDialog
          open
          onOpenChange={() => setPublishing(null)}
          vhost={vhost}
          initialValues={valuesOfSaved(publishing.value)}
        />
      )}
      {placing && <PlaceProducerDialog saved={placing} onClose={() => setPlacing(null)} />}
      {editing && (
        <EditProducerDialog
          saved={editing}
          onSave={(spec) => producers.save(editing.name, spec)}
          onClose={() => setEditing(null)}
        />
      )}
      {incoming && (
        <ImportDialog
          incoming={incoming}
          present={all}
          onImport={({ messages: newMessages, producers: newProducers }) => {
            messages.saveAll(newMessages);
            producers.saveAll(newProducers);
            toast.success(`${plural(newMessages.length + newProducers.length, 'thing')} imported`);
          }}
          onClose={() => setIncoming(null)}
        />
      )}
    </ScrollPage>
  );
}

function messageText({ exchange, body }: SavedMessage): string {
  const where = exchange === null ? 'anywhere' : exchangeLabel(exchange);
  return [where, body.routing_key, body.payload].filter((part) => part !== '').join('  ');
}

function producerText({ exchange, routingKey, ratePerSecond, shape, payload }: ProducerSpec): string {
  const pace = `${ratePerSecond}/s${shape === 'steady' ? '' : `, ${shape}`}`;
  return [exchangeLabel(exchange), routingKey, pace, payload].filter((part) => part !== '').join('  ');
}

function ImportButton({ onRead }: { readonly onRead: (collection: Collection) => void }) {
  const inputRef = useRef<HTMLInputElement>(null);

  async function take(file: File | undefined) {
    if (!file) return;
    try {
      onRead(readCollection(await file.text()));
    } catch (error) {
      toast.error(`${file.name} cannot be imported. ${(error as Error).message}`);
    }
  }

  return (
    <>
      <input
        ref={inputRef}
        type="file"
        accept=".json,application/json"
        aria-label="File of saved messages"
        hidden
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Button size="sm" onClick={() => inputRef.current?.click()}>
        <FileUp aria-hidden className="size-3.5" />
        Import
      </Button>
    </>
  );
}
