'use client';

import { useMemo } from 'react';
import { cn } from '@/components/ui/cn';
import { Dialog } from '@/components/ui/dialog';
import type { PeekedMessage } from '@/lib/contents-api';
import { plural } from '@/lib/format';
import { type DiffLine, diffLines, linesOf } from './message-diff';

export interface DiffDialogProps {
  readonly before: PeekedMessage;
  readonly after: PeekedMessage;
  readonly onClose: () => void;
}

const marks = { same: ' ', removed: '-', added: '+' } as const;
const tones: Readonly<Record<DiffLine['kind'], string>> = {
  same: '',
  removed: 'bg-destructive-soft',
  added: 'bg-success-soft',
};

/** What two messages have in common, and what not. */
export function DiffDialog({ before, after, onClose }: DiffDialogProps) {
  const lines = useMemo(() => diffLines(linesOf(before), linesOf(after)), [before, after]);
  const count = (kind: DiffLine['kind']) => lines.filter((line) => line.kind === kind).length;
  const isSame = count('removed') + count('added') === 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title={`Message ${before.order} and message ${after.order}`}
      description={
        isSame
          ? 'They say the same.'
          : `${plural(count('removed'), 'line')} only in the first (−), ${plural(count('added'), 'line')} only in the second (+).`
      }
    >
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long difference must be scrollable with the keyboard.
        tabIndex={0}
        aria-label="Difference"
        className="max-h-[60dvh] overflow-auto rounded-md border font-mono text-xs leading-relaxed"
      >
        {lines.map(({ kind, text }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat, and their places are what they are.
          <span key={i} className={cn('block px-2 break-all whitespace-pre-wrap', tones[kind])}>
            {marks[kind]} {text}
          </span>
        ))}
      </section>
    </Dialog>
  );
}
