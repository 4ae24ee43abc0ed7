'use client';

import { Bookmark } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu';
import { useSavedList } from './saved-list';

const SaveDialog = dynamic(() => import('./save-dialog').then((module) => module.SaveDialog), { ssr: false });

export interface SavedMenuProps<Value> {
  /** Where this browser keeps them. */
  readonly storageKey: string;
  readonly isValue: (value: unknown) => value is Value;
  /** `message`, `producer`. */
  readonly noun: string;
  /** What would be saved now. */
  readonly current: () => Value;
  readonly onLoad: (value: Value) => void;
}

/** Keeps what a form holds under a name, and brings it back. */
export function SavedMenu<Value>({ storageKey, isValue, noun, current, onLoad }: SavedMenuProps<Value>) {
  const { list, save, remove } = useSavedList(storageKey, isValue);
  const [isSaving, setSaving] = useState(false);
  const [loaded, setLoaded] = useState<string | null>(null);
  const known = list.find(({ name }) => name === loaded);
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button size="sm" variant="ghost">
            <Bookmark aria-hidden className="size-3.5" />
            {known ? known.name : `Saved ${noun}s`}
          </Button>
        }
      >
        <MenuLabel>Saved {noun}s of this browser</MenuLabel>
        {list.map(({ name, value }) => (
          <MenuItem
            key={name}
            onClick={() => {
              setLoaded(name);
              onLoad(value);
            }}
          >
            {name}
          </MenuItem>
        ))}
        {list.length > 0 && <MenuSeparator />}
        <MenuItem onClick={() => setSaving(true)}>Save this {noun}…</MenuItem>
        {known && (
          <MenuItem destructive onClick={() => remove(known.name)}>
            Forget {known.name}
          </MenuItem>
        )}
      </Menu>
      {isSaving && (
        <SaveDialog
          noun={noun}
          known={list.map(({ name }) => name)}
          onSave={(name) => {
            save(name, current());
            setLoaded(name);
          }}
          onClose={() => setSaving(false)}
        />
      )}
    </>
  );
}
