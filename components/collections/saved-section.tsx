'use client';

import { Copy, Folder, TextCursorInput, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import type { Saved } from '@/components/layout/saved-list';
import { EmptyState } from '@/components/ui/empty-state';
import { IconButton } from '@/components/ui/icon-button';
import { Section } from '@/components/ui/section';
import { toast } from '@/components/ui/toast';
import { baseName, copyName, foldersOf } from './folders';

const SaveDialog = dynamic(() => import('@/components/layout/save-dialog').then((module) => module.SaveDialog), {
  ssr: false,
});

export interface SavedSectionProps<Value> {
  readonly title: string;
  /** `message`, `producer`. */
  readonly noun: string;
  readonly saved: {
    readonly list: readonly Saved<Value>[];
    readonly save: (name: string, value: Value) => void;
    readonly remove: (name: string) => void;
    readonly rename: (name: string, next: string) => void;
  };
  /** In a few words what it is. */
  readonly describe: (value: Value) => string;
  /** What can be done with one of them, beside renaming, duplicating and deleting it. */
  readonly actions?: (item: Saved<Value>) => ReactNode;
  /** How one comes to be here. */
  readonly empty: ReactNode;
}

const undoMs = 8000;

/** The saved things of one kind, in their folders. */
export function SavedSection<Value>({ title, noun, saved, describe, actions, empty }: SavedSectionProps<Value>) {
  const { list, save, remove, rename } = saved;
  const [renaming, setRenaming] = useState<string | null>(null);

  function forget({ name, value }: Saved<Value>) {
    remove(name);
    toast(`${name} is deleted`, { duration: undoMs, action: { label: 'Undo', onClick: () => save(name, value) } });
  }

  return (
    <Section title={title}>
      {list.length === 0 && (
        <EmptyState compact title={`No ${noun} is saved`}>
          {empty}
        </EmptyState>
      )}
      <div className="flex flex-col gap-4">
        {foldersOf(list).map(({ path, items }) => (
          <div key={path}>
            {path !== '' && (
              <h3 className="mb-1.5 flex items-center gap-1.5 font-medium text-sm">
                <Folder aria-hidden className="size-4 text-muted-foreground" />
                {path}
              </h3>
            )}
            <ul aria-label={path === '' ? title : `${title} in ${path}`} className="divide-y rounded-lg border bg-card">
              {items.map((item) => (
                <li key={item.name} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
                  <div className="min-w-0 flex-1 basis-48">
                    <p className="break-words font-medium text-sm">{baseName(item.name)}</p>
                    <p className="truncate font-mono text-muted-foreground text-xs">{describe(item.value)}</p>
                  </div>
                  <div className="flex items-center gap-1">
                    {actions?.(item)}
                    <IconButton size="sm" label={`Rename or move ${item.name}`} onClick={() => setRenaming(item.name)}>
                      <TextCursorInput aria-hidden />
                    </IconButton>
                    <IconButton
                      size="sm"
                      label={`Duplicate ${item.name}`}
                      onClick={() => save(copyName(item.name, list), item.value)}
                    >
                      <Copy aria-hidden />
                    </IconButton>
                    <IconButton size="sm" label={`Delete ${item.name}`} onClick={() => forget(item)}>
                      <Trash2 aria-hidden />
                    </IconButton>
                  </div>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      {renaming !== null && (
        <SaveDialog
          noun={noun}
          current={renaming}
          known={list.map(({ name }) => name).filter((name) => name !== renaming)}
          onSave={(next) => rename(renaming, next)}
          onClose={() => setRenaming(null)}
        />
      )}
    </Section>
  );
}
