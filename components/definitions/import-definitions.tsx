'use client';

import { FileUp } from 'lucide-react';
import { type ChangeEvent, type DragEvent, useId, useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useAdminChange } from '@/components/session/use-admin-change';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Section } from '@/components/ui/section';
import { toast } from '@/components/ui/toast';
import type { ImportPreview } from '@/lib/admin-api';
import { importDefinitions, previewDefinitions } from '@/lib/admin-client';
import { plural } from '@/lib/format';
import { DefinitionsDiff } from './definitions-diff';

interface Chosen {
  readonly fileName: string;
  readonly document: unknown;
  readonly preview: ImportPreview;
}

/** Reads a file, shows what importing it would do, and does it when asked. */
export function ImportDefinitions({ vhost }: { readonly vhost: string | null }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const preview = useAdminChange({
    change: async (file: File): Promise<Chosen> => {
      const document = parse(await file.text());
      return { fileName: file.name, document, preview: await previewDefinitions(vhost, document) };
    },
    onDone: setChosen,
  });
  const apply = useAdminChange({
    change: ({ document }: Chosen) => importDefinitions(vhost, document),
    onDone: (_, { preview: { create, change } }) => {
      toast.success(`Imported: ${create} created, ${change} changed`);
      setChosen(null);
    },
  });
  const changes = chosen ? chosen.preview.create + chosen.preview.change : 0;

  function take(file: File | undefined) {
    setChosen(null);
    apply.reset();
    if (file) preview.mutate(file);
  }

  return (
    <Section title="Import">
      <div className="flex flex-col gap-4">
        <FileField onFile={take} />
        <ErrorNotice error={preview.error} title="This file cannot be imported." />
        {chosen && (
          <>
            <p className="text-sm">
              <span className="font-mono">{chosen.fileName}</span>:{' '}
              {changes === 0 ? 'everything is there already.' : 'nothing has been changed yet.'}
            </p>
            <DefinitionsDiff preview={chosen.preview} />
            <ErrorNotice error={apply.error} />
            <div className="flex gap-2">
              <Button
                variant="primary"
                disabled={changes === 0}
                pending={apply.isPending}
                onClick={() => apply.mutate(chosen)}
              >
                {changes === 0 ? 'Nothing to import' : `Import ${plural(changes, 'change')}`}
              </Button>
              <Button onClick={() => setChosen(null)}>Cancel</Button>
            </div>
          </>
        )}
      </div>
    </Section>
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`This is not JSON: ${(error as Error).message}`);
  }
}

function FileField({ onFile }: { readonly onFile: (file: File | undefined) => void }) {
  const id = useId();
  const [isOver, setOver] = useState(false);

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer.files[0]);
  }

  function onChange(event: ChangeEvent<HTMLInputElement>) {
    onFile(event.target.files?.[0]);
    // The same file can be chosen again after it was changed.
    event.target.value = '';
  }

  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={cn(
        'flex flex-col items-center gap-2 rounded-lg border border-input border-dashed px-4 py-8 text-center text-sm transition-colors focus-within:outline-2 focus-within:outline-ring',
        isOver && 'bg-accent',
      )}
    >
      <FileUp aria-hidden className="size-6 text-muted-foreground" />
      <span>
        <span className="font-medium underline underline-offset-3">Choose a definitions file</span> or drop it here
      </span>
      <span className="text-muted-foreground text-xs">You see what it would do before anything is changed.</span>
      <input id={id} type="file" accept=".json,application/json" onChange={onChange} className="sr-only" />
    </label>
  );
}
