'use client';

import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { Textarea } from '@/components/ui/textarea';
import type { StageNote } from '@/lib/stage-saved';
import { removeNote, useSaved, writeNote } from './stage-saved-store';

/** The notes of the stage, to be read and written here too. */
export function OutlineNotes() {
  const notes = useSaved((state) => state.saved.notes);
  if (notes.length === 0) return null;
  return (
    <section aria-label="Notes">
      <h2 className="mb-2 flex items-baseline gap-2 px-1 font-semibold text-sm">
        Notes <span className="font-normal text-muted-foreground text-xs">{notes.length}</span>
      </h2>
      <ul className="flex flex-col divide-y rounded-lg border bg-card">
        {notes.map((note) => (
          <NoteRow key={note.id} note={note} />
        ))}
      </ul>
    </section>
  );
}

function NoteRow({ note }: { readonly note: StageNote }) {
  const [text, setText] = useState(note.text);
  useEffect(() => setText(note.text), [note.text]);
  return (
    <li className="flex items-start gap-2 p-2 sm:px-3">
      <Textarea
        aria-label="Text of the note"
        rows={2}
        value={text}
        onValueChange={setText}
        onBlur={() => writeNote(note.id, text)}
      />
      <IconButton size="sm" label="Remove the note" onClick={() => removeNote(note.id)}>
        <X aria-hidden />
      </IconButton>
    </li>
  );
}
