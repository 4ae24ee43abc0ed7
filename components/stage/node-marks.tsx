'use client';

import { Pin, Plus } from 'lucide-react';
import { plural } from '@/lib/format';
import { labelOf } from '@/lib/stage-numbers';
import type { NodeData } from './flow-types';
import { toggleFold } from './stage-saved-store';

/** In the corners of a node: a pin when a person put it there, and how much is folded away behind it. */
export function NodeMarks({ data: { node, isPinned, hidden } }: { readonly data: NodeData }) {
  const name = labelOf(node);
  return (
    <>
      {isPinned && (
        <span
          title="Pinned: it stays here when the stage is tidied"
          className="stage-mark absolute -top-2 left-4 flex size-4.5 items-center justify-center rounded-full border bg-card text-(--kind)"
        >
          <Pin aria-hidden className="size-2.5" />
        </span>
      )}
      {hidden !== null && hidden > 0 && (
        <button
          type="button"
          aria-label={`Unfold ${plural(hidden, 'node')} behind ${name}`}
          title={`${plural(hidden, 'node')} folded away behind it`}
          onClick={(event) => {
            event.stopPropagation();
            toggleFold(node.id, name);
          }}
          className="nodrag absolute top-1/2 -right-14 flex h-8.5 -translate-y-1/2 items-center gap-0.5 rounded-full border border-(--kind) bg-card px-2 font-semibold text-xs shadow-raised hover:bg-muted"
        >
          <Plus aria-hidden className="size-3" />
          {hidden}
        </button>
      )}
    </>
  );
}
