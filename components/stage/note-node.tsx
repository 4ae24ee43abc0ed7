'use client';

import { X } from 'lucide-react';
import { memo, useEffect, useRef, useState } from 'react';
import { cn } from '@/components/ui/cn';
import type { NodeViewProps, NoteFlowNode } from './flow-types';
import { removeNote, writeNote } from './stage-saved-store';

/** A sticky note. It is kept in this browser with the places of the nodes. */
export const NoteNodeView = memo(function NoteNodeView({ data, selected }: NodeViewProps<NoteFlowNode>) {
  const { note } = data;
  const [text, setText] = useState(note.text);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => setText(note.text), [note.text]);
  useEffect(() => {
    if (note.text === '') area.current?.focus();
  }, [note.text]);
  return (
    <div
      className={cn(
        'stage-note group/node relative h-[120px] w-[200px] rounded-sm p-3 pt-4',
        selected && 'outline-2 outline-ring',
      )}
    >
      <textarea
        ref={area}
        aria-label="Text of the note"
        value={text}
        maxLength={2_000}
        placeholder="Write a note"
        onChange={(event) => setText(event.target.value)}
        onBlur={() => writeNote(note.id, text)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
          event.stopPropagation();
        }}
        className="nodrag nowheel size-full resize-none bg-transparent text-[13px] leading-5 outline-none placeholder:text-current placeholder:opacity-60"
      />
      <button
        type="button"
        aria-label="Remove the note"
        onClick={(event) => {
          event.stopPropagation();
          removeNote(note.id);
        }}
        className="nodrag absolute top-0 right-0 flex size-8.5 items-center justify-center rounded-md opacity-0 transition-opacity focus-visible:opacity-100 group-focus-within/node:opacity-100 group-hover/node:opacity-100"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </div>
  );
});
