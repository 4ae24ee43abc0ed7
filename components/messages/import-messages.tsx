'use client';

import { FileUp } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { plural } from '@/lib/format';
import { type FileMessage, parseMessages } from './parse-messages';

const PublishManyDialog = dynamic(() => import('./publish-many-dialog').then((module) => module.PublishManyDialog), {
  ssr: false,
});

/** What a browser can read and keep at once without trouble. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

interface Chosen {
  readonly name: string;
  readonly messages: readonly FileMessage[];
}

export interface ImportMessagesProps {
  readonly vhost: string;
  readonly queue: string;
  readonly onChanged: () => void;
}

/** Publishes the messages of a file. */
export function ImportMessages({ vhost, queue, onChanged }: ImportMessagesProps) {
  const inputRef = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const rights = useRights(vhost);

  async function take(file: File | undefined) {
    if (!file) return;
    try {
      if (file.size > MAX_FILE_BYTES) throw new Error('Files of up to 64 MiB can be read here. Cut it into parts.');
      setChosen({ name: file.name, messages: parseMessages(await file.text()) });
    } catch (error) {
      toast.error(`${file.name} cannot be imported. ${error instanceof Error ? error.message : ''}`);
    }
  }

  return (
    <>
      <input
        ref={inputRef}
        type="file"
        accept=".json,.ndjson,.jsonl,application/json,application/x-ndjson"
        aria-label="File of messages"
        hidden
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Button size="sm" refusal={rights.write()} onClick={() => inputRef.current?.click()}>
        <FileUp aria-hidden className="size-3.5" />
        Import
      </Button>
      {chosen && (
        <PublishManyDialog
          vhost={vhost}
          queue={queue}
          title={`Import ${plural(chosen.messages.length, 'message')} from ${chosen.name}`}
          messages={chosen.messages}
          onDone={() => {
            setChosen(null);
            onChanged();
          }}
          onClose={() => setChosen(null)}
        />
      )}
    </>
  );
}
