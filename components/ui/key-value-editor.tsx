'use client';

import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { Button } from './button';
import { IconButton } from './icon-button';
import { Input } from './input';
import { emptyEntry, entryProblem, type KeyValueEntry, type ValueKind } from './key-value-model';
import { Select } from './select';

const kindOptions = [
  { value: 'string', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Boolean' },
  { value: 'json', label: 'JSON' },
] as const;

const booleanOptions = [
  { value: 'true', label: 'true' },
  { value: 'false', label: 'false' },
] as const;

export interface KeyValueEditorProps {
  readonly entries: readonly KeyValueEntry[];
  readonly onEntriesChange: (entries: readonly KeyValueEntry[]) => void;
  /** What one entry is: `argument`, `header`. */
  readonly noun: string;
  readonly placeholder?: string;
  readonly showProblems?: boolean;
}

/** A table of names and typed values, as AMQP arguments and headers are. */
export function KeyValueEditor({
  entries,
  onEntriesChange,
  noun,
  placeholder,
  showProblems = false,
}: KeyValueEditorProps) {
  const id = useId();
  function change(index: number, patch: Partial<KeyValueEntry>) {
    onEntriesChange(entries.map((entry, at) => (at === index ? { ...entry, ...patch } : entry)));
  }
  return (
    <div className="flex flex-col gap-2">
      {entries.map((entry, index) => {
        const problem = showProblems ? entryProblem(entry, entries) : null;
        const number = index + 1;
        return (
          <div key={entry.id} className="not-last:pb-1 @md:not-last:pb-0">
            <div className="grid grid-cols-[7.25rem_minmax(0,1fr)_2rem] gap-2 @md:grid-cols-[minmax(0,1.4fr)_6.25rem_minmax(0,1fr)_2rem]">
              <Input
                mono
                aria-label={`Name of ${noun} ${number}`}
                aria-describedby={problem ? `${id}-${entry.id}` : undefined}
                placeholder={placeholder ?? 'name'}
                value={entry.name}
                onValueChange={(name) => change(index, { name })}
                className="col-span-2 col-start-1 @md:col-span-1"
              />
              <Select<ValueKind>
                aria-label={`Type of ${noun} ${number}`}
                value={entry.kind}
                onValueChange={(kind) => change(index, { kind, value: kind === 'boolean' ? 'true' : entry.value })}
                options={kindOptions}
                className="col-start-1 @md:col-start-2"
              />
              {entry.kind === 'boolean' ? (
                <Select
                  aria-label={`Value of ${noun} ${number}`}
                  value={entry.value === 'false' ? 'false' : 'true'}
                  onValueChange={(value) => change(index, { value })}
                  options={booleanOptions}
                  className="col-span-2 col-start-2 @md:col-span-1 @md:col-start-3"
                />
              ) : (
                <Input
                  mono
                  aria-label={`Value of ${noun} ${number}`}
                  aria-describedby={problem ? `${id}-${entry.id}` : undefined}
                  placeholder={entry.kind === 'json' ? '{"a": 1}' : 'value'}
                  inputMode={entry.kind === 'number' ? 'decimal' : undefined}
                  value={entry.value}
                  onValueChange={(value) => change(index, { value })}
                  className="col-span-2 col-start-2 @md:col-span-1 @md:col-start-3"
                />
              )}
              <IconButton
                label={`Remove ${noun} ${number}`}
                tooltip={false}
                className="col-start-3 row-start-1 w-8 @md:col-start-4"
                onClick={() => onEntriesChange(entries.filter((_, at) => at !== index))}
              >
                <X aria-hidden />
              </IconButton>
            </div>
            {problem && (
              <p id={`${id}-${entry.id}`} role="alert" className="mt-1 text-destructive text-xs">
                {problem}
              </p>
            )}
          </div>
        );
      })}
      <div>
        <Button size="sm" onClick={() => onEntriesChange([...entries, emptyEntry()])}>
          <Plus aria-hidden />
          Add {noun}
        </Button>
      </div>
    </div>
  );
}
