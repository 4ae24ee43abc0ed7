'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { type ChangeEvent, type DragEvent, useEffect, useId, useMemo, useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useAdminChange } from '@/components/session/use-admin-change';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Section } from '@/components/ui/section';
import { toast } from '@/components/ui/toast';
import { importDefinitions, previewDefinitions } from '@/lib/admin-client';
import { plural } from '@/lib/format';
import { AS_IT_IS, adaptDefinitions, type Definitions } from './adapt-definitions';
import { DefinitionsDiff } from './definitions-diff';
import { ImportChoices } from './import-choices';

interface Chosen {
  readonly fileName: string;
  readonly document: Definitions;
}

/** Reads a file, shows what importing it would do, and does it when asked. */
export function ImportDefinitions({ vhost }: { readonly vhost: string | null }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);

  function take(file: File | undefined) {
    setChosen(null);
    setFailure(null);
    file
      ?.text()
      .then((text) => setChosen({ fileName: file.name, document: parse(text) }))
      .catch(setFailure);
  }

  return (
    <Section title="Import">
      <div className="flex flex-col gap-4">
        <FileField onFile={take} />
        <ErrorNotice error={failure} title="This file cannot be imported." />
        {chosen && <Import vhost={vhost} chosen={chosen} onClose={() => setChosen(null)} />}
      </div>
    </Section>
  );
}

interface ImportProps {
  readonly vhost: string | null;
  readonly chosen: Chosen;
  readonly onClose: () => void;
}

/** How long nobody has typed before the broker is asked again. */
const restMs = 300;

function Import({ vhost, chosen: { fileName, document }, onClose }: ImportProps) {
  const [adaptation, setAdaptation] = useState(AS_IT_IS);
  const settled = useSettled(adaptation, restMs);
  const adapted = useMemo(() => adaptDefinitions(document, settled), [document, settled]);
  const preview = useQuery({
    // The document itself is too long for a key.
    queryKey: ['definitions-preview', useId(), vhost, settled],
    queryFn: () => previewDefinitions(vhost, adapted),
    placeholderData: keepPreviousData,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const apply = useAdminChange({
    change: () => importDefinitions(vhost, adapted),
    onDone: () => {
      toast.success(`Imported: ${preview.data?.create ?? 0} created, ${preview.data?.change ?? 0} changed`);
      onClose();
    },
  });
  const changes = preview.data ? preview.data.create + preview.data.change : 0;
  const isCurrent = settled === adaptation && !preview.isFetching && preview.error === null;
  return (
    <>
      <ImportChoices document={document} adaptation={adaptation} onChange={setAdaptation} into={vhost} />
      <ErrorNotice error={preview.error} title="This cannot be imported." />
      {preview.data && preview.error === null && (
        <>
          <p className="text-sm">
            <span className="font-mono">{fileName}</span>:{' '}
            {changes === 0 ? 'everything is there already.' : 'nothing has been changed yet.'}
          </p>
          <DefinitionsDiff preview={preview.data} />
        </>
      )}
      <ErrorNotice error={apply.error} />
      <div className="flex gap-2">
        <Button
          variant="primary"
          disabled={changes === 0 || !isCurrent}
          pending={apply.isPending}
          onClick={() => apply.mutate()}
        >
          {changes === 0 ? 'Nothing to import' : `Import ${plural(changes, 'change')}`}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </>
  );
}

/** A value once it has stayed the same for so many milliseconds. */
function useSettled<Value>(value: Value, ms: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

function parse(text: string): Definitions {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new Error(`This is not JSON: ${(error as Error).message}`);
  }
  if (typeof document === 'object' && document !== null && !Array.isArray(document)) return document as Definitions;
  throw new Error('This is no definitions document: it has to be an object with lists such as queues and exchanges.');
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
