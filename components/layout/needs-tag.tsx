import { LockKeyhole } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';

/** Stands where a page would be that only users with a certain tag may see. */
export function NeedsTag({ tag, what }: { readonly tag: string; readonly what: string }) {
  return (
    <>
      <h1 className="sr-only">{what}</h1>
      <EmptyState
        icon={<LockKeyhole aria-hidden className="size-10" />}
        title={`${what} are for users with the tag ${tag}`}
      >
        Tags say what a user may do with the broker itself. Ask somebody who administers it.
      </EmptyState>
    </>
  );
}
