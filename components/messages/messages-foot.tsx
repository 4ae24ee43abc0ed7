'use client';

import { Button } from '@/components/ui/button';
import { formatCount, formatTime } from '@/lib/format';
import type { Found } from './search-messages';
import type { usePeek } from './use-peek';

/** How much was looked at, and the way to more. */
export function MessagesFoot({ peek }: { readonly peek: ReturnType<typeof usePeek> }) {
  const { query, found, isSearching } = peek;
  if (isSearching) return <Progress found={found} onCancel={peek.cancel} />;
  const { messages, scanned, total } = found;
  return (
    <div className="flex min-h-10 items-center gap-3 border-t px-4 text-muted-foreground text-xs">
      <p role="status">
        {formatCount(messages.length)} shown, {formatCount(Math.max(scanned, messages.length))} of{' '}
        {formatCount(Math.max(total, scanned))} looked at, as of {formatTime(query.dataUpdatedAt)}
      </p>
      {found.next !== null && (
        <Button size="sm" variant="ghost" className="ml-auto" pending={query.isFetching} onClick={peek.goOn}>
          Look further
        </Button>
      )}
    </div>
  );
}

/** A search that takes a while: how far it is, and a way to end it. */
function Progress({
  found: { messages, scanned, total },
  onCancel,
}: {
  readonly found: Found;
  readonly onCancel: () => void;
}) {
  return (
    <div className="flex min-h-10 items-center gap-3 border-t px-4 text-muted-foreground text-xs">
      <progress
        aria-label="Searching"
        max={Math.max(total, scanned, 1)}
        value={scanned}
        className="h-1.5 w-32 shrink-0 appearance-none overflow-hidden rounded-full [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:bg-primary"
      />
      <p className="min-w-0 truncate tabular-nums">
        {formatCount(messages.length)} found, {formatCount(scanned)} of {formatCount(Math.max(total, scanned))} looked
        at
      </p>
      <Button size="sm" variant="ghost" className="ml-auto" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
