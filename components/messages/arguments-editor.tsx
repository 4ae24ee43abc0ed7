'use client';

import { Plus } from 'lucide-react';
import { useId } from 'react';
import { KeyValueEditor } from '@/components/ui/key-value-editor';
import { type KeyValueEntry, newEntry } from '@/components/ui/key-value-model';
import { Tooltip } from '@/components/ui/tooltip';
import type { KnownArgument } from '@/lib/arguments/known-argument';

export interface ArgumentsEditorProps {
  readonly entries: readonly KeyValueEntry[];
  readonly onEntriesChange: (entries: readonly KeyValueEntry[]) => void;
  /** Arguments that the broker knows; each can be added with one press. */
  readonly known: readonly KnownArgument[];
  readonly noun?: string;
  readonly showProblems: boolean;
}

export function ArgumentsEditor({
  entries,
  onEntriesChange,
  known,
  noun = 'argument',
  showProblems,
}: ArgumentsEditorProps) {
  const used = known.filter(({ name }) => entries.some((entry) => entry.name === name));
  const unused = known.filter((argument) => !used.includes(argument));
  return (
    <div className="flex flex-col gap-2.5">
      {unused.length > 0 && (
        <div className="flex flex-wrap gap-1.5">
          {unused.map((argument) => (
            <ArgumentButton
              key={argument.name}
              argument={argument}
              onAdd={() => onEntriesChange([...entries, newEntry(argument.name, argument.kind, argument.example)])}
            />
          ))}
        </div>
      )}
      <KeyValueEditor entries={entries} onEntriesChange={onEntriesChange} noun={noun} showProblems={showProblems} />
      {used.length > 0 && (
        <dl className="text-muted-foreground text-xs">
          {used.map(({ name, help }) => (
            <div key={name}>
              <dt className="inline font-mono text-foreground">{name}</dt> <dd className="inline">{help}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

interface ArgumentButtonProps {
  readonly argument: KnownArgument;
  readonly onAdd: () => void;
}

/** Adds an argument that the broker knows, and says what it does before it is pressed. */
function ArgumentButton({ argument, onAdd }: ArgumentButtonProps) {
  const id = useId();
  return (
    <>
      <Tooltip content={argument.help}>
        <button
          type="button"
          aria-describedby={id}
          onClick={onAdd}
          className="inline-flex h-6 items-center gap-1 rounded-full border border-input/60 bg-card px-2 text-muted-foreground text-xs transition-colors hover:border-input hover:text-foreground"
        >
          <Plus aria-hidden className="size-3" />
          {argument.label}
        </button>
      </Tooltip>
      <span id={id} hidden>
        {argument.help}
      </span>
    </>
  );
}
