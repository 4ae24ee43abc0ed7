'use client';

import { useState } from 'react';
import type { Saved } from '@/components/layout/saved-list';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { plural } from '@/lib/format';
import type { Collection } from './collection-file';

export interface ImportDialogProps {
  readonly incoming: Collection;
  readonly present: Collection;
  readonly onImport: (collection: Collection) => void;
  readonly onClose: () => void;
}

/** Says what a file would bring, and asks about what is there already under the same name. */
export function ImportDialog({ incoming, present, onImport, onClose }: ImportDialogProps) {
  const [writesOver, setWritesOver] = useState(false);
  const fresh: Collection = {
    messages: newOnes(incoming.messages, present.messages),
    producers: newOnes(incoming.producers, present.producers),
  };
  const known = countOf(incoming) - countOf(fresh);
  const chosen = writesOver ? incoming : fresh;
  const count = countOf(chosen);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title="Import saved messages and producers"
      description={`The file has ${plural(incoming.messages.length, 'message')} and ${plural(incoming.producers.length, 'producer')}.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={count === 0}
            onClick={() => {
              onImport(chosen);
              onClose();
            }}
          >
            {count === 0 ? 'Nothing to import' : `Import ${count}`}
          </Button>
        </>
      }
    >
      {known === 0 ? (
        <p className="text-sm">None of them has a name that is taken here.</p>
      ) : (
        <Checkbox
          checked={writesOver}
          onCheckedChange={setWritesOver}
          label={`Write over the ${known} whose names are taken`}
          help="Otherwise what is here stays as it is."
        />
      )}
    </Dialog>
  );
}

function newOnes<Value>(incoming: readonly Saved<Value>[], present: readonly Saved<Value>[]): readonly Saved<Value>[] {
  return incoming.filter(({ name }) => !present.some((item) => item.name === name));
}

function countOf({ messages, producers }: Collection): number {
  return messages.length + producers.length;
}
